"""Judge records by a profile.

The engine behind it may change; what a caller sees here stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from danhmuc.vocab.findings import SEVERITIES, Finding

from .context import Context, Described
from .profiles import Profile, load_profile
from .reports import ValidationReport

__all__ = ["Validator"]


class Validator:
    """A profile made ready: load once, check many.

    Raises:
        UnknownNameError: no such profile.
        ShapesError: the profile cannot be used.
    """

    def __init__(self, profile: str | Path | Profile) -> None:
        from .pyshacl_engine import PyShaclEngine

        self.profile = profile if isinstance(profile, Profile) else load_profile(profile)
        self._engine = PyShaclEngine(self.profile)

    def check(self, record: Described, context: Context | None = None) -> ValidationReport:
        """The verdict on one record; bad data is a finding, never an exception."""
        around = (context or Context()).around(record)
        findings = self._engine.check(record.canonical.nquads, around.nquads)
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


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return (SEVERITIES.index(finding.severity), finding.code, finding.focus or "", finding.value or "")
