"""The report of a harvest as one JSON document, written change by change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from danhmuc.vocab.json_values import json_members
from danhmuc.vocab.messages import Message, languages
from danhmuc.vocab.text import escape_controls, mask_passwords

from ..severity_words import Lang
from .reported_runs import ROLES, NotHarvested, ReportedChange, ReportedRun, RunsReport
from .words import why_texts


def write_json(report: RunsReport, out: BinaryIO, lang: Lang) -> None:  # noqa: ARG001 - it has all languages
    """Write the document; why a record is in it stands there in every language."""
    for part in _parts(report):
        out.write(escape_controls(part).encode("utf-8", "backslashreplace"))


def _parts(report: RunsReport) -> Iterator[str]:
    names = {"record": "records", "node": "nodes", "element": "elements", "catalog-record": "catalog_records"}
    head = {
        "batch": report.batch,
        "sources": report.sources,
        "total": {names[role]: report.total(role).as_dict() for role in ROLES} | {"seconds": dict(report.seconds())},
        "not_harvested": [_lost_dict(one) for one in report.not_harvested],
    }
    yield f'{_text(head).removesuffix("}")}, "runs": ['
    for number, run in enumerate(report.runs):
        yield f'{"," if number else ""}\n{_text(_run(run)).removesuffix("}")}, "changes": ['
        for at, change in enumerate(run.changes()):
            yield f"{',' if at else ''}\n  {_text(_change(change))}"
        yield "]}"
    yield "]}\n"


def _run(run: ReportedRun) -> dict[str, object]:
    row = run.row
    return {
        **run.report.as_dict(),
        "state": row.state,
        "why": _texts(run.report.why),
        "by": row.by,
        "batch": row.batch,
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "needs_attention": run.needs_attention,
        "events": dict(run.events),
        "became": {verdict: run.turned.get(verdict, 0) for verdict in ("accepted", "submitted")},
        "noticed": [
            {
                "code": one.code,
                "severity": one.reported_severity,
                "record": one.focus,
                "place": one.place,
                "message": {lang: one.text(lang) for lang in languages()},
            }
            for one in run.findings
        ],
        "unnamed_findings": run.unnamed_findings,
    }


def _change(change: ReportedChange) -> dict[str, object]:
    names = ("kind", "role", "count", "iri", "title", "publisher", "at", "verdict", "became", "version", "hold")
    why = {lang: why_texts(change, lang) for lang in languages()}
    facts = {"violations": change.violations, "secret": change.is_secret, "properties": list(change.properties)}
    return {**json_members(change, names), **facts, "why": why}


def _lost_dict(lost: NotHarvested) -> dict[str, object]:
    return {"location": mask_passwords(lost.location), "source": lost.name, "why": _texts(lost.reason)}


def _texts(message: Message | None) -> dict[str, str] | None:
    return None if message is None else {lang: mask_passwords(message.render(lang)) for lang in languages()}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
