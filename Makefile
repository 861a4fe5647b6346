# Makefile - builds, tests and installs libdlp and its programs. `make help` lists the targets.
#
# Sources take part by wildcard; the library's folders are those that libdlp/LAYERS names.
# Everything is made below $(BUILD); another BUILD is another, independent build:
# that is how the sanitizer, torture and fuzzing builds are made (see "Variants").
#
#   V=1        show whole commands             CC, CFLAGS, LDFLAGS   as everywhere
#   WERROR=1   warnings are errors (check and lint do that)
#   PREFIX, BINDIR, LIBDIR, LIBEXECDIR, INCLUDEDIR, DATADIR, MANDIR, CACHEDIR, UNITDIR, DESTDIR
#                                                                    for install and uninstall

VERSION := 0.1.0
SONAME  := libdlp.so.0
LIBFILE := libdlp.so.$(VERSION)

BUILD  := build
PYTHON := python3
JOBS   := $(shell nproc 2>/dev/null || echo 2)
FUZZ_SECONDS := 8
FUZZ_SEED := 1

PREFIX       := /usr/local
BINDIR        = $(PREFIX)/bin
LIBDIR        = $(PREFIX)/lib
INCLUDEDIR    = $(PREFIX)/include
DATADIR       = $(PREFIX)/share
LIBEXECDIR    = $(PREFIX)/libexec
MANDIR        = $(DATADIR)/man
PKGCONFIGDIR  = $(LIBDIR)/pkgconfig
UNITDIR       = $(LIBDIR)/systemd/system
RULESDIR      = $(DATADIR)/dlp/patterns
# Compiled rules for everybody. They belong to the processor and the Hyperscan of this machine.
CACHEDIR      = $(LIBDIR)/dlp/cache

MAKEFLAGS += --no-print-directory --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: FORCE
.DEFAULT_GOAL := all

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

# ---- Sources ---------------------------------------------------------------------------------

