# make help lists what there is to make.

PREFIX ?= /usr/local
CONFIGURATION ?= release
# Release, tests and the binary to install each keep a build folder of their own: one for all would be built anew each time.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
# A help centre alone needs no cryptography: leaving it out saves a newcomer minutes. What is installed has everything.
# The libraries go into the binary: to load them takes longer than to build after an edit.
RELEASE := swift build -c $(CONFIGURATION) --product guidegen $(SWIFT_FLAGS) --static-swift-stdlib
STATIC_LIBRARIES := cmark=libcmark yaml=yaml-0.1 z=zlib stdc++=stdc++
WITHOUT_ENROLLMENT := --disable-default-traits
TEST_FLAGS := --scratch-path .build-tests $(SWIFT_FLAGS)
INSTALL_BUILD := .build-install
# Letters need Pango, whose forty shared libraries take longer to load than a build after an edit: a program of their own.
LETTERS ?= yes
COMMA := ,
INSTALLED := Comments,Enrollment
SWIFT_FILES := Package.swift Sources Tests templates Benchmarks

.DEFAULT_GOAL := help
.PHONY: help site docs guidegen test lint format conformance bench bench-site bench-comments sanitize instructions kills install install-binary install-letters manual clean build-packages

help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

# What the sample holds does not depend on this machine's clock.
site: guidegen ## Build the sample help centre into site/
	@.build/$(CONFIGURATION)/guidegen build . --future
	@echo
	@echo "The sample help centre is in $(CURDIR)/site"
	@echo "  Open it:   file://$(CURDIR)/site/index.html"
	@echo "  Edit it:   .build/$(CONFIGURATION)/guidegen serve . --open"

docs: guidegen ## Build the user guide into docs/site/
	@.build/$(CONFIGURATION)/guidegen build docs
	@echo "The user guide is in $(CURDIR)/docs/site: file://$(CURDIR)/docs/site/index.html"

guidegen: build-packages ## Build the binary, .build/release/guidegen
	@Tools/static-libraries .build/libraries $(STATIC_LIBRARIES)
	@PKG_CONFIG_PATH=$(CURDIR)/.build/libraries $(RELEASE) $(WITHOUT_ENROLLMENT)

build-packages:
	@command -v swift >/dev/null || { echo "There is no swift: install Swift 6.3 from https://www.swift.org/install" >&2; exit 1; }
	@Tools/need-packages "To build guidegen" \
	  libcmark-dev="reads CommonMark" \
	  libyaml-dev="reads YAML" \
	  libevent-dev="lets guidegen serve answer browsers" \
	  libdeflate-dev="compresses pages for gzip" \
	  libbrotli-dev="compresses pages for Brotli" \
	  nettle-dev="tells changed files from others for uploads" \
	  zlib1g-dev="compresses pictures of QR codes"

test: build-packages ## Install the test tools and run every test
	@Tools/need-packages "To test guidegen" \
	  python3="serves pages to the browser and runs second opinions" \
	  chromium="shows the pages as a reader sees them" \
	  chromium-driver="drives that browser" \
	  firefox-esr="shows the pages as other readers see them" \
	  webkit2gtk-driver="shows them as readers of Safari see them" \
	  xvfb="is that browser's screen" \
	  libgl1-mesa-dri="draws on it" \
	  fonts-dejavu-core="gives that browser letters" \
	  default-jre-headless="runs the checker of HTML" \
	  zbar-tools="reads QR codes" \
	  librsvg2-bin="turns SVG into pixels" \
	  poppler-utils="turns PDF into pixels" \
	  ghostscript="reads PDF as another program does" \
	  oathtool="makes codes as authenticator apps do" \
	  pskctool="reads containers of keys" \
	  libpam-oath="lets people in with exported keys" \
	  libpam-google-authenticator="lets people in with exported keys" \
	  libpam-wrapper="tries logins without changing this machine's" \
	  pamtester="tries logins" \
	  slapd="lets people in with exported keys" \
	  ldap-utils="asks that server" \
	  libsqlite3-dev="keeps comments" \
	  libcurl4="sends mail to moderators" \
	  openssl="makes certificates for servers to try that on" \
	  postgresql="keeps comments too, in a server of the tests' own" \
	  libpq5="speaks with that server" \
	  libexpat1-dev="reads other programs' exports of comments" \
	  sqlite3="makes files as Isso has them" \
	  libpango1.0-dev="sets the text of letters" \
	  libharfbuzz-dev="makes fonts smaller" \
	  fonts-noto-core="gives letters their letters" \
	  fonts-noto-mono="gives letters those that are typed as they stand" \
	  fonts-symbola="gives letters emoji" \
	  fonts-noto-cjk="gives letters Chinese, Japanese and Korean" \
	  qpdf="finds what is wrong in PDF" \
	  gzip="weighs pages as readers load them" \
	  terser="shortens the theme's scripts" \
	  esbuild="shortens the theme's style sheets" \
	  nginx-light="serves sites by the snippet for nginx" \
	  libnginx-mod-http-brotli-static="lets nginx send what is compressed for Brotli" \
	  caddy="serves sites by the snippet for Caddy" \
	  rsync="uploads sites as the documentation says" \
	  jq="reads the manifest for uploads" \
	  strace="kills builds at each of their system calls" \
	  zsh="reads its completions" \
	  fish="reads its completions"
	@Tools/test-python
	PATH="$(CURDIR)/.build-venv/bin:$$PATH" GUIDEGEN_TEST_PYTHON="$(CURDIR)/.build-venv/bin/python3" \
	  swift test $(TEST_FLAGS) $(TEST_ARGUMENTS)
	Tests/QRCodeTests/fuzz/fuzz.sh 6000

