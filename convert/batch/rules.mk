# Pattern rules for your own Makefile (GNU make 4.3 or newer):
#
#   include $(shell wenzhuan batch --makefile)
#   all: report.docx notice.pdf
#
# `make report.docx` finds report.txt (or .md, .html, .htm) and runs wenzhuan on it. Beside each output a file
# .report.docx.d names what it was made from, so that a change of the profile or of wenzhuan.toml makes it anew.
# Safe under `make -j`: each rule writes its own file, whole or not at all. A name with blanks is written with
# backslashes in a rule, as in `all: 会议\ 纪要.docx`; hanzi need nothing.
#
# WENZHUAN is the command, WENZHUANFLAGS its options (as: --profile house.toml), WENZHUANPROFILE a profile file
# that outputs depend on.

WENZHUAN ?= wenzhuan
WENZHUANFLAGS ?=
WENZHUANPROFILE ?=
WENZHUANCONFIG := $(wildcard wenzhuan.toml)
WENZHUANPARTS := $(WENZHUANPROFILE) $(WENZHUANCONFIG)
WENZHUANFORMATS := docx pdf md html odt epub json

.DELETE_ON_ERROR:

# $(call wenzhuan-rule,SUFFIX-OF-OUTPUT,SUFFIX-OF-SOURCE)
define wenzhuan-rule
%.$(1): %.$(2) $$(WENZHUANPARTS)
	$$(WENZHUAN) "$$<" -o "$$@" $$(if $$(WENZHUANPROFILE),--profile "$$(WENZHUANPROFILE)") $$(WENZHUANFLAGS)
endef

$(foreach to,$(WENZHUANFORMATS),$(eval $(call wenzhuan-rule,$(to),txt)))
$(foreach to,$(filter-out md,$(WENZHUANFORMATS)),$(eval $(call wenzhuan-rule,$(to),md)))
$(foreach to,$(filter-out html,$(WENZHUANFORMATS)),$(eval $(call wenzhuan-rule,$(to),html)))