LIB_FOLDERS := $(shell sed '/^ *\#/d' libdlp/LAYERS)
LIB_SRC     := $(sort $(foreach d,$(LIB_FOLDERS),$(wildcard libdlp/$d/*.c libdlp/$d/*/*.c)))
LIB_DIGEST  := $(shell cat $(LIB_SRC) $(sort $(shell find libdlp -name '*.h')) | sha256sum | cut -c1-64)
HEADERS     := $(sort $(wildcard libdlp/include/dlp/*.h))
COMMON_SRC  := $(sort $(wildcard common/*.c))
WORKER_SRC  := $(sort $(wildcard libdlp/worker/*.c))
REWRITE_SRC := $(sort $(wildcard libdlp/worker/rewrite/*.c))
MODULE_SRC  := $(sort $(wildcard libdlp/worker/modules/read_*.c))
MODULE_PART := $(filter-out $(MODULE_SRC),$(sort $(wildcard libdlp/worker/modules/*.c)))
DLPSCAN_SRC := $(sort $(wildcard dlpscan/*.c dlpscan/*/*.c))
DLPD_SRC    := $(sort $(wildcard dlpd/*.c dlpd/*/*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
UNIT_SRC    := $(sort $(wildcard tests/unit/test_*.c tests/unit/*/test_*.c tests/unit/*/*/test_*.c))
PROP_SRC    := $(sort $(wildcard tests/property/test_*.c))
TORTURE_SRC := $(sort $(wildcard tests/torture/*.c))
FUZZ_SRC    := $(sort $(wildcard fuzz/fuzz_*.c))
FUZZ_AID    := $(sort $(filter-out $(FUZZ_SRC) fuzz/standalone_driver.c,$(wildcard fuzz/*.c)))
CLI_TESTS   := $(sort $(wildcard tests/cli/t_*.sh tests/cli/t_*.py))
PROP_TESTS  := $(sort $(wildcard tests/property/t_*.sh tests/property/t_*.py))
LINT_TESTS  := $(sort $(wildcard tests/lint/*.sh tests/lint/*.py))
MAN_PAGES   := $(sort $(wildcard docs/man/*.[1-8]))
RULE_FILES  := $(sort $(shell find patterns -type f ! -name '.*' 2>/dev/null))

# ---- Flags -----------------------------------------------------------------------------------

REQUIRES := libhs libpcre2-8 libconfig libsodium nettle libutf8proc uchardet zlib
# Headers alone: what they define is inlined.
HEADERS_LIB := libxxhash
# The program's alone: libgit2 is loaded by `dlpscan git`, and its headers are needed to build.
HEADERS_DLPSCAN  := libgit2
REQUIRES_DLPSCAN := yaml-0.1
REQUIRES_CFLAGS := $(shell pkg-config --cflags $(REQUIRES) 2>/dev/null)
REQUIRES_LIBS   := $(shell pkg-config --libs $(REQUIRES) 2>/dev/null)
DLPSCAN_CFLAGS  := $(shell pkg-config --cflags $(HEADERS_DLPSCAN) $(REQUIRES_DLPSCAN) 2>/dev/null)
DLPSCAN_LIBS    := $(shell pkg-config --libs $(REQUIRES_DLPSCAN) 2>/dev/null)
# What the daemon needs beside the library.
REQUIRES_DLPD   := libpcap htp libbrotlidec libzstd libloc libseccomp
# `dlpd gate` alone: without it the others are built all the same, and gate says what is missing.
REQUIRES_GATE   := libnetfilter_queue libmnl
HAVE_GATE       := $(shell pkg-config --exists $(REQUIRES_GATE) 2>/dev/null && echo yes)
DLPD_SRC        := $(filter-out dlpd/gate/queue_$(if $(HAVE_GATE),none,netlink).c \
                     dlpd/gate/nft_set_$(if $(HAVE_GATE),none,netlink).c,$(DLPD_SRC))
# Headers of HTTP/2: without it, only its bodies are read.
REQUIRES_HPACK  := libnghttp2
HAVE_HPACK      := $(shell pkg-config --exists $(REQUIRES_HPACK) 2>/dev/null && echo yes)
DLPD_SRC        := $(filter-out dlpd/app/hpack_$(if $(HAVE_HPACK),none,nghttp2).c,$(DLPD_SRC))
DLPD_OPTIONAL   := $(if $(HAVE_GATE),$(REQUIRES_GATE)) $(if $(HAVE_HPACK),$(REQUIRES_HPACK))
DLPD_CFLAGS     := $(shell pkg-config --cflags $(REQUIRES_DLPD) $(DLPD_OPTIONAL) 2>/dev/null)
DLPD_LIBS       := $(shell pkg-config --libs $(REQUIRES_DLPD) $(DLPD_OPTIONAL) 2>/dev/null)
REQUIRES_ALL    := $(REQUIRES) $(HEADERS_LIB) $(HEADERS_DLPSCAN) $(REQUIRES_DLPSCAN) $(REQUIRES_DLPD)
ifeq ($(shell pkg-config --exists $(REQUIRES_ALL) 2>/dev/null && echo all),)
ifneq ($(filter-out clean help list format show-%,$(or $(MAKECMDGOALS),all)),)
$(error Not all of "$(REQUIRES_ALL)" are known to pkg-config; ./setup.sh demo installs them)
endif
endif

# The parsers of documents: of the worker alone, never of the library.
WORKER_REQUIRES := libarchive libseccomp libxml-2.0 sqlite3 freexl zlib
MODULE_REQUIRES := poppler-glib gmime-3.0
# Which libraries each module is linked to, beside what the worker has. All but pdf and mail are optional: where
# pkg-config does not know them all, the module is not built, and its formats are incomplete, "unsupported".
MODULE_pdf      := poppler-glib cairo
MODULE_mail     := gmime-3.0
MODULE_ole      := libgsf-1 libytnef zlib
MODULE_avro     := avro-c
MODULE_pst      := libpst
MODULE_ocr      := tesseract lept
module-name      = $(patsubst libdlp/worker/modules/read_%.c,%,$(1))
module-exists    = $(shell pkg-config --exists $(MODULE_$(1)) 2>/dev/null && echo yes)
MODULE_SRC      := $(foreach s,$(MODULE_SRC),$(if $(call module-exists,$(call module-name,$s)),$s))
MODULE_NAMES    := $(foreach s,$(MODULE_SRC),$(call module-name,$s))
WORKER_CFLAGS   := $(shell pkg-config --cflags $(WORKER_REQUIRES) $(foreach m,$(MODULE_NAMES),$(MODULE_$m)) 2>/dev/null)
WORKER_LIBS     := $(shell pkg-config --libs $(WORKER_REQUIRES) 2>/dev/null)
ifneq ($(filter-out clean help list format show-%,$(or $(MAKECMDGOALS),all)),)
ifneq ($(shell pkg-config --exists $(WORKER_REQUIRES) $(MODULE_REQUIRES) && echo yes),yes)
$(error Not all of "$(WORKER_REQUIRES) $(MODULE_REQUIRES)" are known to pkg-config; ./setup.sh demo installs them)
endif
endif

CFLAGS ?= -O2 -g
ifneq ($(filter check% lint,$(MAKECMDGOALS)),)
WERROR ?= 1
endif
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wvla -Wmissing-prototypes
# _FORTIFY_SOURCE needs the optimizer, and hides from the sanitizers what they should see.
HARDEN   := -fstack-protector-strong \
            $(if $(SANITIZE)$(filter -O0,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
SAN      := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer)

ALL_CFLAGS := -std=c11 -D_GNU_SOURCE -fPIC -fvisibility=hidden -pthread $(HARDEN) $(WARNINGS) \
              $(SAN) $(DEFINES) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS := -pthread -Wl,-z,relro,-z,now $(SAN) $(LDFLAGS)

# Who sees which headers, by top-level folder: the programs see the public ones only.
INCLUDES_libdlp  := -Ilibdlp -Ilibdlp/include $(REQUIRES_CFLAGS)
INCLUDES_common  := -Ilibdlp/include -Icommon
INCLUDES_dlpscan := -Ilibdlp/include -Icommon -Idlpscan -I$(BUILD) $(DLPSCAN_CFLAGS)
INCLUDES_dlpd    := -Ilibdlp/include -Icommon -Idlpd $(REQUIRES_CFLAGS) $(DLPD_CFLAGS)
INCLUDES_tests   := -Itests -I. -Icommon -Idlpd -Idlpscan $(INCLUDES_libdlp) $(DLPD_CFLAGS)
INCLUDES_fuzz    := -Ifuzz -I. -Icommon -Idlpd $(INCLUDES_libdlp) $(DLPD_CFLAGS)

# ---- The library and the programs ------------------------------------------------------------

OBJ         := $(BUILD)/obj
LIB_OBJ     := $(LIB_SRC:%.c=$(OBJ)/%.o)
WORKER_OBJ  := $(WORKER_SRC:%.c=$(OBJ)/%.o)
REWRITE_OBJ := $(REWRITE_SRC:%.c=$(OBJ)/%.o)
MODULE_OBJ  := $(MODULE_SRC:%.c=$(OBJ)/%.o) $(MODULE_PART:%.c=$(OBJ)/%.o)
COMMON_OBJ  := $(COMMON_SRC:%.c=$(OBJ)/%.o)
DLPSCAN_OBJ := $(DLPSCAN_SRC:%.c=$(OBJ)/%.o) $(COMMON_OBJ)
DLPD_OBJ    := $(DLPD_SRC:%.c=$(OBJ)/%.o) $(COMMON_OBJ)
STATIC      := $(BUILD)/lib/libdlp.a
SHARED      := $(BUILD)/lib/$(LIBFILE)
WORKER      := $(BUILD)/libexec/dlp-extract
REWRITER    := $(BUILD)/libexec/dlp-rewrite
MODULES     := $(MODULE_SRC:libdlp/worker/modules/read_%.c=$(BUILD)/libexec/dlp-extract-%.so)
PRINT_FORMATS := $(BUILD)/tests/formats/print_formats
HOSTILE     := $(BUILD)/tests/worker/dlp-extract-hostile
PROGRAMS    := $(if $(DLPSCAN_SRC),$(BUILD)/bin/dlpscan) $(if $(DLPD_SRC),$(BUILD)/bin/dlpd)

.PHONY: all
all: $(SHARED) $(STATIC) $(WORKER) $(REWRITER) $(MODULES) $(PROGRAMS) ## the library, shared and static, and the programs (default)

$(OBJ)/%.o: %.c $(BUILD)/flags
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(INCLUDES_$(firstword $(subst /, ,$*))) $(ALL_CFLAGS) $(if $(WERROR),-Werror) \
	    $(OBJ_DEFINES) -MMD -MP -c -o $@ $<

# The one source that knows a path, DLP_RULES_DIR: where the rules are. In the tree that is
# patterns/; the installed library gets an object of its own, below.
PATHS_SRC := $(firstword $(shell grep -l DLP_RULES_DIR $(LIB_SRC) /dev/null))
PATHS_OBJ := $(PATHS_SRC:%.c=$(OBJ)/%.o)
ifneq ($(PATHS_SRC),)
$(PATHS_OBJ): OBJ_DEFINES = -DDLP_RULES_DIR='"$(abspath patterns)"' \
    -DDLP_EXTRACT_PATH='"$(abspath $(WORKER))"'
$(PATHS_OBJ): $(BUILD)/rules-path
endif

# Which build this is: what one wrote into its cache, no other may read. See libdlp/base/build.h.
BUILD_OBJ := $(OBJ)/libdlp/base/build.o
$(BUILD_OBJ): OBJ_DEFINES = -DDLP_BUILD_DIGEST='"$(LIB_DIGEST)"'
$(BUILD_OBJ): $(BUILD)/library-digest

define archive
$(call say,AR,$@)
@mkdir -p $(@D) && rm -f $@
$(Q)$(AR) rcsD $@ $(filter %.o,$^)
endef
define link-shared
$(call say,LINK,$@)
@mkdir -p $(@D)
$(Q)$(CC) $(ALL_LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--no-undefined \
    -Wl,--version-script,libdlp/libdlp.map -o $@ $(filter %.o,$^) $(REQUIRES_LIBS)
$(Q)ln -sf $(LIBFILE) $(@D)/$(SONAME) && ln -sf $(SONAME) $(@D)/libdlp.so
endef
define link-program
$(call say,LINK,$@)
@mkdir -p $(@D)
$(Q)$(CC) $(ALL_LDFLAGS) $(LINK_EXTRA) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LINK_LIBS) $(REQUIRES_LIBS)
endef

$(STATIC): $(LIB_OBJ) $(BUILD)/sources
	$(archive)
$(SHARED): $(LIB_OBJ) $(BUILD)/sources libdlp/libdlp.map
	$(link-shared)
# What the worker holds of the library: the protocol, the table of formats, and the heap.
WORKER_LIB := $(OBJ)/libdlp/base/alloc.o \
              $(addprefix $(OBJ)/libdlp/extract/,format.o frame.o mail_head.o)
$(WORKER_OBJ) $(MODULE_OBJ) $(REWRITE_OBJ): OBJ_DEFINES = $(WORKER_CFLAGS)
$(WORKER): private REQUIRES_LIBS = -Wl,--as-needed $(WORKER_LIBS) -lsodium -lm -rdynamic
$(WORKER): $(WORKER_OBJ) $(WORKER_LIB) $(BUILD)/sources
	$(link-program)
# Office documents with other values, in the same sandbox and with the same eyes.
$(REWRITER): private REQUIRES_LIBS = -Wl,--as-needed $(WORKER_LIBS) -lsodium -lm
$(REWRITER): $(REWRITE_OBJ) $(filter-out %/worker/main.o,$(WORKER_OBJ)) $(WORKER_LIB) $(OBJ)/libdlp/base/bytes.o $(BUILD)/sources
	$(link-program)
# What brings dozens of libraries is loaded for the first document that needs it. A module is read_NAME.c and
# NAME_*.c.
$(foreach m,$(MODULE_NAMES),$(eval $(BUILD)/libexec/dlp-extract-$m.so: \
    $(patsubst %.c,$(OBJ)/%.o,$(filter libdlp/worker/modules/$m_%,$(MODULE_PART)))))
$(BUILD)/libexec/dlp-extract-%.so: $(OBJ)/libdlp/worker/modules/read_%.o
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -shared -o $@ $(filter %.o,$^) \
	    -Wl,--as-needed $(shell pkg-config --libs $(MODULE_$*))
# The same with a parser that does its worst: tests/cli/t_hostile.sh.
$(HOSTILE): private REQUIRES_LIBS = -Wl,--as-needed $(WORKER_LIBS) -lsodium -lm -rdynamic
$(HOSTILE): private LINK_EXTRA = -Wl,--wrap=worker_read
$(HOSTILE): $(OBJ)/tests/worker/hostile.o $(WORKER_OBJ) $(WORKER_LIB) $(BUILD)/sources
	$(link-program)
# What the worker decodes itself, for its tests and for fuzzing.
WORKER_OWN := $(addprefix $(OBJ)/libdlp/worker/,cell_number.o doc_text.o exif.o ppt_text.o rtf.o wide.o xlsx_number.o) \
              $(filter-out %/rewrite_main.o %/rewrite_package.o,$(REWRITE_OBJ))
# Programs hold the library inside, so that they run from anywhere.
$(BUILD)/bin/dlpscan: LINK_LIBS = $(DLPSCAN_LIBS)
$(BUILD)/bin/dlpscan: $(DLPSCAN_OBJ) $(STATIC) $(BUILD)/sources
	$(link-program)
$(BUILD)/bin/dlpd: LINK_LIBS = $(DLPD_LIBS)
$(BUILD)/bin/dlpd: $(DLPD_OBJ) $(STATIC) $(BUILD)/sources
	$(link-program)

# The HTML report's page as C strings: page_head and page_tail.
PAGE := $(wildcard dlpscan/page/*.html)
$(BUILD)/made/page.h: $(PAGE) Makefile
	$(call say,PAGE,$@)
	@mkdir -p $(@D)
	$(Q)for f in $(PAGE); do n=$${f##*/}; printf 'static const char page_%s[] =\n' "$${n%.html}"; \
	    sed 's/[\\"]/\\&/g; s/^/    "/; s/$$/\\n"/' "$$f"; printf '    ;\n'; done >$@
$(OBJ)/dlpscan/format_html.o: $(BUILD)/made/page.h

# Files that are written only when their text changes: what depends on them is then made anew.
quote = '$(subst ','\'',$(1))'
FLAGS_TEXT := $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(REQUIRES_LIBS) $(REQUIRES_CFLAGS)
$(BUILD)/flags: FORCE # objects made with -Werror also serve a build that does not ask for it
	@mkdir -p $(@D); want=$(call quote,$(FLAGS_TEXT)); have=$$(cat $@ 2>/dev/null); \
	[ "$$have" = "$$want -Werror" ] || { [ -z "$(WERROR)" ] && [ "$$have" = "$$want" ]; } || \
	    printf '%s\n' "$$want$(if $(WERROR), -Werror)" >$@
define text-file
@mkdir -p $(@D); printf '%s\n' $(call quote,$(1)) | cmp -s - $@ || printf '%s\n' $(call quote,$(1)) >$@
endef
$(BUILD)/rules-path: FORCE
	$(call text-file,$(abspath patterns) $(abspath $(WORKER)))
$(BUILD)/library-digest: FORCE
	$(call text-file,$(LIB_DIGEST))
$(BUILD)/sources: FORCE
	$(call text-file,$(LIB_SRC) $(WORKER_SRC) $(REWRITE_SRC) $(MODULE_SRC) $(COMMON_SRC) $(DLPSCAN_SRC) $(DLPD_SRC))

-include $(shell find $(BUILD)/obj $(BUILD)/install -name '*.d' 2>/dev/null)

# ---- Tests -----------------------------------------------------------------------------------

SUPPORT_OBJ := $(SUPPORT_SRC:%.c=$(OBJ)/%.o)
UNIT_BIN    := $(UNIT_SRC:%.c=$(BUILD)/%)
PROP_BIN    := $(PROP_SRC:%.c=$(BUILD)/%)
TORTURE_BIN := $(TORTURE_SRC:%.c=$(BUILD)/%)
THREAD_BIN  := $(foreach b,$(UNIT_BIN) $(PROP_BIN),$(if $(findstring thread,$(notdir $b)),$b))
FUZZ_NAMES  := $(FUZZ_SRC:fuzz/%.c=%)
FUZZ_BIN    := $(FUZZ_NAMES:%=$(BUILD)/fuzz/%)
FUZZ_DRIVER := $(if $(filter libfuzzer,$(FUZZER)),,$(OBJ)/fuzz/standalone_driver.o)
fuzz-corpus  = $(wildcard fuzz/corpus/$(1) fuzz/corpus/$(1:fuzz_%=%))

$(BUILD)/tests/unit/dlpscan/%: LINK_LIBS = $(DLPSCAN_LIBS)
$(BUILD)/tests/unit/dlpscan/%: $(OBJ)/tests/unit/dlpscan/%.o $(SUPPORT_OBJ) \
                               $(filter-out %/dlpscan/main.o,$(DLPSCAN_OBJ)) $(STATIC)
	$(link-program)
# The daemon's tests are named so: they need its objects.
DLPD_PARTS := $(filter-out %/dlpd/main.o,$(DLPD_OBJ))
$(BUILD)/tests/unit/dlpd/% $(BUILD)/tests/property/test_net_% $(BUILD)/fuzz/fuzz_net_% $(BUILD)/tests/bench/bench_net_%: \
    LINK_LIBS = $(DLPD_LIBS)
# These bring a queue of their own.
$(BUILD)/tests/unit/dlpd/gate/%: $(OBJ)/tests/unit/dlpd/gate/%.o $(SUPPORT_OBJ) \
                                 $(filter-out %/queue_netlink.o %/queue_none.o %/raw_send.o,$(DLPD_PARTS)) $(STATIC)
	$(link-program)
$(BUILD)/tests/unit/dlpd/%: $(OBJ)/tests/unit/dlpd/%.o $(SUPPORT_OBJ) $(DLPD_PARTS) $(STATIC)
	$(link-program)
$(BUILD)/tests/property/test_net_%: $(OBJ)/tests/property/test_net_%.o $(SUPPORT_OBJ) \
                                    $(DLPD_PARTS) $(STATIC)
	$(link-program)
$(BUILD)/tests/bench/bench_net_%: $(OBJ)/tests/bench/bench_net_%.o $(DLPD_PARTS) $(STATIC)
	$(link-program)
$(BUILD)/tests/unit/worker/%: $(OBJ)/tests/unit/worker/%.o $(WORKER_OWN) $(STATIC)
	$(link-program)
$(BUILD)/tests/%: $(OBJ)/tests/%.o $(SUPPORT_OBJ) $(STATIC)
	$(link-program)
$(BUILD)/fuzz/%: LINK_EXTRA = $(if $(filter libfuzzer,$(FUZZER)),-fsanitize=fuzzer)
$(BUILD)/fuzz/fuzz_net_%: $(OBJ)/fuzz/fuzz_net_%.o $(FUZZ_AID:%.c=$(OBJ)/%.o) $(FUZZ_DRIVER) \
                          $(DLPD_PARTS) $(STATIC)
	$(link-program)
$(BUILD)/fuzz/%: $(OBJ)/fuzz/%.o $(FUZZ_AID:%.c=$(OBJ)/%.o) $(FUZZ_DRIVER) $(WORKER_OWN) $(STATIC)
	$(link-program)

# tests/run counts and ends with "N passed, N failed". Tests that call make again repeat the
# variables of this command line.
RUN = DLP_BUILD=$(call quote,$(abspath $(BUILD))) DLP_MAKE_VARIABLES=$(call quote,$(MAKEOVERRIDES)) \
      $(PYTHON) tests/run --jobs $(JOBS) --logs $(BUILD)/test-logs
FUZZ_REPLAY = $(foreach f,$(FUZZ_NAMES),'$(BUILD)/fuzz/$f $(call fuzz-corpus,$f)')

.PHONY: check check-unit check-cli check-property check-install check-docs check-fuzz
check: all $(HOSTILE) $(PRINT_FORMATS) $(UNIT_BIN) $(PROP_BIN) $(FUZZ_BIN) ## everything that a change must pass; minutes
	@$(RUN) --name check $(UNIT_BIN) $(PROP_BIN) $(PROP_TESTS) $(CLI_TESTS) $(FUZZ_REPLAY) \
	    tests/install/test_install.sh
check-unit: $(UNIT_BIN) ## one program a file of the library and the programs
	@$(RUN) --name unit $(UNIT_BIN)
check-property: all $(PROP_BIN) ## laws that hold for any input: cut anywhere, any number of threads
	@$(RUN) --name property $(PROP_BIN) $(PROP_TESTS)
check-cli: all $(HOSTILE) $(PRINT_FORMATS) ## dlpscan and dlpd, each by itself, against what they must print
	@$(RUN) --name cli $(CLI_TESTS)
check-install: all ## install, build against it, uninstall
	@$(RUN) --name install tests/install/test_install.sh
check-docs: all ## the commands in README.md and docs/
	@$(RUN) --name docs tests/cli/t_docs.py
check-fuzz: $(FUZZ_BIN) ## replay the fuzzing corpora, with any compiler
	@$(RUN) --name fuzz-replay $(FUZZ_REPLAY)

docs/formats.md: $(PRINT_FORMATS) ## the table of formats, for people
	$(PRINT_FORMATS) >$@

.PHONY: lint format
lint: all ## layers, symbols, headers, banned functions, sizes, format, clang-tidy, cppcheck
	@$(RUN) --name lint --timeout 900 $(LINT_TESTS)
format: ## rewrite our sources the way .clang-format wants them
	$(PYTHON) tests/layout --write $(sort $(shell find libdlp common dlpscan dlpd tests fuzz -name '*.[ch]' 2>/dev/null))

CHECK_MORE := lint check-asan check-tsan check-torture check-instructions fuzz-smoke
.PHONY: check-all check-more
check-all: ## check, lint, sanitizers, failing allocations, fuzz smoke; about 20 minutes on 2 cores
	@+MAKE=$(call quote,$(MAKE)) tests/all check $(CHECK_MORE)
check-more: ## what check-all adds to check
	@+MAKE=$(call quote,$(MAKE)) tests/all $(CHECK_MORE)

# ---- Variants: the same Makefile with another BUILD ------------------------------------------

ASAN    = BUILD=$(BUILD)/asan SANITIZE=address,undefined CFLAGS='-O1 -g'
UBSAN   = BUILD=$(BUILD)/ubsan SANITIZE=undefined CFLAGS='-O1 -g'
TSAN    = BUILD=$(BUILD)/tsan SANITIZE=thread CFLAGS='-O1 -g'
TORTURE = BUILD=$(BUILD)/torture SANITIZE=address,undefined CFLAGS='-O1 -g' DEFINES=-DDLP_TORTURE
LIBFUZZ = BUILD=$(BUILD)/libfuzzer CC=clang FUZZER=libfuzzer CFLAGS='-O1 -g' \
          SANITIZE=fuzzer-no-link,address,undefined

.PHONY: asan ubsan tsan torture fuzz check-asan check-tsan check-torture fuzz-smoke
asan: ## programs and tests under AddressSanitizer and UBSan, in build/asan
	@+$(MAKE) $(ASAN) variant
ubsan: ## the same under UBSan alone, in build/ubsan
	@+$(MAKE) $(UBSAN) variant
tsan: ## the same under ThreadSanitizer, in build/tsan
	@+$(MAKE) $(TSAN) variant
torture: ## test programs whose allocations can be made to fail, in build/torture
	@+$(MAKE) $(TORTURE) variant-torture
fuzz: ## libFuzzer programs, in build/libfuzzer/fuzz
	@+$(MAKE) $(LIBFUZZ) variant-fuzz
check-asan: ## unit, property and cli tests under AddressSanitizer and UBSan
	@+$(MAKE) $(ASAN) WERROR=1 run-asan
check-tsan: ## thread tests under ThreadSanitizer
	@+$(MAKE) $(TSAN) WERROR=1 run-tsan
check-torture: ## each allocation failing once
	@+$(MAKE) $(TORTURE) WERROR=1 run-torture
fuzz-smoke: fuzz ## each fuzz target for FUZZ_SECONDS (8), in the order of FUZZ_SEED (1; 0: a new one)
	@$(RUN) --name fuzz-smoke --timeout 600 \
	    $(foreach f,$(FUZZ_NAMES),'fuzz/smoke $(FUZZ_SECONDS) $(BUILD)/libfuzzer/fuzz/$f $(FUZZ_SEED) $(call fuzz-corpus,$f)')

# A sanitizer's own exit status must not look like one of dlpscan's.
SAN_ENV := ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1 \
           UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=exitcode=99:halt_on_error=1 \
           LSAN_OPTIONS=exitcode=99
.PHONY: variant variant-torture variant-fuzz run-asan run-tsan run-torture
variant: $(STATIC) $(WORKER) $(REWRITER) $(MODULES) $(PROGRAMS) $(PRINT_FORMATS) $(UNIT_BIN) $(PROP_BIN)
variant-torture: $(TORTURE_BIN)
variant-fuzz: $(FUZZ_BIN)
run-asan: variant
	@$(SAN_ENV) $(RUN) --name asan --timeout 900 --sanitized $(UNIT_BIN) $(PROP_BIN) $(PROP_TESTS) $(CLI_TESTS)
run-tsan: $(THREAD_BIN) $(PROGRAMS)
	@$(SAN_ENV) $(RUN) --name tsan --timeout 900 --sanitized --fixed-addresses $(THREAD_BIN) \
	    $(foreach t,$(CLI_TESTS) $(PROP_TESTS),$(if $(findstring thread,$(notdir $t)),$t))
run-torture: $(TORTURE_BIN)
	@$(SAN_ENV) $(RUN) --name torture --timeout 900 $(TORTURE_BIN)

# ---- Demo, bench, docs -----------------------------------------------------------------------------

.PHONY: demo bench bench-net bench-extract soak check-instructions
check-instructions: all $(BUILD)/tests/bench/bench_count ## did the scan grow by more than 5 %? (callgrind)
	@$(RUN) --name instructions --timeout 600 tests/bench/instructions.sh
demo: all ## make the fixtures, scan them and print what is found
	@$(PYTHON) fixtures/make_fixtures.py $(BUILD)/fixtures
	@$(BUILD)/bin/dlpscan scan $(BUILD)/fixtures/demo; status=$$?; \
	[ $$status -le 1 ] || exit $$status # 1: there are findings, as there should be
bench-extract: all $(BUILD)/tests/bench/bench_extract ## documents: against their libraries alone, and time to verdict
	@$(if $(wildcard /usr/bin/python3),/usr/bin/python3,$(PYTHON)) tests/bench/extract.py $(BUILD)
bench: all ## speed and memory; the numbers of docs/performance.md
	@[ -x tests/bench/run.sh ] || { echo "tests/bench/run.sh is not there" >&2; exit 1; }
	@DLP_BUILD=$(call quote,$(abspath $(BUILD))) tests/bench/run.sh

bench-net: all $(BUILD)/tests/bench/bench_net_queue $(BUILD)/tests/bench/bench_net_send ## dlpd replay, watch and gate beside other programs; minutes, 1.5 GiB. Writes docs/performance-net.md
	@tests/bench/net.py --build $(call quote,$(abspath $(BUILD))) --write
SOAK_SECONDS := 300
soak: all ## dlpd watch on ever the same mixed files and packets for SOAK_SECONDS (300): is its memory flat?
	@tests/bench/soak.py --build $(call quote,$(abspath $(BUILD))) --seconds $(SOAK_SECONDS)

# Manual pages: what is written by hand, and what the program's own tables say.
MAN_MADE := $(MAN_PAGES:docs/man/%=$(BUILD)/man/%)
.PHONY: man
man: $(MAN_MADE) ## the manual pages, in build/man
$(MAN_MADE): $(BUILD)/man/%: docs/man/% docs/make_man.py $(PROGRAMS)
	$(call say,MAN,$@)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) docs/make_man.py $(BUILD)/bin/$(basename $*) $< >$@

.PHONY: docs accuracy accuracy-sources
docs: all ## docs/detectors.md, from the rules; the library's table of test values, from its list
	@$(PYTHON) libdlp/validate/gen_test_values.py libdlp/validate/test_values.tsv \
	    >libdlp/validate/test_values.inc
	@$(PYTHON) docs/make_detectors.py $(BUILD)/bin/dlpscan patterns docs/detectors.md
ACCURACY = $(BUILD)/quality
accuracy: all ## what is found and what is found wrongly: docs/accuracy.md; builds corpora of some GB once
	@$(PYTHON) tests/quality/accuracy.py --dlpscan $(BUILD)/bin/dlpscan --work $(ACCURACY) \
	    --out docs/accuracy.md
accuracy-sources: all ## fetch Debian source packages too, to scan them in earnest; then accuracy
	@$(PYTHON) tests/quality/debian.py sources tests/quality/source_packages.tsv $(ACCURACY)/sources
	@+$(MAKE) accuracy

# ---- Install ---------------------------------------------------------------------------------

# What is installed differs from the tree in one object: the paths of the rules and of the cache.
INSTALL_BUILD = $(BUILD)/install
INSTALL_PATHS = $(INSTALL_BUILD)/paths.o
INSTALL_OBJ   = $(filter-out $(PATHS_OBJ),$(LIB_OBJ)) $(if $(PATHS_SRC),$(INSTALL_PATHS))

$(INSTALL_PATHS): $(PATHS_SRC) $(BUILD)/flags $(INSTALL_BUILD)/rules-path
	$(call say,CC,$<)
	$(Q)$(CC) $(INCLUDES_libdlp) $(ALL_CFLAGS) $(if $(WERROR),-Werror) \
	    -DDLP_RULES_DIR='"$(RULESDIR)"' -DDLP_EXTRACT_PATH='"$(LIBEXECDIR)/dlp-extract"' \
	    -DDLP_CACHE_DIR='"$(CACHEDIR)"' -MMD -MP -c -o $@ $<
$(INSTALL_BUILD)/rules-path: FORCE
	$(call text-file,$(RULESDIR) $(CACHEDIR) $(LIBEXECDIR))
$(INSTALL_BUILD)/libdlp.a: $(INSTALL_OBJ) $(BUILD)/sources
	$(archive)
$(INSTALL_BUILD)/$(LIBFILE): $(INSTALL_OBJ) $(BUILD)/sources libdlp/libdlp.map
	$(link-shared)
$(INSTALL_BUILD)/dlpscan: LINK_LIBS = $(DLPSCAN_LIBS)
$(INSTALL_BUILD)/dlpscan: $(DLPSCAN_OBJ) $(INSTALL_BUILD)/libdlp.a
	$(link-program)
$(INSTALL_BUILD)/dlpd: LINK_LIBS = $(DLPD_LIBS)
$(INSTALL_BUILD)/dlpd: $(DLPD_OBJ) $(INSTALL_BUILD)/libdlp.a
	$(link-program)
$(INSTALL_BUILD)/libdlp.pc: libdlp/libdlp.pc.in FORCE
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR:$(PREFIX)/%=$${prefix}/%)|' \
	    -e 's|@INCLUDEDIR@|$(INCLUDEDIR:$(PREFIX)/%=$${prefix}/%)|' \
	    -e 's|@RULESDIR@|$(RULESDIR:$(PREFIX)/%=$${prefix}/%)|' \
	    -e 's|@VERSION@|$(VERSION)|' -e 's|@REQUIRES@|$(REQUIRES)|' $< >$@

