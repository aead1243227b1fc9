"""The workers of a Dask cluster validate for a registry in PostgreSQL: the same as without them.

Dask has an environment of its own, named in ``DANHMUC_DASK``; docs/en/scale.md says how to make it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from danhmuc.registry import Registry, source_at

ENVIRONMENT = Path(os.environ.get("DANHMUC_DASK") or f"{sys.prefix}-dask")
PYTHON = ENVIRONMENT / "bin" / "python"
PREFIXES = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason=f"no Dask at {ENVIRONMENT}; docs/en/scale.md installs it")


def test_dask__gives_what_this_process_gives(postgresql_url: str, sqlite_url: str, tmp_path: Path) -> None:
    source = tmp_path / "large.ttl"
    source.write_text(
        PREFIXES
        + '<https://e.vn/a> a <http://xmlns.com/foaf/0.1/Agent> ; <http://xmlns.com/foaf/0.1/name> "Sở"@vi .\n'
        + "".join(
            f'<https://e.vn/{number}> a dcat:Dataset ; dct:title "Số {number}"@vi ; dct:publisher <https://e.vn/a> ;'
            f' dct:description "{number}" ; dct:isPartOf <https://e.vn/{number + 1}> .\n'
            for number in range(60)
        ),
        encoding="utf-8",
    )
    script = Path(__file__).with_name("dask_harvesting.py")
    done = subprocess.run(
        [PYTHON, script, postgresql_url, source, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    with Registry.open(sqlite_url) as registry:
        report = registry.harvest(source_at(str(source)), profile="dcat-ap")
        registry.export("nt", tmp_path / "alone.nt")
    assert told == {
        "elsewhere": 2,
        "state": "complete",
        "counts": [report.accepted, report.submitted, report.validated],
        "validated": [report.validated] * 2,
        "changed": [0, 0],
    }
    assert (tmp_path / "out.nt").read_bytes() == (tmp_path / "alone.nt").read_bytes() != b""
