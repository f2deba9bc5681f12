# make         set up, run the six notebooks, put their outputs in place, print the findings
# make test    set up, then check everything: style, library, notebooks, outputs, command line
# make lab     set up, then open JupyterLab
# make lock    renew requirements.txt and environment.yml from pyproject.toml (needs uv)
# make accuracy EVALUATION=folder    measure the attribution rules on annotated articles again
# make bench-attribution POLNEAR=folder/polnear    compare the attributions with textacy's and others'

.DEFAULT_GOAL := run
.PHONY: run test lab lock accuracy bench-attribution clean

# The first Python on this machine that is new enough.
PYTHON = $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(python) -c 'import sys; sys.version_info >= (3, 11) and print("$(python)")' 2>/dev/null)))
BIN := .venv/bin

run: .venv/ready
	@$(BIN)/inotherwords run

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest

lab: .venv/ready
	$(BIN)/jupyter lab notebooks

.venv/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, then run make again." >&2; exit 2; }
	@echo "Setting up .venv (once, about a minute) ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --all-extras \
		--custom-compile-command "make lock" --upgrade -o requirements.txt
	$(BIN)/python -m inotherwords.environment

accuracy: .venv/ready
	$(BIN)/python -m inotherwords.evaluation "$(EVALUATION)"

bench-attribution: .venv/ready .venv-bench/ready
	@$(BIN)/python benchmarks/attribution.py "$(POLNEAR)"

.venv-bench/ready: benchmarks/requirements.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, then run make again." >&2; exit 2; }
	@echo "Setting up .venv-bench (once, about a minute) ..."
	@rm -rf .venv-bench
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r benchmarks/requirements.txt
	@touch $@

clean:
	rm -rf .venv .venv-bench .pytest_cache .ruff_cache .hypothesis
