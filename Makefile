# Every target sets up what it needs first; when nothing changed that takes a moment. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset sandbox test test-long check rehearsal bench migrations messages lock

help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Set up everything inside this folder (implied by all others).
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install python3 (3.11 or newer), or name one: make PYTHON=…"; exit 1; }
	@$(PYTHON) -m tools.setup

demo: setup ## Start Tiltrekk with a demo company and the LinkedIn sandbox (PORT, SANDBOX_PORT).
	@$(BIN)/python -m demo.launch

demo-reset: setup ## Empty the demo; the next `make demo` fills it again.
	@$(BIN)/python -m demo.launch reset

sandbox: setup ## Start the LinkedIn sandbox alone (SANDBOX_PORT).
	@exec $(BIN)/linkedin-sandbox --port $${SANDBOX_PORT:-8010}

test: setup ## Run every test, browser tests included (DATABASE_URL for a server of your own).
	@$(BIN)/python -m tools.run_tests

test-long: setup ## Run the tests that search longer: many more generated cases.
	@$(BIN)/python -m tools.run_tests --long

check: setup ## Check format, lint, types, floors, migrations, translations and templates.
	@$(BIN)/python -m tools.check

rehearsal: setup ## Walk the seed story and the certification rules in real browsers; report in build/rehearsal.
	@TILTREKK_CHROMIUM=$$($(BIN)/python -m tools.browser) $(BIN)/python -m rehearsal

bench: setup ## Measure; results in build/bench/results.json.
	@$(BIN)/python -m bench

migrations: setup ## Write the migrations that changed models need.
	@DJANGO_SETTINGS_MODULE=tiltrekk.config.settings.test $(BIN)/python -W ignore::RuntimeWarning -m django makemigrations

messages: setup ## Bring the .po files up to date with the texts in the sources.
	@$(BIN)/python -m tools.translations update

lock: setup ## Write the two lock files anew from requirements.in and requirements-bootstrap.in.
	@$(BIN)/python -m tools.lock
