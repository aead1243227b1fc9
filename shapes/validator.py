"""Judge records by a profile.

Our own engine is behind it; pySHACL may stand in for it, and judges what only SPARQL can.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from danhmuc.vocab.findings import SEVERITIES, Finding

from .context import Context, Described
from .core_engine import CoreEngine
from .profiles import Profile, load_profile
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

    Raises:
        UnknownNameError: no such profile.
        ShapesError: the profile cannot be used.
    """

    def __init__(self, profile: str | Path | Profile, *, engine: Engine = "danhmuc", w3c_classes: bool = False) -> None:
        self.profile = profile if isinstance(profile, Profile) else load_profile(profile)
        self._core = CoreEngine(self.profile, w3c_classes=w3c_classes) if engine == "danhmuc" else None
        self._other = None if self._core is not None and not self._core.needs_sparql else _pyshacl(self.profile)

    def check(self, record: Described, context: Context | None = None) -> ValidationReport:
        """The verdict on one record; bad data is a finding, never an exception."""
        known = context or Context()
        around = known.around(record)
        findings: list[Finding] = []
        if self._core is not None:
            findings += self._core.check(record.canonical.nquads, known.looked_up())
        if self._other is not None:
            found = self._other.check(record.canonical.nquads, around.nquads)
            findings += found if self._core is None else self._core.beyond_core(found)
        return ValidationReport(
            iri=record.iri,
            profile=self.profile.token,
            profile_digest=self.profile.digest,
            context_digest=around.digest,
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
