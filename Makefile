# make demo: the site with demo data. make test, make check: what must pass.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8000
PYTHON := $(shell python3.11 -c '' 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
STAMPS := .venv/stamps
DEMO := DJANGO_MODE=demo $(BIN)/python manage.py

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -y -q --no-install-recommends
APT_TEST := postgresql chromium
missing = $(shell for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q '^install ok' || echo $$p; done)

CATALOGUES := $(wildcard locale*/*/LC_MESSAGES/django.po)
# Loading again is needed when the data or the code that loads it changed.
LOADED_FROM := $(shell find data */migrations */imports */actions */models reporting/demo */management/commands -type f ! -name '*.pyc' 2>/dev/null)
PAGES := $(shell find templates -name '*.html' 2>/dev/null)
TYPED := $(sort $(dir $(wildcard */rules/*.py */actions/*.py */reports/*.py))) $(wildcard */workflow.py)

.PHONY: help demo setup test test-sqlite test-postgres check bench format messages clean system system-test FORCE

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*##/\t/' | expand -t 16

demo: setup  ## set everything up and serve the site with demo data (PORT=8000)
	@echo
	@echo "  http://127.0.0.1:$(PORT)/            tiếng Việt"
	@echo "  http://127.0.0.1:$(PORT)/quan-tri/   quản trị"
	@echo
	@$(DEMO) demo_accounts
	@echo
	@DJANGO_MODE=demo HOST=127.0.0.1 PORT=$(PORT) exec $(BIN)/gunicorn ntm_portal.wsgi

setup: $(STAMPS)/prod $(STAMPS)/catalogues $(STAMPS)/data  ## the same without serving

test: test-sqlite test-postgres  ## every test, on SQLite and on PostgreSQL, with a browser

test-sqlite: system-test $(STAMPS)/dev $(STAMPS)/catalogues
	env -u DATABASE_URL $(BIN)/python -m pytest -n auto --maxprocesses 4

test-postgres: system-test $(STAMPS)/dev $(STAMPS)/catalogues
	scripts/with-postgres $(BIN)/python -m pytest -n auto --maxprocesses 4

check: export DATABASE_URL = sqlite://:memory:
check: export DJANGO_SETTINGS_MODULE = tests.settings
check: $(STAMPS)/dev $(STAMPS)/catalogues  ## format, lint, layers, migrations, safety, translations, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(if $(PAGES),$(BIN)/djade --target-version 5.2 --check $(PAGES))
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=ntm_portal.settings DJANGO_MODE=production ALLOWED_HOSTS=ntm.example.gov.vn \
	  SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m scripts.check_translations
	$(if $(TYPED),$(BIN)/mypy $(TYPED))

bench: system-test $(STAMPS)/dev $(STAMPS)/catalogues  ## measure speeds as ratios into bench/RESULTS.md, some minutes
	env -u DATABASE_URL $(BIN)/python -m bench
	scripts/with-postgres $(BIN)/python -m bench --only national

format: $(STAMPS)/dev  ## put code and templates into their form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .
	-$(if $(PAGES),$(BIN)/djade --target-version 5.2 $(PAGES))

messages: $(STAMPS)/prod  ## bring new strings of the sources into the English catalogue
	$(BIN)/python -m scripts.messages

clean:  ## remove the demo's database and what was built
	rm -rf .venv db.sqlite3* staticfiles .demo-secret .demo-password locale*/*/LC_MESSAGES/*.mo

system:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(APT) update; $(APT) install python3-venv; }

# Without the line in createcluster.conf the package would start a server of its own.
system-test:
	@need="$(call missing,$(APT_TEST))"; [ -z "$$need" ] || { \
	  [ -e /etc/postgresql-common/createcluster.conf ] || { $(SUDO) install -d /etc/postgresql-common; \
	    echo 'create_main_cluster = false' | $(SUDO) tee /etc/postgresql-common/createcluster.conf >/dev/null; }; \
	  $(APT) update; $(APT) install -o Dpkg::Options::=--force-confold $$need; }

# The lock files are whole, so pip has nothing to resolve: --no-deps.
$(STAMPS)/prod: requirements.txt | system
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements-dev.txt $(STAMPS)/prod
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

$(STAMPS)/catalogues: $(CATALOGUES) $(STAMPS)/prod
	for folder in locale locale_vendor; do $(BIN)/pybabel -q compile -d $$folder -D django; done
	@touch $@

# The stamp counts only for the default database, and only while that exists.
$(STAMPS)/data: $(LOADED_FROM) $(STAMPS)/prod $(if $(DATABASE_URL),FORCE) $(if $(wildcard db.sqlite3),,FORCE)
	$(DEMO) migrate -v0
	$(DEMO) createcachetable
	$(DEMO) load_demo
	@touch $@

FORCE:
