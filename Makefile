# make         set up, run the six notebooks, put their outputs in place, print the findings
# make new NAME=my-class    make a folder to paste articles of your own into
# make run NAME=my-class    the same notebooks, figures and page for the articles in it
# make check   rebuild everything in scratch, compare it with what is committed, report (exit 0 only if all is the same)
# make html    make pages of the executed notebooks, with an index: outputs/html/index.html
# make site    make a web site of it all, with a page that reads texts of your own: site/ (needs npm)
# make test    set up, then check everything: style, library, notebooks, outputs, command line
# make matrix  rerun the study in other folders, settings and Pythons, and compare (some minutes)
# make lab     set up, then open JupyterLab; with NAME=my-class, at the notebooks of its results
# make docs    make the pages in docs/ that are made from tables
# make teaching    make the handouts in teaching/ from their templates and the tables, a run on the invented
#     reports for younger classes, and the exercises; with ADDRESS=https://..., where the project has been
#     put on the web, the cards have a code to scan
# make exercises    make the coding sheet, run the solutions, make the exercise notebooks from them
# make proof   run, check, docs and teaching: after every change, before make test
# make lock    renew requirements.txt and docs/licences.csv from pyproject.toml (needs uv)
# make newest  run the study with the newest versions that pyproject.toml allows, and say what moved
# make newest-summary    the same as a page of Markdown, once make newest has compared
# make accuracy EVALUATION=folder    fit the decision on attributions and measure it, on annotated articles
# make bench   the benchmarks that need no annotated articles: some hours, most of them for growth
# make bench-terms    compare counting, keyness and concordance with what one could use instead
# make bench-growth   see how time and memory grow up to 100,000 generated articles (SIZES="1000 10000" for less)
# make bench-pipeline    compare the whole run with jupyter nbconvert, and one process with two
# make bench-attribution POLNEAR=folder/polnear    compare the attributions with textacy's and others'
# make bench-alignment    compare the search for shared passages with what one could use instead
# make bench-memory    read a thousand invented articles and see that memory does not grow
# make train POLNEAR=folder/polnear    train the network again, over an hour, then make accuracy

.DEFAULT_GOAL := run
.PHONY: run new check html site test browser matrix lab docs teaching exercises proof lock newest \
	newest-summary accuracy bench bench-terms bench-growth bench-pipeline bench-attribution bench-alignment bench-memory \
	train clean

# The first Python on this machine that is new enough.
PYTHON = $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(python) -c 'import sys; sys.version_info >= (3, 11) and print("$(python)")' 2>/dev/null)))
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
BROWSERS := chromium chromium-browser google-chrome chrome
NEWEST := .venv-newest/$(notdir $(BIN))
# Only a NAME given to make: some systems have one of their own among their settings.
OWN = $(if $(filter command,$(firstword $(origin NAME))),$(if $(NAME),"$$NAME"))

run: .venv/ready
	@$(BIN)/inotherwords run $(OWN)

new: .venv/ready
	@test -n '$(OWN)' || { echo "Give the new folder a name: make new NAME=my-class" >&2; exit 2; }
	@$(BIN)/inotherwords new $(OWN)

check: .venv/ready
	@$(BIN)/inotherwords check

html: .venv/ready
	@$(BIN)/inotherwords html $(OWN)

site: .venv/ready
	@$(BIN)/python docs/try/build.py

test: browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# A browser for the tests of the pages: one that is here. Only CI installs one without asking.
browser: .venv/ready
	@for browser in $(BROWSERS); do command -v $$browser > /dev/null && exit; done; \
	if test "$$CI" = true && command -v apt-get > /dev/null && test "$$(id -u)" = 0; then \
		echo "Installing Chromium for the tests of the pages ..."; \
		{ apt-get update && apt-get install --yes --no-install-recommends chromium; } > .venv/browser.log 2>&1 \
			|| { cat .venv/browser.log; exit 1; }; \
	fi

matrix: .venv/ready
	@$(BIN)/python tests/study/matrix.py

# The notebooks of a results folder open with the repository around them, if it lies in there.
lab: .venv/ready
ifeq ($(OWN),)
	$(BIN)/jupyter lab notebooks
