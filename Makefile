# Each target does its own set-up. `make` alone says what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The sample’s stories end in this month (see generator/adopt/sample.py). Any other organisation is built for today.
DAY := 2026-11-20
TODAY := $(if $(shell grep -s '^organisation: Dunn & Marrow' site_config/site.yml),--today $(DAY))
COMPILE := $(BIN)/python -m compileall -q generator # as pip does with what it copies

.DEFAULT_GOAL := help
.PHONY: help setup site serve check generate test test-quick test-exhaustive clients coverage lint release bench bench-quick bench-stages bench-large bench-scale fairness messages goldens reference screenshots reading-speed docs lock audit clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

setup: $(VENV)/.site ## Install what checking and building need

site: $(VENV)/.site ## Build the sample site and its newest digest
	@$(BIN)/reciprocity build $(TODAY)

serve: $(VENV)/.site ## Show the site in the browser, and update it after every change
	@$(BIN)/reciprocity serve $(TODAY)

check: $(VENV)/.site ## Check every story and the configuration
	@$(BIN)/reciprocity check $(TODAY)

generate: $(VENV)/.site ## Write the issue form, the reference of the fields and the schema for editors
	@$(BIN)/reciprocity generate

test: $(VENV)/.dev ## Test every behaviour once (less than ten minutes)
	@$(BIN)/python -m pytest -n auto -m "not exhaustive"

test-quick: $(VENV)/.dev ## Test what is quick, without a browser (about two minutes)
	@$(BIN)/python -m pytest -n auto -m "not slow and not exhaustive and not browser"

test-exhaustive: $(VENV)/.dev ## Test every attack, fault and page (at most an hour)
	@$(BIN)/python -m pytest -n auto -m exhaustive

clients: $(VENV)/.dev ## Open the outputs with the programs that they are for (under five minutes)
	@$(BIN)/python -m tools.clients

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
	@$(BIN)/python -m tools.release "$$TAG" dist

bench: $(VENV)/.bench ## Compare us with Hugo and plain MkDocs on 10,000 stories
	@$(BIN)/python -m benchmarks.run

bench-quick: $(VENV)/.bench ## The same in about a minute
	@$(BIN)/python -m benchmarks.run --quick

bench-stages: $(VENV)/.dev ## Write what each stage of a build takes, for a test of later versions
	@$(BIN)/python -m benchmarks.stages --record

bench-large: $(VENV)/.dev ## Build 100,000 stories twice and compare the bytes (takes a long time)
	@$(BIN)/python -m benchmarks.large

bench-scale: $(VENV)/.dev ## Draw how time and memory grow with the stories, into docs/explanation/scale.md (takes a long time)
	@$(BIN)/python -m benchmarks.scale --page docs/explanation/scale.md

fairness: $(VENV)/.dev ## Simulate two years of newsletters into docs/explanation/fairness.md
	@$(BIN)/python -m benchmarks.fairness --markdown docs/explanation/fairness.md

messages: $(VENV)/.dev ## Collect our own words and bring the catalogs of all languages up to date
	@$(BIN)/python -m tools.messages

goldens: $(VENV)/.dev ## Save the current outputs as the goldens
	@$(BIN)/python -m pytest -q tests/outputs/test_goldens.py tests/outputs/test_preview.py tests/languages/test_goldens.py \
	  tests/rules/test_broken_stories.py tests/system/test_reproducible.py -m "not exhaustive" --update-goldens

screenshots: $(VENV)/.dev ## Take pictures of every family of pages into build/screenshots (needs Chromium)
	@$(BIN)/python -m benchmarks.screenshots

reading-speed: $(VENV)/.dev ## Measure what a reader on a phone waits for (needs Chromium)
	@$(BIN)/python -m benchmarks.pages

reference: $(VENV)/.site ## Write the reference pages again
	@$(BIN)/reciprocity explain --pages docs/reference/codes

docs: $(VENV)/.site ## Build the documentation into build/docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict -f docs/mkdocs.yml

lock: $(VENV)/.dev ## Resolve the dependencies again, with hashes
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra checkout --extra images --extra slides --extra calendar --extra sheets --extra mail --output-file requirements/site.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra checkout --extra images --extra slides --extra calendar --extra sheets --extra mail --extra pairs --extra properdocs --extra zensical --extra dev --output-file requirements/dev.txt pyproject.toml

audit: $(VENV)/.dev ## Check the locked dependencies for known vulnerabilities
	@for lock in site dev; do \
	  $(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements/$$lock.txt || exit 1; \
	done

clean: ## Remove everything that was built
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
	@npm install --silent --no-fund --no-audit --prefix $(VENV)/eleventy @11ty/eleventy@3.1.2 \
	  || echo "Without npm, Eleventy is not measured."
	@touch $@
