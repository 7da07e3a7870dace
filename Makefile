# `make demo` and `make test` need Python 3.11 or later and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test model bench docs clean

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

# Retrain all that is learned from ../shared, in the order in which one part needs the other; each stage keeps its work.
model: $(VENV)/ready-train
	$(BIN)/python -m training.pipeline
	$(BIN)/python -m training.ner
	$(BIN)/python -m training.package
	$(BIN)/python -m training.values
	$(BIN)/python -m training.clusters
	$(BIN)/python -m training.corefs
	$(BIN)/python -m training.quotes
	$(BIN)/python -m training.roles
	$(BIN)/python -m training.relations
	$(BIN)/python -m training.events
	$(BIN)/python -m training.links

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks.speed

docs: $(VENV)/ready
	$(BIN)/python docs/generate.py out

clean:
	rm -rf $(VENV) build *.egg-info
