"""Judge records by a profile.

Our own engine is behind it; pySHACL may stand in for it, and judges what only SPARQL can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from danhmuc.vocab.findings import SEVERITIES, Finding

from .context import Context, Described
from .core_engine import CoreEngine
from .listed import CodeList, Listed
from .profiles import Profile, load_profile
from .reference_date import today_in_vietnam
from .reports import ValidationReport

if TYPE_CHECKING:
    from .pyshacl_engine import PyShaclEngine

__all__ = ["Engine", "Validator"]

Engine = Literal["danhmuc", "pyshacl"]
"""Who judges."""


class Validator:
    """A profile made ready: load once, check many.

    Args:
        engine: who judges; pySHACL reads as the W3C does and is many times slower.
        w3c_classes: what nobody describes has no class and no values, as the W3C reads it; else that cannot be
            verified, and does not count against a record.
        today: the reference date of dated rules; the day in Viet Nam when this is made, unless it is given.
        lists: code lists by token that stand in for the bundled ones, or beside them; `ConceptScheme` is one.

    Attributes:
        profile: the profile as it stands on the reference date.
        today: the reference date.
        lists_digest: of all code lists in force.

    Raises:
        UnknownNameError: no such profile.
        ShapesError: the profile cannot be used.
    """

    def __init__(
        self,
        profile: str | Path | Profile,
        *,
        engine: Engine = "danhmuc",
        w3c_classes: bool = False,
        today: date | None = None,
        lists: Mapping[str, CodeList] | None = None,
    ) -> None:
        self.today = today_in_vietnam() if today is None else today
        whole = profile if isinstance(profile, Profile) else load_profile(profile)
        self.profile = whole.on(self.today)
        self._same_rules_until = whole.last_day_as_on(self.today)
        listed = Listed(lists)
        self.lists_digest = listed.digest
        self._core = CoreEngine(self.profile, w3c_classes=w3c_classes, listed=listed) if engine == "danhmuc" else None
        self._other = None if self._core is not None and not self._core.needs_sparql else _pyshacl(self.profile)
        self._is_dated = bool(whole.dated_rules) or (self._core is not None and self._core.is_dated)

    def check(self, record: Described, context: Context | None = None) -> ValidationReport:
        """The verdict on one record; bad data is a finding, never an exception."""
        known = context or Context()
        around = known.around(record)
        # A catalogue is judged as if what it lists stood in its graph.
        own = record.canonical.nquads + known.incoming.listed(record.iri)
        findings: list[Finding] = []
        until = self._same_rules_until
        if self._core is not None:
            judged = self._core.check(own, known.looked_up(), incoming=known.incoming, today=self.today)
            findings += judged.findings
            until = min((day for day in (until, judged.until) if day is not None), default=None)
        if self._other is not None:
            found = self._other.check(own, (*around.nquads, known.others(record)))
            findings += found if self._core is None else self._core.beyond_core(found)
        return ValidationReport(
            iri=record.iri,
            profile=self.profile.token,
            profile_digest=self.profile.digest,
            context_digest=around.digest,
            lists_digest=self.lists_digest,
            since=self.today if self._is_dated else None,
            until=until,
            findings=tuple(sorted(findings, key=_order)),
        )

    def check_all(self, records: Iterable[Described], context: Context | None = None) -> Iterator[ValidationReport]:
        """The verdicts on many records, one at a time and in their order."""
        for record in records:
            yield self.check(record, context)


def _pyshacl(profile: Profile) -> PyShaclEngine:
    from .pyshacl_engine import PyShaclEngine  # costs ten times what our own engine does to import

    return PyShaclEngine(profile)


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return (SEVERITIES.index(finding.severity), finding.code, finding.focus or "", finding.value or "")
