# Everything is installed in .venv inside the repository; caches too. Nothing else on the machine is touched.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTHON ?= python3
export DAGSTER_HOME := $(CURDIR)
export UV_CACHE_DIR := $(CURDIR)/.venv/.cache/uv
export PYTHONUTF8 := 1

# Temporary files of runs and tests stay inside the repository too.
SCRATCH := $(CURDIR)/.venv/tmp

.PHONY: help setup run ui test check format dictionary bench fuzz lock clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: .venv/.installed  ## create .venv with the locked packages (done by the others when needed)

# uv installs in a third of pip's time; pip with the same hashed lock is the fall-back where uv has no build.
.venv/.installed: requirements.lock pyproject.toml
	@echo "setting up .venv (about half a minute on a fresh clone)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, this is " + sys.version.split()[0] + "; name another with: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-cache-dir uv; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock && \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e . ; \
	else \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-cache-dir --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-cache-dir --no-deps -e . ; \
	fi
	@touch $@

# Code passes on DuckDB 1.5 and 2.0; the lock holds 1.5, for which the extensions are on PyPI.
lock:  ## write requirements.lock anew from pyproject.toml
	echo 'duckdb==1.5.5' | $(BIN)/uv pip compile --quiet --constraint - --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 --group dev pyproject.toml -o requirements.lock

# What make run and make ui share: the instance is dagster.yaml here, its storage below data/.
export GONGKAI_DAGSTER_STORAGE ?= $(CURDIR)/data/dagster

run: setup  ## the whole path once, on the sample portal that ships
	@mkdir -p $(SCRATCH) && TMPDIR=$(SCRATCH) $(BIN)/gongkai nightly --sample

# A first visit would show a community dialog; the file says that it was seen.
ui: setup  ## open Dagster on http://localhost:3000
	@mkdir -p $(GONGKAI_DAGSTER_STORAGE) .nux && echo "seen: 1" > .nux/nux.yaml
	@$(BIN)/dagster dev --host 127.0.0.1 --port $${PORT:-3000}

test: setup  ## all tests
	@mkdir -p $(SCRATCH) && TMPDIR=$(SCRATCH) $(BIN)/pytest -n 2 --dist worksteal

check: setup  ## formatting, lint, types, import contracts, SQL, Dagster definitions
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/sqlfluff lint --processes 2 sql
	@mkdir -p $(GONGKAI_DAGSTER_STORAGE)
	@$(BIN)/dagster definitions validate --log-level warning

format: setup  ## let ruff and sqlfluff write what they can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --quiet --processes 2 sql

dictionary: setup  ## write docs/dictionary.md anew from the headers under sql/
	@$(BIN)/python -m pipelines.dictionary

bench: setup  ## measured claims: ratios taken in one run
	@mkdir -p $(SCRATCH) && TMPDIR=$(SCRATCH) $(BIN)/pytest -m benchmark tests/benchmarks -s

# The fuzzer has no build for every Python, so it is no part of the lock.
READERS ?= html text docx pdf image
FUZZ_SECONDS ?= 3600
fuzz: setup  ## attack each reader for an hour: make fuzz READERS="html pdf" FUZZ_SECONDS=600
	@$(BIN)/uv pip install --quiet --python $(BIN)/python atheris==3.0.0
	@for reader in $(READERS); do $(BIN)/python -m tests.fuzz.fuzzing $$reader --seconds $(FUZZ_SECONDS) || exit 1; done

clean:  ## remove what make run and the tests wrote; keeps .venv
	rm -rf data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .nux
