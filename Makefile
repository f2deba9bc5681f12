# make         set up, run the six notebooks, put their outputs in place, print the findings
# make test    set up, then check everything: style, library, notebooks, outputs, command line
# make lab     set up, then open JupyterLab
# make lock    renew requirements.txt, environment.yml and docs/licences.csv from pyproject.toml (needs uv)
# make accuracy EVALUATION=folder    fit the decision on attributions and measure it, on annotated articles
# make bench-attribution POLNEAR=folder/polnear    compare the attributions with textacy's and others'
# make bench-alignment POLNEAR=folder/polnear    see that the search for shared passages keeps pace
# make bench-memory    read a thousand invented articles and see that memory does not grow
# make train POLNEAR=folder/polnear    train the network again, over an hour, then make accuracy

.DEFAULT_GOAL := run
.PHONY: run test lab lock accuracy bench-attribution bench-alignment bench-memory train clean

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
	$(BIN)/python docs/licences.py

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

bench-alignment: .venv/ready
	@$(BIN)/python benchmarks/alignment.py "$(POLNEAR)"

bench-memory: .venv/ready
	@$(BIN)/python benchmarks/memory.py $(ARTICLES)

train: .venv/ready .venv-train/ready
	.venv-train/bin/python training/train.py "$(POLNEAR)" .train
	$(BIN)/python -m inotherwords.evaluation "$(POLNEAR)/.."

# The first line installs all pins; the second what torch needs besides, if it is not its CPU build.
.venv-train/ready: training/requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, then run make again." >&2; exit 2; }
	@echo "Setting up .venv-train (once, a few minutes) ..."
	@rm -rf .venv-train
	@$(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r training/requirements.txt
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check torch
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv .venv-bench .venv-train .pytest_cache .ruff_cache .hypothesis
