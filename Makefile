# `make demo` and `make test` need Python 3.11 or later and nothing else. The everyday tests run in two processes, the slow
# ones after them, alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

TOOLS := build/tools

.PHONY: demo test crash model lock sbom audit fuzz bench docs clean

# What the lock files name, by hash, and then the project alone; `pip install .` needs neither make nor lock.
$(VENV)/ready: requirements.lock pyproject.toml setup.py
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

$(VENV)/ready-train: $(VENV)/ready
	$(PIP) --editable '.[train]'
	touch $@

demo: $(VENV)/ready
	$(BIN)/kg build corpus/ -o out/
	@echo "Open out/graph.html in a browser. Ask: $(BIN)/kg show out/ \"Jack Ma\""

test: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -m 'not slow' -n 2 --dist loadfile
	$(BIN)/pytest -m slow

# Kill each decision at 200 random moments: over an hour.
crash: $(VENV)/ready-dev
	KG_KILLS=200 $(BIN)/pytest -m slow tests/faults/test_crashes.py

# Retrain all that is learned from ../shared; a run that was stopped goes on where it was.
model: $(VENV)/ready-train
	$(BIN)/python -m training.all

# Pin what is installed here and in CI, by hashes, for every system and Python from 3.11 on; list it as a bill of
# materials (build/sbom.json); look for known faults in it (asks PyPI); feed one target of tests/fuzz for some seconds:
# make fuzz TARGET=clean SECONDS=600
COMPILE := $(TOOLS)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate pyproject.toml -

$(TOOLS)/ready:
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check uv cyclonedx-bom pip-audit
	touch $@

lock: $(TOOLS)/ready
	rm -f requirements.lock requirements-dev.lock
	echo 'setuptools>=77' | $(COMPILE) --extra dev -o requirements-dev.lock
	echo 'setuptools>=77' | $(COMPILE) -c requirements-dev.lock -o requirements.lock

sbom: $(TOOLS)/ready
	$(TOOLS)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
	  -o build/sbom.json

audit: $(TOOLS)/ready
	rm -f build/audit.json
	$(TOOLS)/bin/pip-audit --require-hashes --disable-pip -r requirements-dev.lock --format json -o build/audit.json

fuzz: $(VENV)/ready-dev
	$(PIP) atheris
	$(BIN)/python -m tests.fuzz $(or $(TARGET),clean) $(or $(SECONDS),60)

# What was asked for and what is reached, small, in some minutes; make bench FULL=1 at the sizes asked for, in hours.
bench: $(VENV)/ready
	$(BIN)/python -m benchmarks.table $(if $(FULL),--full)

docs: $(VENV)/ready
	$(BIN)/python docs/generate.py out

clean:
	rm -rf $(VENV) build *.egg-info
