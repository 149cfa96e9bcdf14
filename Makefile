# Terreau: `make run`, `make test`, `make check`. Debian: apt-get install python3 python3-venv make (tests: chromium)
PYTHON ?= python3
VENV := .venv
IN := $(VENV)/bin
INSTALL := $(IN)/python -m pip install --quiet --disable-pip-version-check --no-input
WORDS := $(wildcard */locale/*/LC_MESSAGES/*.po)
LOCK := $(IN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	--no-header pyproject.toml

.PHONY: run test test-floor check lock clean
.DELETE_ON_ERROR:

run: $(VENV)/installed $(VENV)/words ## The house, at http://localhost:8000 or the next free port. PORT=9000: begins there.
	@setpriv --pdeathsig TERM $(IN)/terreau run $(PORT)

test: $(VENV)/tested-with $(VENV)/words ## Everything, once: two files at a time, each on servers of its own.
	@$(IN)/python -m tests.browser.browsers
	@$(IN)/python -m pytest --numprocesses 2 --dist loadfile

test-floor: ## Everything on the oldest versions promised, Debian 12's PostgreSQL, Redis and Python. Installs them, as root.
	@/usr/bin/python3 tests/debian.py $(MAKE) --no-print-directory test PYTHON=/usr/bin/python3 VENV=.venv-floor

check: $(VENV)/tested-with ## Rules, format, types.
	@$(IN)/ruff check .
	@$(IN)/ruff format --check .
	@$(IN)/mypy

lock: $(VENV)/tested-with ## After a change of versions in pyproject.toml.
	@$(INSTALL) uv==0.13.9
	@$(LOCK) --extra embedded --output-file requirements.lock
	@$(LOCK) --extra test --output-file requirements-test.lock

clean: ## The installation and what was compiled; never the data.
	rm -rf .venv .venv-floor .mypy_cache .ruff_cache .pytest_cache .hypothesis dist $(WORDS:.po=.mo)

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Terreau needs Python 3.11 or later.")'
	@echo "Installing into $(VENV): half a minute, once."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) --no-deps --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tested-with: $(VENV)/installed requirements-test.lock
	@$(INSTALL) --no-deps --require-hashes -r requirements-test.lock
	@touch $@

$(VENV)/words: $(VENV)/installed $(WORDS)
	@$(IN)/python -m deploy.catalogues compile
	@touch $@