INSTALL_PROGRAMS = $(patsubst $(BUILD)/bin/%,$(INSTALL_BUILD)/%,$(PROGRAMS))
man-section = $(patsubst .%,%,$(suffix $(1)))

.PHONY: install uninstall
install: $(MAN_MADE) $(INSTALL_BUILD)/libdlp.a $(INSTALL_BUILD)/$(LIBFILE) $(INSTALL_PROGRAMS) $(WORKER) $(REWRITER) $(MODULES) \
         $(INSTALL_BUILD)/libdlp.pc ## libraries, headers, libdlp.pc, rules, programs, man pages
	install -d $(DESTDIR)$(LIBDIR) $(DESTDIR)$(PKGCONFIGDIR) $(DESTDIR)$(INCLUDEDIR)/dlp \
	    $(DESTDIR)$(BINDIR) $(DESTDIR)$(RULESDIR) $(DESTDIR)$(LIBEXECDIR)
	install -m 644 $(INSTALL_BUILD)/libdlp.a $(DESTDIR)$(LIBDIR)
	install -m 755 $(INSTALL_BUILD)/$(LIBFILE) $(DESTDIR)$(LIBDIR)
	ln -sf $(LIBFILE) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libdlp.so
	install -m 644 $(INSTALL_BUILD)/libdlp.pc $(DESTDIR)$(PKGCONFIGDIR)
	install -m 644 $(HEADERS) $(DESTDIR)$(INCLUDEDIR)/dlp
	$(if $(PROGRAMS),install -m 755 $(INSTALL_PROGRAMS) $(DESTDIR)$(BINDIR))
	install -m 755 $(WORKER) $(REWRITER) $(MODULES) $(DESTDIR)$(LIBEXECDIR)
	@for f in $(RULE_FILES:patterns/%=%); do \
	    install -D -m 644 "patterns/$$f" "$(DESTDIR)$(RULESDIR)/$$f" || exit 1; done
	$(foreach m,$(MAN_MADE),install -D -m 644 $m $(DESTDIR)$(MANDIR)/man$(call man-section,$m)/$(notdir $m) &&) :
	install -d $(DESTDIR)$(UNITDIR)
	sed 's|/usr/local/bin|$(BINDIR)|' dlpd/dlpd.service >$(DESTDIR)$(UNITDIR)/dlpd.service
	chmod 644 $(DESTDIR)$(UNITDIR)/dlpd.service
	$(if $(DESTDIR)$(if $(PROGRAMS),,none),,$(install-cache))
