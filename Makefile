# Two commands do everything on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test browser check format bench lock

demo: .venv/ready
	$(BIN)/python -m bot demo

test: .venv/ready-to-test
	$(BIN)/pytest -n auto --dist loadgroup

# In chat clients that others wrote; besides what `make test` needs: npm, and Debian's chromium.
browser: .venv/ready-to-test
	cd tests/browser && npm install --no-audit --no-fund --no-package-lock
	$(BIN)/pytest tests/browser -m browser

check: .venv/ready-to-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/ready-to-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/ready-to-test
	$(BIN)/python -m tests.bench

lock: .venv/ready-to-test
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev -o requirements-dev.txt pyproject.toml

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: .venv/bin/python requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/ready-to-test: .venv/bin/python requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ .venv/ready
