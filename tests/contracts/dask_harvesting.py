"""Harvest, revalidate and export with the workers of a Dask cluster, in an environment that has Dask; see its test.

Usage: dask_harvesting.py URL SOURCE FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from danhmuc.registry import Registry, Workers, source_at
from danhmuc.registry.verdicts import page_workers as of_workers


def where() -> int:
    """The process in which it is called."""
    return os.getpid()


def main(url: str, source: str, folder: Path) -> None:
    """Do it all, and print what came of it."""
    from dask.distributed import Client, LocalCluster

    of_workers._PAGE = 5
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
        Registry.open(url) as registry,
        Workers(client.get_executor, number=2) as workers,
    ):
        here = os.getpid()
        elsewhere = {*client.run(where).values()} - {here}
        report = registry.harvest(source_at(source), profile="dcat-ap", workers=workers)
        again = registry.revalidate(everything=True, workers=workers)
        # A worker that dies is one that Dask starts again; its page is validated once more.
        submitted = of_workers.Workers.submit
        killed = []

        def killing(self: Workers, page: object) -> object:
            if not killed:
                killed.append(client.submit(os._exit, 1, retries=0, pure=False))
            return submitted(self, page)  # type: ignore[arg-type]

        of_workers.Workers.submit = killing  # type: ignore[assignment, method-assign]
        after = registry.revalidate(everything=True, workers=workers)
        registry.export("nt", folder / "out.nt")
        told = {
            "elsewhere": len(elsewhere),
            "state": report.state,
            "counts": [report.accepted, report.submitted, report.validated],
            "validated": [one.validated for one in (*again.sources, *after.sources)],
            "changed": [one.changed for one in (*again.sources, *after.sources)],
        }
    sys.stdout.write(f"{json.dumps(told)}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
