# Gangmaker. `make demo` shows it, `make test` tests it, `make check` checks it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test check coverage bench bench-quality bench-matching clean setup setup-test setup-check \
        setup-bench chromium postgresql gettext wrk redis drill looks flakes

export HOST ?= 127.0.0.1
export PORT ?= 8000

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,\
            $(shell command -v $(name) >/dev/null 2>&1 && $(name) -c \
            'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PIP_INSTALL = $(PIP) install
TESTS ?=
BENCH ?=
DRILL ?=
RUNS ?= 10

# What the deployment checks are told: an installation as it is for real people.
LIKE_PRODUCTION := \
  GANGMAKER_BASE_URL=https://gangmaker.example.org \
  GANGMAKER_TRUSTED_PROXY_COUNT=1 \
  GANGMAKER_DATA_DIR=var/check \
  GANGMAKER_MAIL_URL=smtps://gangmaker:password@mail.example.org

help:
	@echo "make demo    show Gangmaker with the region of Kortrijk at http://$(HOST):$(PORT)"
	@echo "make test    run every test (TESTS=tests/core runs some)"
	@echo "make flakes  run every test ten times, each time in another order (two hours; RUNS=2 for two)"
	@echo "make looks   axe on every page in both widths and both lights (six minutes)"
	@echo "make check   style, types, layers, translations, migrations, settings"
	@echo "make bench   measure every page, a floor and a peer (a quarter of an hour)"
	@echo "make bench-quality   how well texts are read as concepts, on ../shared/data (an hour at first)"
	@echo "make bench-matching   a longlist among 100,000 members, and how vectors are searched (ten minutes)"
	@echo "make drill   put to the test that nothing is lost (seven minutes; DRILL=F22 for one)"
	@echo "make clean   forget what was set up and what the demo wrote"

demo: setup
	@exec $(BIN)/gangmaker demo

# PostgreSQL first, so that the last line is the one of the whole suite.
test: setup-test chromium postgresql
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest -q -n 2 -m both_databases --no-header \
	  $$(grep -rl --include='test_*.py' both_databases tests)
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal $(TESTS)

flakes:
	@for run in $$(seq $(RUNS)); do \
	  seed=$$RANDOM; echo "Run $$run of $(RUNS), --randomly-seed=$$seed"; \
	  PYTEST_ADDOPTS="--randomly-seed=$$seed" $(MAKE) --no-print-directory test; \
	done

looks: setup-test chromium
	@EVERY_LOOK=1 $(BIN)/python -m pytest -q -n 2 -k silent tests/browser/test_pages.py

check: setup-check gettext
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet gangmaker
	$(BIN)/gangmaker manage makemigrations --check --dry-run
	$(BIN)/python -m gangmaker.config.cli.translations
	$(LIKE_PRODUCTION) $(BIN)/gangmaker check --deploy

coverage: setup-test
	@$(BIN)/coverage run -m pytest -q $(TESTS)
	@$(BIN)/coverage report

bench: setup wrk redis
	@$(BIN)/python -m bench $(BENCH)

# One thread, giving way to whatever else runs: making vectors takes most of an hour the first time.
bench-quality: setup
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 nice -n 19 $(BIN)/python -m bench.quality $(BENCH)

bench-matching: setup-bench
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.matching $(BENCH)

# As root, since the drill of the full disk makes a small one.
drill: setup-test postgresql
	@$(BIN)/python -m tests.faults.drill $(DRILL)

clean:
	rm -rf .venv var

# --- Setting up: each stamp is newer than the pins it stands for ------------------------------

setup: .venv/.run
setup-test: .venv/.test
setup-check: .venv/.check
setup-bench: .venv/.bench

.venv/bin/python:
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed."; exit 1)
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call install,python3-venv,to make the virtual environment); }
	@echo "Making the virtual environment in .venv"
	@$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing what Gangmaker runs on"
	@$(PIP_INSTALL) -r requirements/run.txt
	@$(PIP_INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) -r requirements/test.txt
	@touch $@

.venv/.check: requirements/check.txt .venv/.test
	@echo "Installing what the checks need"
	@$(PIP_INSTALL) -r requirements/check.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.run
	@echo "Installing what we are compared with"
	@$(PIP_INSTALL) -r requirements/bench.txt
	@touch $@

# --- Programs of the system -------------------------------------------------------------------

# $(call install,package,what for): by apt as root on Debian, otherwise a sentence.
define install
if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
  echo "Installing $(1) $(2)"; \
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq -y --no-install-recommends $(1) >/dev/null; \
else echo "The package $(1) is needed $(2). Install it (on Debian: apt install $(1)) and try again."; exit 1; fi
endef

wrk:
	@command -v wrk >/dev/null || { $(call install,wrk,to put pages under load); }

redis:
	@command -v redis-server >/dev/null || { $(call install,redis-server,for two web processes); }

chromium:
	@command -v chromium >/dev/null || { $(call install,chromium,for the browser tests); }

gettext:
	@command -v xgettext >/dev/null || { $(call install,gettext,to look for untranslated texts); }

# Without it and without root the tests that want PostgreSQL say so and are skipped.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" != 0 ] || { $(call install,postgresql,for the tests on PostgreSQL); }; }
