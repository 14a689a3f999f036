# make demo: a running site from nothing. make test: all checks and tests. make help: the rest.
SHELL := /bin/bash
PORT ?= 8000
HOST ?= 127.0.0.1
# The first Python that fits and can make environments.
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do $$p -c '$(FITS)' >/dev/null 2>&1 && echo $$p && break; done)
RUN := .venv/bin/python
SITE := .venv/site.stamp
TESTS := .venv/tests.stamp
JOBS ?= 2

.PHONY: help demo test test-all test-postgres bench-load bench-kills bench-workers check lint format messages bench bench-scale bench-pages bench-export bench-paint screenshots chromium hostile audit

help:
	@echo "make demo            prepare everything and serve on http://$(HOST):$(PORT)/ (PORT=… for another port)"
	@echo "make test            lint, types, layers, templates, migrations, translations, then all tests with coverage"
	@echo "make test-all        the same with slow tests, and long searches for what breaks"
	@echo "make test-postgres   the tests that use a database, on PostgreSQL (POSTGRES=postgres://USER:PASSWORD@HOST/NAME, who may create databases)"
	@echo "make lint            the checks without the tests"
	@echo "make format          put code and imports in order"
	@echo "make hostile         write docs/hostile.md anew from the marks of the tests"
	@echo "make audit           look up known weaknesses of everything that is installed (needs the internet)"
	@echo "make messages        collect strings to translate (needs gettext)"
	@echo "make bench BENCH=…   measure the analysis on gold files"
	@echo "make bench-scale     measure candidates and ingest on a made-up archive (STATEMENTS=1000000, FOLDER=…)"
	@echo "make bench-pages     measure what each page costs beside a bare view (STATEMENTS=…, PAGES=… for the folder)"
	@echo "make bench-export    measure what files of every statement cost the web process (STATEMENTS=…, PAGES=… for the folder)"
	@echo "make bench-paint     measure when the largest part of a page is painted, in a slowed browser (needs chromium)"
	@echo "make bench-load      readers, editors and a worker at once (MINUTES=10, POSTGRES=… of an empty database for PostgreSQL)"
	@echo "make bench-kills     kill web processes in a write, over and over (ROUNDS=1000, POSTGRES=… as above)"
	@echo "make bench-workers   two workers on one queue against one (POSTGRES=… as above, REDIS=redis://…)"
	@echo "make bench-review    measure what each decision of an editor costs (STATEMENTS=…, PAGES=… for the folder)"
	@echo "make screenshots     make docs/screenshots anew (needs chromium)"

demo: $(SITE)
	@exec $(RUN) manage.py demo --host $(HOST) --port $(PORT)

$(SITE): requirements.txt requirements-models.txt constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 with venv is missing (Debian: apt install python3 python3-venv); or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) tools/install.py site

$(TESTS): $(SITE) requirements-dev.txt
	@$(RUN) tools/install.py tests

# Debian's browser, where one may install it; tests that need it say that they were skipped where not.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "installing chromium …" && \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; } \
		|| echo "chromium is missing and cannot be installed here: browser tests will be skipped"

lint: $(TESTS)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy --cache-dir=/dev/null claimsite analysis
	.venv/bin/lint-imports --no-cache
	@if [ -d templates ]; then .venv/bin/djlint templates --lint --quiet; fi
	$(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py check

# The browser has both cores to itself: beside other tests its pages miss their deadlines.
test: $(TESTS) chromium lint
	$(RUN) manage.py compile_translations
	$(RUN) -m pytest -n $(JOBS) --dist loadfile --cov --cov-report= -m "not slow and not browser"
	$(RUN) -m pytest --cov --cov-append --cov-report=term:skip-covered --cov-report=html -m "browser and not slow"

test-all: $(TESTS) chromium lint
	$(RUN) manage.py compile_translations
	HYPOTHESIS_PROFILE=long $(RUN) -m pytest -n $(JOBS) --dist loadfile --cov --cov-report= -m "not browser"
	$(RUN) -m pytest --cov --cov-append --cov-report=term:skip-covered --cov-report=html -m browser

# What knows no database is left out; browser tests say the same on both.
POSTGRES ?=
test-postgres: $(TESTS)
	@test -n "$(POSTGRES)" || { echo "say which server: make test-postgres POSTGRES=postgres://USER:PASSWORD@HOST/NAME, whose user may create databases"; exit 1; }
	$(RUN) manage.py compile_translations
	DATABASE_URL="$(POSTGRES)" TEST_POSTGRES="$(POSTGRES)" $(RUN) -m pytest -n $(JOBS) --dist loadfile -m "not slow and not browser" \
		--ignore=tests/unit/analysis tests/unit tests/integration

format: $(TESTS)
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

hostile: $(TESTS)
	$(RUN) -m tests.hostile

# In an environment of its own, for the site needs nothing of it. Strict: what cannot be looked up counts as a failure, not as safe.
audit: $(TESTS)
	@test -x var/audit/bin/pip-audit || { $(RUN) -m venv var/audit && var/audit/bin/pip install --quiet pip-audit==2.10.1; }
	var/audit/bin/pip-audit --strict --path "$$($(RUN) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

messages: $(SITE)
	$(RUN) manage.py makemessages -l de --no-location --no-wrap -i .venv -i var -i tests

bench: $(SITE)
	@test -d "$(BENCH)" || { echo "say where the gold files are: make bench BENCH=/path/to/bench"; exit 1; }
	@mkdir -p var/bench
	@for gold in $(BENCH)/*.jsonl; do $(RUN) -m analysis attribute "$$gold" > "var/bench/$$(basename $$gold)" && \
		$(RUN) $(BENCH)/score.py attributions "$$gold" "var/bench/$$(basename $$gold)"; done

STATEMENTS ?= 10000
FOLDER ?= var/bench/scale-$(STATEMENTS)
bench-scale: $(SITE)
	@$(RUN) tools/bench/scale.py "$(FOLDER)" $(STATEMENTS)

PAGES ?= var/bench/pages-$(STATEMENTS)
bench-pages: $(SITE)
	@$(RUN) -m tools.bench.pages "$(PAGES)" $(STATEMENTS)

bench-export: $(SITE)
	@$(RUN) -m tools.bench.export "$(PAGES)" $(STATEMENTS)

bench-paint: $(TESTS) chromium
	@$(RUN) -m tools.bench.paint

MINUTES ?= 10
ROUNDS ?= 1000
REDIS ?= redis://127.0.0.1:6379/0
ON = $(if $(POSTGRES),DATABASE_URL="$(POSTGRES)")
bench-load: $(TESTS)
	@$(ON) $(RUN) -m tests.bench.mixed_load --minutes $(MINUTES)

bench-kills: $(TESTS)
	@$(ON) $(RUN) -m tests.bench.web_kills --rounds $(ROUNDS)

bench-workers: $(TESTS)
	@$(ON) REDIS_URL="$(REDIS)" $(RUN) -m tests.bench.workers

bench-review: $(SITE)
	@$(RUN) -m tools.bench.review "$(PAGES)" $(STATEMENTS)

screenshots: $(TESTS) chromium
	@$(RUN) -m tools.screenshots