else
	@test -d $(OWN)/results/notebooks || { echo "$$NAME: no results in it. Run it first: make run NAME=\"$$NAME\"" >&2; exit 2; }
	@place=$$($(BIN)/python -c 'import os, sys, urllib.parse as url; print(url.quote(os.path.relpath(sys.argv[1])))' \
		$(OWN)/results/notebooks) && case "$$place" in \
		..*) exec $(BIN)/jupyter lab $(OWN)/results/notebooks ;; \
		*) exec $(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url="/lab/tree/$$place" ;; esac
endif

.venv/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, then run make again." >&2; exit 2; }
	@echo "Setting up .venv (once, about a minute) ..."
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

docs: .venv/ready
	@$(BIN)/python docs/codebook.py
	@$(BIN)/python docs/reviewers.py

teaching: exercises
	@$(BIN)/python teaching/make_school.py
	@$(BIN)/python teaching/build.py $(ADDRESS)

exercises: .venv/ready
	@$(BIN)/python teaching/coding/make_coding.py
	@$(BIN)/python teaching/make_exercises.py

proof:
	@$(MAKE) --no-print-directory run
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory docs
	@$(MAKE) --no-print-directory teaching

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --all-extras \
		--custom-compile-command "make lock" --upgrade -o requirements.txt
	$(BIN)/python docs/licences.py

# In .newest, all new each time: versions.txt, outputs and comparison.txt. What fails leaves the last one out.
newest:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found. Install one, then run make again." >&2; exit 2; }
	@echo "Setting up .venv-newest (about a minute) ..."
	@rm -rf .venv-newest .newest
	@mkdir .newest
	@$(PYTHON) -m venv .venv-newest
	@$(NEWEST)/python -m pip install --quiet --disable-pip-version-check --upgrade -e .
	@$(NEWEST)/python --version > .newest/versions.txt
	@$(NEWEST)/python -m pip freeze --exclude-editable | tr A-Z_ a-z- | awk -F '==| ' '\
		NR == FNR { locked[$$1] = $$2; next } \
		locked[$$1] != $$2 { print $$1 ": " $$2 ", locked: " (locked[$$1] ? locked[$$1] : "none") }' \
		requirements.txt - >> .newest/versions.txt
	@cat .newest/versions.txt
	@$(NEWEST)/inotherwords run --outputs .newest/outputs
	@$(NEWEST)/inotherwords compare . .newest/outputs > .newest/comparison.txt; status=$$?; \
		cat .newest/comparison.txt; exit $$status

newest-summary:
	@test -s .newest/comparison.txt || { echo "The study with the newest versions was not compared." >&2; exit 2; }
	@printf '%s\n' "# The study with the newest versions" "" "Versions that differ from the lock:" "" '```'
	@cat .newest/versions.txt
	@printf '%s\n' '```' "" "What moved:" "" '```'
	@cat .newest/comparison.txt
	@printf '%s\n' '```'

accuracy: .venv/ready
	$(BIN)/python -m inotherwords.attribution.evaluation "$(EVALUATION)"

bench: bench-terms bench-pipeline bench-alignment bench-memory bench-growth

bench-terms: .venv/ready .venv-bench/ready
	@$(BIN)/python benchmarks/terms.py

bench-growth: .venv/ready
	@$(BIN)/python benchmarks/growth.py $(SIZES)

bench-pipeline: .venv/ready
	@$(BIN)/python benchmarks/pipeline.py

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

bench-alignment: .venv/ready .venv-bench/ready
	@$(BIN)/python benchmarks/alignment.py

bench-memory: .venv/ready
	@$(BIN)/python benchmarks/memory.py $(ARTICLES)

train: .venv/ready .venv-train/ready
	.venv-train/bin/python training/train.py "$(POLNEAR)" .train
	$(BIN)/python -m inotherwords.attribution.evaluation "$(POLNEAR)/.."

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
	rm -rf .venv .venv-bench .venv-newest .venv-train .newest .pytest_cache .ruff_cache .hypothesis
