# `make demo` and `make test` need Python 3.11 or later and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test model lock sbom audit fuzz bench docs clean

$(VENV)/ready: pyproject.toml setup.py
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(PIP) --editable '.[dev]'
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
	$(BIN)/pytest

# Retrain all that is learned from ../shared; a run that was stopped goes on where it was.
model: $(VENV)/ready-train
	$(BIN)/python -m training.all

# Pin what a release is installed with, by hashes; list it as a bill of materials; look for known faults in it (needs the
# network); feed one target of tests/fuzz for some seconds: make fuzz TARGET=clean SECONDS=600
lock: $(VENV)/ready
	$(PIP) pip-tools
	$(BIN)/pip-compile --quiet --extra all --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header -o requirements.lock pyproject.toml

sbom: $(VENV)/ready
	$(PIP) cyclonedx-bom
	mkdir -p build
	$(BIN)/cyclonedx-py requirements requirements.lock --output-reproducible -o build/sbom.json

audit: $(VENV)/ready
	$(PIP) pip-audit
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

fuzz: $(VENV)/ready-dev
	$(PIP) atheris
	$(BIN)/python -m tests.fuzz $(or $(TARGET),clean) $(or $(SECONDS),60)

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks.speed

docs: $(VENV)/ready
	$(BIN)/python docs/generate.py out

clean:
	rm -rf $(VENV) build *.egg-info