# Only where it will be used: not in a package's build. Without it, each user's first run takes longer.
define install-cache
@{ install -d -m 755 $(CACHEDIR) && rm -f $(CACHEDIR)/rules-*.cache $(CACHEDIR)/files-*.cache && \
    $(BINDIR)/dlpscan rules compile -r $(RULESDIR) --cache-dir $(CACHEDIR); } || \
    echo "no system-wide cache; 'dlpscan rules compile --cache-dir $(CACHEDIR)' makes one"
endef
uninstall: ## remove what install put there; the same variables as for install
	rm -f $(addprefix $(DESTDIR)$(LIBDIR)/,libdlp.a $(LIBFILE) $(SONAME) libdlp.so) \
	    $(DESTDIR)$(PKGCONFIGDIR)/libdlp.pc $(DESTDIR)$(UNITDIR)/dlpd.service $(addprefix $(DESTDIR)$(LIBEXECDIR)/,$(notdir $(WORKER) $(REWRITER) $(MODULES))) \
	    $(addprefix $(DESTDIR)$(INCLUDEDIR)/dlp/,$(notdir $(HEADERS))) \
	    $(addprefix $(DESTDIR)$(BINDIR)/,$(notdir $(PROGRAMS))) \
	    $(addprefix $(DESTDIR)$(RULESDIR)/,$(RULE_FILES:patterns/%=%)) \
	    $(foreach m,$(MAN_PAGES),$(DESTDIR)$(MANDIR)/man$(call man-section,$m)/$(notdir $m))
	rm -f $(DESTDIR)$(CACHEDIR)/rules-*.cache $(DESTDIR)$(CACHEDIR)/files-*.cache
	@for d in $(DESTDIR)$(CACHEDIR) $(DESTDIR)$(LIBDIR)/dlp $(DESTDIR)$(DATADIR)/dlp \
	    $(DESTDIR)$(INCLUDEDIR)/dlp; do \
	    [ ! -d "$$d" ] || find "$$d" -depth -type d -empty -delete; done

# ---- The rest --------------------------------------------------------------------------------

.PHONY: clean help list show-includes
clean: ## remove everything that make made
	rm -rf $(BUILD)
help list: ## this list
	@sed -n 's/^\([a-z][a-z -]*\):.*## \(.*\)/\1|\2/p; s/^ \+.*## \(.*\)/install|\1/p' Makefile | \
	    awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'
show-includes: # for tests/lint: the flags with which a file of that folder is read
	@echo '-std=c11 -D_GNU_SOURCE -pthread $(INCLUDES_fuzz) $(WORKER_CFLAGS) -Icommon -Idlpscan -Idlpd -I$(BUILD) -DDLP_RULES_DIR=""'
