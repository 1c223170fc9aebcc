# The commands that a person and CI use. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup report check test lint types layers unit bench goldens docs clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## create .venv with the checker command (needs the network once)

# Made anew when pyproject.toml changes; otherwise nothing is fetched, so that everything works offline.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with: make setup PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

report: setup ## check the sample workspace and write reports/index.html
	$(BIN)/checker report

check: setup ## check the sample workspace and print the findings
	$(BIN)/checker check

test: lint types layers unit ## lint, types, layers and all tests that this machine can run

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/pytest

bench: setup ## measure speed and memory against their floors (some minutes)
	$(BIN)/python benchmarks/run.py

goldens: setup ## rewrite the expected outputs of formats and tutorials; look at the diff afterwards
	UPDATE_GOLDENS=1 UPDATE_TUTORIALS=1 $(BIN)/pytest tests/formats tests/docs

docs: setup ## build the documentation site: build/docs/index.html
	$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning --keep-going docs build/docs
	@echo "build/docs/index.html is written: open it by double click"

clean: ## remove what the other commands made
	rm -rf .venv reports/index.html reports/*.json .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/out build/docs
