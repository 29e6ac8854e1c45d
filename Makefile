# Everything is installed in .venv inside the repository; caches too. Nothing else on the machine is touched.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTHON ?= python3
export DAGSTER_HOME := $(CURDIR)
export UV_CACHE_DIR := $(CURDIR)/.venv/.cache/uv
export PYTHONUTF8 := 1

.PHONY: help setup run ui test check format bench lock clean

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

lock:  ## write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-strip-extras --no-emit-index-url --no-header --python-version 3.11 --group dev pyproject.toml -o requirements.lock
