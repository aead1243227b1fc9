# Everything from a fresh clone: `make demo`, `make test`. Needs Python 3.11 or newer, make, and a package index.
#
#   make demo                     see danhmuc work: inventory, harvest, feed in ./demo
#   make test                     environment, install, all tests in parallel;  make test ARGS="-k digest -x"
#   make soak                     the tests that take long because of size, many tries or other programs; make test leaves them out
#   make check                    ruff, mypy --strict and the import layers, on the installed packages
#   make messages                 bring the catalogues of other languages up to date with the messages in the code
#   make tidy                     let ruff mend and format what it can
#   make bench                    the measurements in tests/bench, and the environments of the peers that they measure
#   make bench-shacl              the same for the engines of SHACL: ours, pySHACL, and one in Rust
#   make bench-quick              the ratios that matter in less than two minutes, for every change
#   make bench-scale              registries of national size: 200,000 records in SQLite, a million in PostgreSQL; hours
#   make lowest                   all tests on the oldest libraries that pyproject.toml admits
#   make clean                    remove all of the above
#   PYTHON=python3.13 make test   the same on another Python; each has its environment, .venv-3.13
#
# Tests and type checks see the installed wheel, never the source tree. What was done is remembered in stamp
# files named after a checksum of what it was done with, so nothing is done twice and nothing stale is tested.

CODE := vocab shapes registry cli
PACKED := $(CODE) setup.cfg pyproject.toml README.md LICENSE
ARGS =

BUILD = build
DEMO = demo
DEMO_VENV = .venv
VENV = .venv-$(VERSION)
LOWEST_VENV = .venv-$(VERSION)-lowest
PEERS = ckanext-dcat datacatalogtordf pyshacl sempyro shacl

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
unexport PYTHONPATH PYTHONHOME
# Else pytest prepares every file of tests anew, in every process and on every run.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help demo test soak bench bench-quick bench-scale bench-shacl check lint format types imports messages tidy lowest clean

