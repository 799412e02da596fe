# Needs Python 3.11 or newer and make, nothing else: the packages come from requirements/ and the pages' JavaScript, fonts
# and map from web/package-lock.json, all pinned by hash.

VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
UV = $(or $(shell command -v uv 2>/dev/null),$(wildcard $(BIN)/uv))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
EXPORT = env UV_NO_CONFIG=1 $(UV) export --quiet --locked --default-index https://pypi.org/simple \
	--format requirements-txt --no-emit-project --no-default-groups --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo test test-coverage lint format coverage screenshots lock clean
.PHONY: compiled test-compiled bench-quality bench-speed bench-ledger bench-web bench-errors

help: ## this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'

demo: $(VENV)/runtime.stamp ## show what Marsad does on its sample dossier
	@$(BIN)/marsad demo

test: lint ## format, lint, types and all tests: what must pass before a commit
	@$(BIN)/python -m pytest

lint: $(VENV)/dev.stamp ## format, lint and types alone
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(VENV)/dev.stamp ## write the files as the formatter wants them
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

test-coverage: $(VENV)/dev.stamp ## which lines no test reaches
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage report

coverage: $(VENV)/dev.stamp ## how much of real text the lexicons know, by frequency; ARGS="--only events --show 100"
	@$(BIN)/python -m bench.coverage $(ARGS)

bench-quality: $(VENV)/dev.stamp ## precision, recall and F1 beside their floors, and on own text; ARGS=--raise raises them
	@$(BIN)/python -m bench.quality $(ARGS)

compiled: build/compiled.stamp ## a wheel with the reader compiled to C, in build/ (needs a C compiler and some minutes)

test-compiled: build/compiled.stamp ## the tests of the reader, of that wheel
	@PYTHONPATH=build/compiled:. $(BIN)/python -P -m pytest -o pythonpath= tests/read tests/lang tests/test_text.py

bench-speed: build/compiled.stamp ## articles a second, stage by stage, beside a BERT-sized model; ARGS="--articles 50"
	@PYTHONPATH=build/compiled:. $(BIN)/python -P -m bench.speed $(ARGS)

bench-ledger: $(VENV)/dev.stamp ## articles a second into a ledger, woven, verified; ARGS="--articles 11495 --grow 100000"
	@$(BIN)/python -m bench.ledger $(ARGS)

bench-web: $(VENV)/bench.stamp ## how fast each page answers 20 users at once, on loopback; ARGS="--ledger DIR --users 20"
	@$(BIN)/python -m bench.web $(ARGS)

bench-errors: $(VENV)/dev.stamp ## every miss and false find of TASK (names, statements, events, ...)
	@$(BIN)/python -m bench.errors $(TASK)

screenshots: $(VENV)/dev.stamp ## a picture of each page, Arabic and English, wide and narrow (needs Chromium)
	@$(BIN)/python -m bench.screenshots

lock: ## resolve the versions anew into uv.lock, requirements/ and web/ (needs uv and npm); UPGRADE=--upgrade takes newer ones
	@test -n "$(UV)" || { echo "make lock needs uv: run $(BIN)/python -m pip install uv, or put uv on PATH" >&2; exit 1; }
	env UV_NO_CONFIG=1 $(UV) lock --default-index https://pypi.org/simple $(UPGRADE)
	@mkdir -p requirements
	$(EXPORT) --group build --output-file requirements/runtime.txt
	$(EXPORT) --group dev --output-file requirements/dev.txt
	$(EXPORT) --group dev --group bench --output-file requirements/bench.txt
	$(EXPORT) --only-group node --output-file requirements/node.txt
	cd web && npm install --package-lock-only --ignore-scripts --no-audit --no-fund \
		--registry=https://registry.npmjs.org --omit-lockfile-registry-resolved=false

clean: ## remove the virtual environment, what npm brought and every cache
	rm -rf $(VENV) build .mypy_cache .ruff_cache web/node_modules marsad/views/web/vendor

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Marsad needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# One stamp for each list of packages: made again only when the list, the project file or what its build reads changed.
# The build (hatch_build.py) runs npm: the machine's, else that of a Python package.
$(VENV)/%.stamp: requirements/%.txt requirements/node.txt pyproject.toml hatch_build.py web/package-lock.json | $(BIN)/pip
	$(PIP) --require-hashes -r $<
	@command -v npm >/dev/null || $(PIP) --require-hashes -r requirements/node.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# From an sdist, so that nothing compiled lies beside the sources and is imported in their place.
build/compiled.stamp: pyproject.toml $(shell find marsad -type f -not -name '*.pyc') | $(VENV)/bench.stamp
	@rm -rf build
	$(BIN)/python -m hatchling build -t sdist -d build
	HATCH_BUILD_HOOK_ENABLE_MYPYC=true $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--wheel-dir build build/marsad-*.tar.gz
	$(PIP) --no-deps --target build/compiled build/marsad-*.whl
	@touch $@
