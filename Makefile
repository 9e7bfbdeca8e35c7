# The commands for people and for CI (.ci/run) are the same. `make help` lists them.
#   make test ARGS="-k images"      extra arguments for the tool behind a target
#   make PYTHON=/path/to/python     the interpreter a new environment is made with
#   make test VENV=.venv-3.12       another environment than .venv

VENV ?= .venv
PYTHON ?=
ARGS ?=
STAMP := $(VENV)/.installed
# -P keeps the root folder off sys.path: `sulha` comes from the installation and `import model` cannot work by accident.
PY := $(VENV)/bin/python -P

.DEFAULT_GOAL := help
.PHONY: help run test lint types contracts check verify bench docs messages environment lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 18

run: $(STAMP) ## run the Oslo scenario
	@$(VENV)/bin/sulha run oslo $(ARGS)

test: $(STAMP) ## the tests, without the slow statistical ones
	@$(PY) -m pytest -n auto --maxprocesses 4 $(ARGS)

lint: $(STAMP) ## style: ruff's rules and formatting
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: $(STAMP) ## mypy, strict
	@cd tests && $(abspath $(VENV))/bin/python -P -m mypy --config-file ../pyproject.toml --cache-dir ../.mypy_cache \
		../.types/sulha .

contracts: $(STAMP) ## imports point one way: dashboard, experiments, scenarios, model
	@$(VENV)/bin/lint-imports --no-cache --no-logo

check: lint types contracts test ## all of lint, types, contracts, test

verify: $(STAMP) ## the slow statistical verification
	@$(PY) -m pytest -m verify $(ARGS)

bench: $(STAMP) ## speed of the core and of sweeps
	@$(PY) tests/bench.py $(ARGS)
	@$(PY) tests/bench_sweeps.py

docs: $(STAMP) ## refresh the generated tables of the documents and the schema of scenarios
	@$(PY) -m sulha.experiments.documentation docs
	@$(PY) -m sulha.scenarios.json_schema >scenarios/scenario.schema.json

messages: $(STAMP) ## refresh the catalogue of texts from the code and compile it
	@$(PY) -m sulha.experiments.language.extraction

environment: $(STAMP) ## the virtual environment alone

lock: ## resolve constraints.txt again, with hashes (needs uv)
	@.ci/lock $(ARGS)

clean: ## remove the environment, caches and builds; results stay
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find model scenarios experiments dashboard tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp holds the folder it was made in: an environment does not survive being moved.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif
$(STAMP): constraints.txt pyproject.toml setup.py
	@PYTHON="$(PYTHON)" .ci/environment $(VENV)