# Any real target needs a Python; its absence is told in one line.
ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),help)),)
FOUND := $(shell sh .ci/find-python "$(PYTHON)")
ifeq ($(filter /%,$(firstword $(FOUND))),)
$(error $(FOUND))
endif
VERSION := $(shell "$(FOUND)" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
# An environment does not survive being moved, nor its Python being replaced.
MADE := made-$(shell { pwd; "$(FOUND)" -VV; } | cksum | tr ' ' -)
PACKED_SUM := $(shell find $(PACKED) -type f ! -path '*/__pycache__/*' -exec cksum {} + | LC_ALL=C sort | cksum | tr ' ' -)
PEER := $(MADE)-$(shell cat $(PEERS:%=tests/bench/peers/%.txt) | cksum | tr ' ' -)
endif

WHEEL := $(BUILD)/wheel-$(PACKED_SUM)
INSTALLED := installed-$(PACKED_SUM)

help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

demo: $(DEMO_VENV)/$(INSTALLED)-demo
	@$(if $(filter demo,$(DEMO)),rm -rf demo)
	$(DEMO_VENV)/bin/danhmuc demo $(DEMO)

# All tests run in one process for each processor; an idle one takes over tests that wait in another. Where ARGS
# chooses tests there is one process only: each would first have to collect them all. ARGS may say -n itself.
PARALLEL = $(if $(findstring tests/,$(ARGS))$(filter -k --lf --last-failed,$(ARGS)),,-n logical --dist worksteal)

test: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/pytest $(PARALLEL) $(ARGS)

soak: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/pytest $(PARALLEL) -m soak $(ARGS)

bench: $(VENV)/$(INSTALLED)-bench $(PEERS:%=$(VENV)-%/$(PEER))
	$(VENV)/bin/pytest -o faulthandler_timeout=0 tests/bench --ignore tests/bench/test_shacl.py --ignore tests/bench/test_quick.py --ignore tests/bench/test_scale.py -s $(ARGS)

bench-shacl: $(VENV)/$(INSTALLED)-bench $(VENV)-pyshacl/$(PEER) $(VENV)-shacl/$(PEER)
	$(VENV)/bin/pytest -o faulthandler_timeout=0 tests/bench/test_shacl.py -s $(ARGS)

bench-quick: $(VENV)/$(INSTALLED)-bench $(VENV)-pyshacl/$(PEER) $(VENV)-shacl/$(PEER)
	$(VENV)/bin/pytest -o faulthandler_timeout=0 tests/bench/test_quick.py -s $(ARGS)

bench-scale: $(VENV)/$(INSTALLED)-bench
	$(VENV)/bin/pytest -o faulthandler_timeout=0 tests/bench/test_scale.py -s $(ARGS)

lowest: $(LOWEST_VENV)/$(INSTALLED)-lowest
	$(LOWEST_VENV)/bin/pytest $(PARALLEL) $(ARGS)

check: lint format types imports

lint: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/ruff check --output-format concise $(CODE) tests .ci

format: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/ruff format --check --output-format concise $(CODE) tests .ci

types: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/mypy --strict --cache-dir $(VENV)/mypy-cache $(CODE:%=-p danhmuc.%)

imports: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/lint-imports --no-logo --no-cache

tidy: $(VENV)/$(INSTALLED)-test
	-$(VENV)/bin/ruff check --fix --output-format concise $(CODE) tests .ci
	$(VENV)/bin/ruff format $(CODE) tests .ci

messages: $(VENV)/$(INSTALLED)-test
	$(VENV)/bin/python .ci/messages.py

clean:
	rm -rf $(BUILD) dist demo .venv .venv-[0-9]* *.egg-info
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(CODE) tests -type d -name __pycache__ -prune -exec rm -rf {} +

# The wheel is built from a copy: setuptools would leave its own build/ and *.egg-info in the tree,
# and take files from them that the tree no longer has.
$(WHEEL):
	@test -x $(BUILD)/env/bin/python || "$(FOUND)" -m venv --clear $(BUILD)/env
	@rm -rf $(BUILD)/source $(BUILD)/*.whl $(BUILD)/wheel-*
	@mkdir $(BUILD)/source
	@cp -R $(PACKED) $(BUILD)/source/
	@find $(BUILD)/source -type d -name __pycache__ -prune -exec rm -rf {} +
	@"$(FOUND)" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' > $(BUILD)/requires.txt
	$(BUILD)/env/bin/python -m pip install --quiet --requirement $(BUILD)/requires.txt
	$(BUILD)/env/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir $(BUILD) $(BUILD)/source
	@rm -rf $(BUILD)/source
	@touch $@

$(sort $(VENV)/$(MADE) $(DEMO_VENV)/$(MADE) $(LOWEST_VENV)/$(MADE)):
	"$(FOUND)" -m venv --clear $(@D)
	@touch $@

# $(call install,what): the wheel in place of whatever was there, with the libraries it needs.
define install
	@$(@D)/bin/python -m pip uninstall --quiet --yes danhmuc 2>/dev/null
	$(@D)/bin/python -m pip install --quiet "$$(echo $(BUILD)/*.whl)"$(1)
	@rm -f $(@D)/installed-*
	@touch $@
endef

$(DEMO_VENV)/$(INSTALLED)-demo: $(DEMO_VENV)/$(MADE) $(WHEEL)
	$(call install)

$(VENV)/$(INSTALLED)-test: $(VENV)/$(MADE) $(WHEEL)
	$(call install,'[test]')

$(VENV)/$(INSTALLED)-bench: $(VENV)/$(INSTALLED)-test
	$(@D)/bin/python -m pip install --quiet "$$(echo $(BUILD)/*.whl)"'[bench]'
	@touch $@

# Peers are measured where they can be installed; where not, the measurement is passed over and tells what pip said.
$(PEERS:%=$(VENV)-%/$(PEER)): $(VENV)-%/$(PEER):
	"$(FOUND)" -m venv --clear $(@D)
	@echo "$(@D)/bin/python -m pip install --requirement tests/bench/peers/$*.txt"
	@if $(@D)/bin/python -m pip install --quiet --requirement tests/bench/peers/$*.txt 2> $(@D)/refused.txt; \
	then rm $(@D)/refused.txt && touch $@; else cat $(@D)/refused.txt; fi

$(LOWEST_VENV)/$(INSTALLED)-lowest: $(LOWEST_VENV)/$(MADE) $(WHEEL)
	"$(FOUND)" .ci/lowest.py pyproject.toml > $(BUILD)/lowest.txt
	$(call install,'[test]' --constraint $(BUILD)/lowest.txt)
