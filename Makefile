# `make help` lists what there is. Works with GNU make 3.81 (macOS) and later, on Linux and macOS.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Errors alone are printed; Python compiles what it imports when it does, which halves the wait here.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check -qq install --no-compile --editable
# A changed pyproject.toml has another sum, so its stamp is missing and it is installed again.
SUM := $(shell cksum < pyproject.toml | cut -d' ' -f1)
INSTALLED := $(VENV)/.installed-$(SUM)
INSTALLED_TEST := $(VENV)/.installed-test-$(SUM)

.DEFAULT_GOAL := help
.PHONY: help run test bench lint clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(INSTALLED) ## install, prepare everything on first run, serve the demo on http://127.0.0.1:8000 (HOST=, PORT=)
	@$(BIN)/mrt serve --demo --host $(HOST) --port $(PORT)

test: lint ## install what tests need and run everything
	@$(BIN)/mrt codes build
	@$(BIN)/pytest --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

lint: $(INSTALLED_TEST) ## style, types and import rules
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Run $(BIN)/ruff format to mend the layout of these files."; exit 1; }
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

bench: $(INSTALLED_TEST) ## print the table of speeds
	@$(BIN)/mrt codes build
	@$(BIN)/python -m tests.bench

clean: ## remove what was built; instance/ (database, secret key) is kept
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .bench .cache
	find sandbox tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, or name it: make run PYTHON=/path/to/python3.12"; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(BIN)/python
	@echo "Installing (the first time takes about a minute)"
	@$(INSTALL) '.[codesets]'
	@touch $@

$(INSTALLED_TEST): $(BIN)/python
	@echo "Installing with what tests need"
	@$(INSTALL) '.[codesets,test]'
	@touch $@ $(INSTALLED)
