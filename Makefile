# Every verb of the house; `make` alone lists them.
# PYTHON names another interpreter (make lab PYTHON=python3.12), ARGS is passed on (make lab ARGS=--no-browser).
PYTHON ?= python3
UV ?= uv
ARGS ?=
VENV := .venv
READY := $(VENV)/.ready
PROXY := 5.3.0
# Neighbours in one file share what they have prepared, and so a worker, until the other has nothing left (worksteal).
PYTEST := pytest -q -n 2 --dist worksteal --durations 15
# What takes no more than a minute with the linters.
FAST := tests/answers tests/content tests/judging tests/questions tests/subject tests/test_ask.py tests/test_house.py
HAS_CHROMIUM := { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null

# nbgrader starts alembic by name when it makes a gradebook, so the environment comes first on PATH.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
# Without bytecode every kernel the tests start would compile the same packages again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup lab check test test-slow demo bench bench-grading attacks build new-lesson new-assignment readability size data student-kit lint lock chromium bubblewrap proxy
help:
	@echo "make lab            open the lessons in JupyterLab (sets itself up the first time)"
	@echo "make check          in a minute: lint, types and the fast tests, for every change"
	@echo "make test           in a quarter of an hour: every test, the browser ones and the lessons included"
	@echo "make test-slow      in half an hour: what is compared with plain nbgrader, the attacks included"
	@echo "make demo           release, three submissions, grading, feedback and marks, without a screen"
	@echo "make student-kit    build what a student gets: student-kit/ and student-kit.zip"
	@echo "make build          regenerate notebooks/ and assignments/source/ from content/"
	@echo "make new-lesson NAME=15-my-lesson        begin a lesson: every place that one needs"
	@echo "make new-assignment NAME=my-assignment   begin an assignment on the last lesson"
	@echo "make readability    measure the words and sentences of lessons and questions"
	@echo "make size           print how large the package is, and how far an answer travels in it"
	@echo "make data           regenerate datasets/"
	@echo "make bench          measure, and print the ratios"
	@echo "make bench-grading  measure grading against nbgrader's own, by class size"
	@echo "make attacks        do every attack to plain nbgrader and to the grader, and write docs/attacks.md"
	@echo "make lint           check style, formatting and the generated notebooks"
	@echo "make lock           pin the newest versions that pyproject.toml allows (needs uv)"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer from python.org or your system's packages, then run make again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, and $$($(PYTHON) --version) is older: install a newer one, then name it: make lab PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python has no venv: install it (on Debian and Ubuntu: apt-get install python3-venv), then run make again."; exit 1; }
	@echo "Setting up a private environment in $(VENV). The first time this takes a few minutes."
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv --clear $(VENV)
	@echo "  1 of 2: the packages, in the exact versions of requirements.lock"
	@$(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --quiet --require-hashes -r requirements.lock || { echo "The packages could not be installed; the lines above say why. With the network back, run make again: it goes on from here."; exit 1; }
	@echo "  2 of 2: the kit itself"
	@$(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Ready."

lab: $(READY)
	@idic-lab lab $(ARGS)

# The three tiers of tests. All parts of one run even when the first fails, so that one run tells everything.
# (`make` and not MAKE: a line that names the latter is run even when only to be shown.)
check: $(READY)
	@failed=0; began=$$(date +%s); \
	make --no-print-directory lint || failed=1; echo "Lint and types: $$(($$(date +%s) - began)) s"; \
	$(PYTEST) $(ARGS) $(FAST) || failed=1; \
	exit $$failed

# The cells of one lesson share a kernel, and so a worker (loadfile).
test: $(READY) chromium bubblewrap proxy
	@failed=0; \
	echo "Tests of the package, the grading, the browser:"; $(PYTEST) $(ARGS) tests || failed=1; \
	echo "Every cell of every lesson:"; $(PYTEST) --dist loadfile --nbval-lax notebooks || failed=1; \
	exit $$failed

test-slow: $(READY) bubblewrap
	@$(PYTEST) -m slow $(ARGS) tests

# The browser tests need a Chromium: the system's, or one that apt-get installs where we may.
chromium: $(READY)
	@$(HAS_CHROMIUM) || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests."; \
	    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } >/dev/null 2>&1 </dev/null; \
	  fi; \
	  $(HAS_CHROMIUM) || echo "Chromium is missing, so the browser tests are skipped: install your system's package named chromium, then run make test again."; }

# Students' code is run through bubblewrap, which is a package of the system too.
bubblewrap:
	@command -v bwrap >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing bubblewrap for the tests in which students' code is run."; \
	    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends bubblewrap; } >/dev/null 2>&1 </dev/null; \
	  fi; \
	  command -v bwrap >/dev/null || echo "bubblewrap is missing, so the tests in which students' code is run are skipped: install your system's package named bubblewrap, then run make test again."; }

# The test of a class on a JupyterHub needs its proxy, which is no Python package. npm may try for many minutes where it
# does not reach its packages, and so has one.
proxy: $(READY)
	@command -v configurable-http-proxy >/dev/null || { \
	  ! command -v npm >/dev/null || { \
	    $$(command -v timeout >/dev/null && echo timeout 60) npm install --prefix $(VENV)/proxy --silent --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000 configurable-http-proxy@$(PROXY) && \
	    ln -sf ../proxy/node_modules/.bin/configurable-http-proxy $(VENV)/bin/; \
	  } >/dev/null 2>&1 </dev/null || true; \
	  command -v configurable-http-proxy >/dev/null || echo "JupyterHub's proxy is missing, so the test of a class on a JupyterHub is skipped: install Node.js 20 or newer with npm, then run make test again."; }

demo: $(READY)
	@idic-lab demo $(ARGS)

student-kit: $(READY)
	@idic-lab kit $(ARGS)

bench: $(READY)
	@python -m tests.bench.run $(ARGS)

bench-grading: $(READY)
	@python -m tests.bench.grading $(ARGS)

attacks: $(READY) bubblewrap
	@pytest -q -m slow $(ARGS) tests/grading/attacks

build: $(READY)
	@python content/build.py $(ARGS)

# The name may also stand there as a second word, which make takes for a target: it gets one that does nothing.
ifneq ($(filter new-lesson new-assignment,$(firstword $(MAKECMDGOALS))),)
NAME ?= $(word 2,$(MAKECMDGOALS))
ifneq ($(word 2,$(MAKECMDGOALS)),)
.PHONY: $(word 2,$(MAKECMDGOALS))
$(word 2,$(MAKECMDGOALS)): ; @:
endif
endif

new-lesson: $(READY)
	@python content/new.py lesson "$(NAME)"

new-assignment: $(READY)
	@python content/new.py assignment "$(NAME)"

readability: $(READY)
	@python content/readability.py

size: $(READY)
	@python -m tests.bench.size

data: $(READY)
	@for generator in content/datasets/*.py; do echo "$$generator"; python "$$generator" || exit 1; done

lint: $(READY)
	@ruff check .
	@ruff format --check .
	@mypy --no-error-summary
	@python content/build.py --check

lock:
	@command -v $(UV) >/dev/null || { echo "uv is missing: python3 -m pip install uv, or name it: make lock UV=/path/to/uv"; exit 1; }
	@$(UV) pip compile pyproject.toml --all-extras --no-strip-extras --universal --generate-hashes --python-version 3.11 --no-header --quiet --output-file requirements.lock
