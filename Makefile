# Workprint. `make` alone says what there is. Needs Python 3.11 or later and nothing else.

PYTHON ?= python3
DEMO   ?= demo
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test check docs bench peers chromium lock clean

help:  ## What there is to make
	@echo "Workprint: a tool proposes, an artist decides, all of it is on the record."
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(READY)  ## Install what the lock file names, every file checked against its hash

demo: $(READY)  ## One scene from script to handover in the folder demo/ (or DEMO=folder)
	$(BIN)/workprint demo "$(DEMO)"

test: $(READY)  ## Every test, on two cores
	-@$(MAKE) --no-print-directory chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

check: $(READY)  ## Style, types and the import map
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/house/test_house_imports.py

docs: $(READY)  ## Write docs/numbers.md anew, take pictures of the screen; check every link and example
	-@$(MAKE) --no-print-directory chromium
	@test -d "$(DEMO)" || $(MAKE) --no-print-directory demo
	$(BIN)/python tests/house/house_numbers.py
	$(BIN)/python tests/house/house_screens.py "$(DEMO)"
	$(BIN)/python -m pytest tests/house/test_house_docs.py tests/house/test_house_words.py tests/house/test_house_numbers.py

bench: $(READY)  ## Every figure in one table and in build/figures.json (or BENCH="names")
	-@$(MAKE) --no-print-directory peers
	$(BIN)/python -m bench $(BENCH)

chromium:  ## Debian's Chromium, for the tests of the screen
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		echo "There is no Chromium for the tests of the screen; asking apt-get for it." >&2; \
		if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
		{ $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null || \
		echo "Chromium did not come; the tests of the screen are skipped; or: sudo apt-get install chromium" >&2; }

# auto-editor is public domain, but this old version wants old libraries and Debian's ffmpeg: it lives on its own.
peers: build/peers/ready  ## auto-editor in an environment of its own, for `make bench` to measure against

build/peers/ready: bench/peers.lock
	@$(PYTHON) -m venv build/peers
	@build/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
		--no-build-isolation -r bench/peers.lock 2>&1 | grep -v -i yanked || true
	@command -v ffmpeg >/dev/null || { \
		echo "There is no ffmpeg for auto-editor; asking apt-get for it." >&2; \
		if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
		{ $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ffmpeg; } >/dev/null || { \
			echo "ffmpeg did not come; bench goes on without auto-editor; or: sudo apt-get install ffmpeg" >&2; exit 1; }; }
	@build/peers/bin/auto-editor --version >/dev/null && touch $@

clean:  ## Remove what was made: the demo, the figures, caches, the environment
	rm -rf "$(VENV)" build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock names versions and hashes and no address: pip takes the files from wherever it is set up to.
# --only-binary: a newcomer needs no compiler, and no stranger's setup.py runs.
$(READY): requirements.lock pyproject.toml | $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --no-index -e .
	@touch $@

# Debian ships Python without the part that makes environments; it is one small package.
$(VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) came; Python 3.11 or later would do; try: make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python has no venv; asking apt-get for python3-venv." >&2; \
		if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
		{ $$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } \
			>/dev/null || { \
			echo "This Python came without venv; python3-venv would do; run: sudo apt-get install python3-venv" >&2; \
			exit 1; }; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

lock: $(READY)  ## Take the newest versions that fit pyproject.toml into requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra voice --group dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock
