# Each target does its own set-up. `make` alone says what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/python -m compileall -q generator # as pip does with what it copies

.DEFAULT_GOAL := help
.PHONY: help setup site serve check generate test test-quick test-exhaustive coverage lint release bench bench-quick bench-large fairness goldens reference screenshots reading-speed lock audit clean

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

setup: $(VENV)/.site ## Set up what checks and builds

site: $(VENV)/.site ## Build the sample site and its newest digest
	@$(BIN)/reciprocity build

serve: $(VENV)/.site ## Show the site in the browser, and again after every change
	@$(BIN)/reciprocity serve

check: $(VENV)/.site ## Check every story and the configuration
	@$(BIN)/reciprocity check

generate: $(VENV)/.site ## Write the schema, the issue form and the reference of the fields
	@$(BIN)/reciprocity generate

test: $(VENV)/.dev ## Test every behaviour once (about five minutes)
	@$(BIN)/python -m pytest -n auto -m "not exhaustive"

test-quick: $(VENV)/.dev ## Test what is quick, without a browser (about a minute)
	@$(BIN)/python -m pytest -n auto -m "not slow and not exhaustive and not browser"

test-exhaustive: $(VENV)/.dev ## Test every attack, fault and page (at most an hour)
	@$(BIN)/python -m pytest -n auto -m exhaustive

coverage: $(VENV)/.dev ## Measure which branches the tests reach; fails below the floor
	@rm -rf build/coverage
	@$(BIN)/python -m coverage run -m pytest -n auto -m "not exhaustive and not browser"
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report

lint: $(VENV)/.dev ## Check style, spelling and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell
	@$(BIN)/mypy

release: $(VENV)/.site ## Check the version's changelog and TAG, write the notes, and build the packages
	@$(BIN)/python -m tools.release "$$TAG"
	@rm -rf dist
	@$(BIN)/python -m hatchling build

bench: $(VENV)/.bench ## Compare us with Hugo and plain MkDocs on 10,000 stories
	@$(BIN)/python -m benchmarks.run

bench-quick: $(VENV)/.bench ## The same in about a minute
	@$(BIN)/python -m benchmarks.run --quick

bench-large: $(VENV)/.dev ## Build 100,000 stories twice and compare the bytes (takes long)
	@$(BIN)/python -m benchmarks.large

fairness: $(VENV)/.dev ## Simulate two years of newsletters into docs/fairness.md
	@$(BIN)/python -m benchmarks.fairness --markdown docs/fairness.md

goldens: $(VENV)/.dev ## Write what is printed now as the goldens
	@$(BIN)/python -m pytest -q tests/outputs/test_goldens.py tests/outputs/test_review.py \
	  tests/rules/test_broken_stories.py tests/system/test_reproducible.py -m "not exhaustive" --update-goldens

screenshots: $(VENV)/.dev ## Take pictures of every family of pages into build/screenshots (needs Chromium)
	@$(BIN)/python -m benchmarks.screenshots

reading-speed: $(VENV)/.dev ## Measure what a reader on a phone waits for (needs Chromium)
	@$(BIN)/python -m benchmarks.pages

reference: $(VENV)/.site ## Write the reference pages anew
	@$(BIN)/reciprocity explain --pages docs/reference/codes

lock: $(VENV)/.dev ## Resolve the dependencies anew, with hashes
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra checkout --extra images --extra slides --extra calendar --output-file requirements/site.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra checkout --extra images --extra slides --extra calendar --extra pairs --extra dev --output-file requirements/dev.txt pyproject.toml

audit: $(VENV)/.dev ## Ask whether a hole is known in what is locked
	@for lock in site dev; do \
	  $(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements/$$lock.txt || exit 1; \
	done

clean: ## Remove everything that was made
	@rm -rf $(VENV) .base site .site.build site-offline .site-offline.build build dist

$(BIN)/python:
	@echo "Setting up (once)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; set PYTHON=… to choose one."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes --requirement requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@ $(VENV)/.site

$(VENV)/.bench: benchmarks/requirements.txt $(VENV)/.dev
	@$(PIP) install --requirement benchmarks/requirements.txt
	@touch $@
