"""Findings about passwords and keys in the addresses of a record, by whatever profile it is validated.

No shape asks for them: they may stand behind any property. The values shown have masks.
"""

from __future__ import annotations

from collections.abc import Iterator

from danhmuc.vocab.address_secrets import secret_addresses
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.prefixes import abbreviate

from ..messages.validating import ValidatingText


def address_findings(nquads: bytes) -> Iterator[Finding]:
    """A violation for each password in an address, a warning for each key among its parameters."""
    for one in secret_addresses(nquads):
        template = ValidatingText.ADDRESS_PASSWORD if one.is_password else ValidatingText.ADDRESS_KEY
        yield Finding(
            code="house:address-password" if one.is_password else "house:address-key",
            severity="violation" if one.is_password else "warning",
            layer="house",
            focus=one.subject.strip("<>"),
            path=one.predicate,
            value=one.shown,
            message=template(property=abbreviate(one.predicate)),
        )
