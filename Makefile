# The whole project by name. Each target brings what it needs; what is already there is left alone.
PYTHON_BIN := .venv/bin/python
FUZZ_EXAMPLES ?= 300

.NOTPARALLEL:
.PHONY: run test check bench bench-dispatch soak fuzz lock types demo-reset runtime dev modules frontend

run: runtime frontend            ## start Paigong with its demo and print its addresses
	@$(PYTHON_BIN) -m backend.cli run

test:                            ## every check and every test
	@.make/ready
	@$(PYTHON_BIN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: dev modules               ## style, types and layers, without running the app
	@.make/check

bench: dev                       ## the benchmarks, one after the other
	@$(PYTHON_BIN) -m pytest -q -s -n 0 tests/benchmarks --run-benchmarks

bench-dispatch: dev              ## the engine against VROOM, OR-Tools and PyVRP (BENCH="--only small --short")
	@.make/venv bench
	@$(PYTHON_BIN) -m tests.benchmarks.bench_dispatch $(BENCH)

soak: dev frontend               ## whole shifts in bad weather (PAIGONG_SOAK_ROUNDS=20, PAIGONG_SOAK_VISITS=100): hours
	@PAIGONG_SOAK_ROUNDS=$${PAIGONG_SOAK_ROUNDS:-20} PAIGONG_SOAK_VISITS=$${PAIGONG_SOAK_VISITS:-100} $(PYTHON_BIN) -m pytest -q -n 1 tests/soak

fuzz: dev                        ## much bad input at every operation, many towns, others each time (FUZZ_EXAMPLES=300)
	@PAIGONG_FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(PYTHON_BIN) -m pytest -q -n 2 --timeout 1800 tests/backend/api tests/dispatch/test_rank_properties.py

lock: dev                        ## compile pyproject.toml into the hashed lock files
	@.make/lock

types: dev modules               ## OpenAPI document and the TypeScript client made from it
	@mkdir -p docs/api
	@$(PYTHON_BIN) -m backend.cli openapi > docs/api/openapi.json.new
	@mv docs/api/openapi.json.new docs/api/openapi.json
	@.make/npm run --silent types

demo-reset: runtime              ## throw the demo's data away; the next `make run` plays it anew
	@$(PYTHON_BIN) -m backend.cli demo-reset

runtime:
	@.make/venv runtime
dev: runtime
	@.make/venv dev
modules:
	@.make/frontend modules
frontend:
	@.make/frontend build
