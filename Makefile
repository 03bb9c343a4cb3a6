# Unison. `make` lists what there is. `unison-web --help` is for running it without make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help up tls setup dev assets test test-full check fix bench db seed docs lock clean
PYTHON ?= python3
BIN := .venv/bin

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk 'BEGIN {FS = ":.*## "} {printf "  make %-10s %s\n", $$1, $$2}'
	@echo "  variables: PORT=8000  UNISON_DATA_DIR=.unison  UNISON_ENV=demo|development|production  (docs/reference/settings.md)"

up: setup ## Start everything: database, web, worker, and the demo at the first start
	@$(BIN)/unison-web up

tls: setup ## The same over HTTPS for tablets on the local network
	@$(BIN)/unison-web up --tls

setup: ## Packages, browser libraries and system libraries; nothing when they are there
	@$(PYTHON) bin/setup.py run
	@$(BIN)/python bin/assets.py
	@$(BIN)/python bin/system.py pdf || true

dev: ## What setup does, and what tests and checks need
	@$(PYTHON) bin/setup.py dev
	@$(BIN)/python bin/assets.py --dev
	@$(BIN)/python bin/system.py pdf || true
	@$(BIN)/python bin/system.py browser || true
	@$(BIN)/python bin/system.py poppler || true
	@$(BIN)/python bin/system.py mosquitto || true

assets: ## Build static/vendor again where something changed
	@$(BIN)/python bin/assets.py

test: dev ## Every test but the long ones; ARGS="-k something" for a part
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope $(ARGS)

test-full: dev ## The long ones too, step by step; goes on where it stopped (ARGS=--list, --again)
	@$(BIN)/python bin/test_full.py $(ARGS)

check: dev ## Style, types, layers, templates, spelling, known holes
	@$(BIN)/python bin/check.py

fix: ## Format and correct what can be corrected by itself
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format . ; $(BIN)/python bin/words.py

bench: dev ## Measure list page, report, live board and memory against the ceiling
	@$(BIN)/python -m bench $(ARGS)
	@$(BIN)/python -m bench.finding
	@$(BIN)/python -m bench.signals
	@$(BIN)/python -m bench.oee --days 60

db: ## psql in the running database, as its owner
	@$(BIN)/unison-web db psql --role owner

seed: ## The demo companies, once
	@$(BIN)/unison-web seed

docs: ## Write the pages that are made from the code
	@$(BIN)/unison-web settings --markdown > docs/reference/settings.md
	@$(BIN)/python bin/reference.py

lock: ## Lock the packages of pyproject.toml and package.json again
	@bin/lock
	@$(BIN)/python bin/assets.py --lock

clean: ## Remove environment, browser libraries and caches; data stay (.unison)
	@rm -rf .venv node_modules static/vendor .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .test-full
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
