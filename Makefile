# 文转 wenzhuan. `make demo` and `make test` need nothing but Python (3.11 or newer) and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WENZHUAN := $(BIN)/wenzhuan
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
DEMO := build/demo
FORMATS ?= docx pdf md
OUT ?= build/converted

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check accept convert fonts bench validate clean

help: ## show this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

# --- environments: a stamp each, renewed when pyproject.toml changes ----------------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "make: $(PYTHON) is missing or older than 3.11; install Python 3.11+ or run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "make: this Python has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: pyproject.toml $(VENV)/.made
	$(PIP) install -e . || { echo "make: pip could not install the packages; is a package index within reach?" >&2; exit 1; }
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	$(PIP) install -e '.[dev]' || { echo "make: pip could not install the packages; is a package index within reach?" >&2; exit 1; }
	@touch $@

# --- what people run ------------------------------------------------------------------------------------

demo: $(VENV)/.run ## set up, convert a fixture to DOCX, PDF and Markdown, print the paths
	@mkdir -p $(DEMO)
	@for format in docx pdf md; do $(WENZHUAN) fixtures/speech.txt -o $(DEMO)/speech.$$format || exit $$?; done
	@for format in docx pdf md; do echo "$(CURDIR)/$(DEMO)/speech.$$format"; done

test: $(VENV)/.dev ## set up and run the tests
	$(BIN)/python -m pytest -n 2

check: $(VENV)/.dev ## ruff, mypy --strict, import layers, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

accept: $(VENV)/.dev ## renew the goldens (read their diff before you commit it)
	$(BIN)/python -m pytest tests/golden tests/layout --accept
	git --no-pager diff --stat -- fixtures/golden tests/layout

convert: $(VENV)/.run ## convert a folder: make convert SRC=dir OUT=dir FORMATS="docx pdf md"
	@test -n "$(SRC)" || { echo 'make: name the source: make convert SRC=dir OUT=dir FORMATS="docx pdf md"' >&2; exit 2; }
	$(WENZHUAN) batch "$(SRC)" -o "$(OUT)" -t "$(shell echo $(FORMATS) | tr ' ' ',')"

fonts: $(VENV)/.dev ## rebuild the bundled faces from their packages
	$(BIN)/python -m convert.fonts.build

bench: $(VENV)/.dev ## speed beside peers, as ratios of one run
	@for script in tests/bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit $$?; done

validate: $(VENV)/.dev ## outside judges: Open XML SDK, veraPDF, LibreOffice, poppler, qpdf (installs what is missing)
	tests/judges/install
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'judge or slow'

clean: ## remove what was made (not the environment)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find convert tests -name __pycache__ -type d -prune -exec rm -rf {} +
