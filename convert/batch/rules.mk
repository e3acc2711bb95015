# Pattern rules for your own Makefile (GNU make):
#
#   include $(shell wenzhuan batch --makefile)
#   all: report.docx notice.pdf 年报/总结.md 会议\ 纪要.docx
#
# `make report.docx` finds report.txt (or report.md, report.html) and converts it. A file below .wenzhuan/make names
# all that an output was made from: source, profile, configuration, reference document, images; when one of them
# changes, the output is made again. Safe under `make -j`: each rule writes its own files, whole or not at all.
# Hanzi in names need nothing, a blank is written with a backslash, as above.
#
# WENZHUAN is the command, WENZHUANFLAGS its options, as: WENZHUANFLAGS := --profile house.toml

WENZHUAN ?= wenzhuan
WENZHUANFLAGS ?=
WENZHUANFORMATS := docx pdf md html odt epub json

.DELETE_ON_ERROR:

wenzhuan-quoted = '$(subst ','\'',$(1))'
wenzhuan-depfile = .wenzhuan/make/$$(printf %s $(call wenzhuan-quoted,$(1)) | cksum | tr ' ' -).d

# $(call wenzhuan-rule,SUFFIX OF THE OUTPUT,SUFFIX OF THE SOURCE)
define wenzhuan-rule
%.$(1): %.$(2)
	@mkdir -p .wenzhuan/make
	$$(WENZHUAN) convert $$(call wenzhuan-quoted,$$<) -o $$(call wenzhuan-quoted,$$@) --depfile "$$(call wenzhuan-depfile,$$@)" $$(WENZHUANFLAGS)
endef

$(foreach to,$(WENZHUANFORMATS),$(eval $(call wenzhuan-rule,$(to),txt)))
$(foreach to,$(filter-out md,$(WENZHUANFORMATS)),$(eval $(call wenzhuan-rule,$(to),md)))
$(foreach to,$(filter-out md html,$(WENZHUANFORMATS)),$(eval $(call wenzhuan-rule,$(to),html)))

-include $(wildcard .wenzhuan/make/*.d)
