.PHONY: check fix gate schema bench

check:  ## everything that must pass before a change goes in
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	python -m pytest -n 2

fix:  ## mend what can be mended by machine
	ruff check --fix .
	ruff format .

gate:  ## compare the scores on corpora/gold with their floors
	python -m press_extract.evaluate.gate

schema:  ## write the JSON Schema of the record anew
	press-extract schema --output docs/record.schema.json

bench:  ## measure speed and memory
	python benchmarks/throughput.py
	python benchmarks/throughput.py --memory
