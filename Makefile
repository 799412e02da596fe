# Needs Python 3.11 or newer and make, nothing else: the packages come from requirements/, pinned by hash.

VENV := .venv
BIN := $(VENV)/bin
UV = $(or $(shell command -v uv 2>/dev/null),$(wildcard $(BIN)/uv))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
EXPORT = env UV_NO_CONFIG=1 $(UV) export --quiet --locked --default-index https://pypi.org/simple \
	--format requirements-txt --no-emit-project --no-default-groups --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help demo test test-coverage lint format coverage bench-quality bench-speed bench-ledger bench-errors lock clean

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

bench-speed: $(VENV)/bench.stamp ## articles a second, stage by stage, beside a BERT-sized model; ARGS="--articles 50"
	@$(BIN)/python -m bench.speed $(ARGS)

bench-ledger: $(VENV)/dev.stamp ## articles a second into a ledger, woven, verified; ARGS="--articles 11495 --grow 100000"
	@$(BIN)/python -m bench.ledger $(ARGS)

bench-errors: $(VENV)/dev.stamp ## every miss and false find of TASK (names, statements, events, ...)
	@$(BIN)/python -m bench.errors $(TASK)

lock: ## resolve the versions anew into uv.lock and requirements/ (needs uv); UPGRADE=--upgrade takes newer ones
	@test -n "$(UV)" || { echo "make lock needs uv: run $(BIN)/python -m pip install uv, or put uv on PATH" >&2; exit 1; }
	env UV_NO_CONFIG=1 $(UV) lock --default-index https://pypi.org/simple $(UPGRADE)
	@mkdir -p requirements
	$(EXPORT) --group build --output-file requirements/runtime.txt
	$(EXPORT) --group dev --output-file requirements/dev.txt
	$(EXPORT) --group dev --group bench --output-file requirements/bench.txt

clean: ## remove the virtual environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Marsad needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# One stamp for each list of packages: made again only when the list or the project file changed.
$(VENV)/%.stamp: requirements/%.txt pyproject.toml | $(BIN)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
