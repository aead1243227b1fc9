"""The stage of validation alone: all records of a file are read first, then validated here and by one and two workers.

Usage: validation_stage.py FILE PROFILE ROUNDS; prints JSON with the seconds of each round on the wall, by the number of
workers, 0 for this process alone. Processes are started before the clock is.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import Any

from danhmuc.registry import Workers, source_at, validate_source
from danhmuc.registry.harvest import pipeline
from danhmuc.shapes import Context, Validator

Record = tuple[Any, Context]


def read(file: str, validator: Validator) -> list[Record]:
    """The records of a file, each with the context beside which a harvest validates it."""
    found: list[Record] = []
    with_verdict = pipeline.with_verdict

    def keep(change: Any, graph: Any, stored: Any, validator: Any, context: Any) -> Any:
        found.append((graph, context))
        return with_verdict(change, graph, stored, validator, context)

    pipeline.with_verdict = keep  # type: ignore[attr-defined]
    for _ in validate_source(source_at(file), validator).records:
        pass
    pipeline.with_verdict = with_verdict  # type: ignore[attr-defined]
    return found


def validate_here(records: list[Record], validator: Validator) -> float:
    """Seconds for all of them in this process."""
    begin = time.perf_counter()
    for record, context in records:
        validator.validate(record, context)
    return time.perf_counter() - begin


def validate_with(records: list[Record], validator: Validator, workers: Workers) -> float:
    """Seconds for all of them with workers."""
    validation = workers.validate_for("stage", validator)
    number = 0
    begin = time.perf_counter()
    for record, context in records:
        if not validation.add(record, context):
            validator.validate(record, context)
            number += 1
        number += sum(1 for _ in validation.outcomes())
    number += sum(1 for _ in validation.outcomes(everything=True))
    taken = time.perf_counter() - begin
    assert number == len(records)
    return taken


def main(file: str, profile: str, rounds: int) -> None:
    """Measure, in turn."""
    validator = Validator(profile)
    records = read(file, validator)
    gc.freeze()  # a harvest does not hold all records while it validates
    seconds: dict[str, list[float]] = {"0": [], "1": [], "2": []}
    pools = {
        number: Workers(
            partial(ProcessPoolExecutor, number, mp_context=get_context("spawn")),
            number=number,
        )
        for number in (1, 2)
    }
    for workers in pools.values():
        validate_with(records, validator, workers)  # starts its processes, which make their validators
    for _ in range(rounds):
        seconds["0"].append(validate_here(records, validator))
        for number, workers in pools.items():
            seconds[str(number)].append(validate_with(records, validator, workers))
    for workers in pools.values():
        workers.close()
    sys.stdout.write(json.dumps({"records": len(records), **seconds}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