lint: ## Check that the sources are formatted and worded as .swift-format says
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)

format: ## Format the sources
	swift format --in-place --recursive --parallel $(SWIFT_FILES)

conformance: build-packages ## Run the official examples found in SPEC=DIR
	@test -n "$(SPEC)" || { echo "Say where the examples are: make conformance SPEC=DIR (commonmark/, gfm/ and mustache/)" >&2; exit 2; }
	swift build $(TEST_FLAGS) --product Conformance
	.build-tests/debug/Conformance "$(SPEC)"

kills: build-packages ## Kill builds, previews and comment servers at random moments, often, and write to these in parallel
	GUIDEGEN_KILL_ROUNDS=1000 swift test $(TEST_FLAGS) --filter 'KillRoundTests|KillBoundaryTests'
	GUIDEGEN_COMMENT_KILLS=20 GUIDEGEN_COMMENT_WRITES=10000 GUIDEGEN_PARALLEL_POSTS=100000 GUIDEGEN_POSTGRES_GONE=10 \
	swift test $(TEST_FLAGS) --skip-build --filter 'CommentServerTests.KillTests|ParallelPostTests|DatabaseFaultTests'

sanitize: build-packages ## Look for races between threads and for wrong uses of memory, with sanitizers
	@Tools/need-packages "To make articles" python3="runs the script that does"
	Tools/sanitize thread
	Tools/sanitize address

instructions: guidegen ## Count the instructions of builds, and refuse more than there should be
	@Tools/need-packages "To count instructions" \
	  python3="runs the script that does" \
	  valgrind="counts them" \
	  cmark="is libcmark alone, their measure"
	@Benchmarks/instructions

bench: bench-site bench-comments ## Measure builds and comments against others; needs BENCH_DIR=DIR

bench-site: guidegen ## Measure 1,000 articles against libcmark and Hugo; needs BENCH_DIR=DIR
	@Benchmarks/site "$(BENCH_DIR)"

bench-comments: install-binary ## Measure guidegen comments serve against Isso
	@Tools/need-packages "To measure comments" \
	  wrk="asks for pages and sends comments" \
	  python3-venv="keeps Isso apart"
	@Benchmarks/comment-server $(INSTALL_BUILD)/$(CONFIGURATION)/guidegen

# INSTALL_RELEASE TRAITS NAME: a binary with these parts, stripped.
define INSTALL_RELEASE
	@PKG_CONFIG_PATH=$(CURDIR)/$(INSTALL_BUILD)/libraries $(RELEASE) --scratch-path $(INSTALL_BUILD) --traits $(1)
	@strip -o $(INSTALL_BUILD)/$(2) $(INSTALL_BUILD)/$(CONFIGURATION)/guidegen
endef

install-binary: build-packages
	@Tools/need-packages "To keep comments" \
	  libsqlite3-dev="is the database that they are kept in" \
	  libexpat1-dev="reads what other programs export"
	@Tools/static-libraries $(INSTALL_BUILD)/libraries $(STATIC_LIBRARIES)
	$(call INSTALL_RELEASE,$(INSTALLED),guidegen)

install-letters: install-binary
	@Tools/need-packages "To make letters" \
	  libpango1.0-dev="sets text of every script" \
	  libharfbuzz-dev="makes fonts small" \
	  fonts-noto-core="gives letters their letters" \
	  fonts-noto-mono="gives letters those that are typed as they stand"
	$(call INSTALL_RELEASE,$(INSTALLED)$(COMMA)Letters,guidegen-letters)

install: install-binary $(if $(filter yes,$(LETTERS)),install-letters) ## Install guidegen below PREFIX=/usr/local, and its program for letters but for LETTERS=no
	@Tools/install $(INSTALL_BUILD) "$(DESTDIR)$(PREFIX)" "$(LETTERS)"

manual: build-packages ## Write docs/guidegen.1 anew from the commands' help texts
	swift package --scratch-path .build-manual --allow-writing-to-directory docs generate-manual --output-directory docs

clean: ## Remove everything that was built, but for the site
	rm -rf .build .build-*
