# The project's commands. `make run` serves it, `make test` tests it, `make` checks everything.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
WORKERS ?= 2
export SITE_URL ?= http://$(HOST):$(PORT)

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.DEFAULT_GOAL := check
.PHONY: check run setup test format-check lint types migrations-check bench proof pictures screens schema format pins

## Serve site, API and admin, with everything they need, on http://$(HOST):$(PORT)
run: setup
	@echo "Serving $(SITE_URL) (the admin is at $(SITE_URL)/admin/). Stop with Ctrl-C."
	@exec $(BIN)/gunicorn tracker.wsgi --bind $(HOST):$(PORT) --workers $(WORKERS) --threads 8 \
		--worker-class gthread --limit-request-line 8190 --access-logfile - --log-level warning

## All that `run` does, but serve
setup: .venv/runtime local/secret_key
	@$(MANAGE) prepare

# Files in their own order: with the fullest first, slow ones with few tests are left for the end.
test: .venv/development local/secret_key
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

## Everything a change must pass
check: format-check lint types migrations-check test

format-check: .venv/development
	@$(BIN)/ruff format --check .

lint: .venv/development
	@$(BIN)/ruff check .
	@$(BIN)/djlint --quiet --lint templates

types: .venv/development local/secret_key
	@$(BIN)/mypy

migrations-check: .venv/development local/secret_key
	@$(MANAGE) makemigrations --check --dry-run

## Measure every figure on SQLite and on PostgreSQL beside its floor or peer; fails if a goal is missed
bench: .venv/development local/secret_key
	@$(BIN)/python -m tests.bench $(BENCH)

## Show on both databases what takes too long for the suite: imports killed at any moment, two at once, eight editors, requests made up from the API's document
proof: .venv/development local/secret_key
	@$(BIN)/python -m tests.proof

## Make the pictures of docs/editing.md anew (needs Chromium)
pictures: .venv/development
	@$(BIN)/python -m tests.pictures

## Take a picture of every kind of page, desktop, phone and dark, into local/screens (needs Chromium)
screens: .venv/development
	@$(BIN)/python -m tests.screens

## Write docs/openapi.yaml and its examples anew from the code and the bundled data
schema: .venv/development local/secret_key
	@$(BIN)/python -m tests.examples
	@$(MANAGE) spectacular --file docs/openapi.yaml --validate --fail-on-warn

format: .venv/development
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

## Pin the newest versions that pyproject.toml allows (needs uv)
pins:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-header --upgrade -o requirements.txt
	uv pip compile --group dev -c requirements.txt --universal --python-version 3.11 \
		--generate-hashes --no-header --upgrade -o requirements-dev.txt

.venv/runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name it with PYTHON=…" >&2; exit 1; }
	@echo "Installing what the project runs on into .venv …"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/development: .venv/runtime requirements-dev.txt
	@echo "Installing what tests and checks need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# A key of this machine's own, outside version control, that only its owner can read.
local/secret_key:
	@umask 077 && mkdir -p local \
		&& $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $@.new && mv $@.new $@
