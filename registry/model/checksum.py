"""Checksums of files."""

from __future__ import annotations

from .concept_fields import OneConcept
from .fields import OneText
from .resource import Resource

__all__ = ["Checksum"]


class Checksum(Resource):
    """A number that tells whether a file is whole.

    Source: DCAT-AP 3.0.1, class Checksum.
    """

    __slots__ = ()

    algorithm: OneConcept = OneConcept(
        "spdx:algorithm", "1", "checksum-algorithm", "How it is reckoned.", range="spdx:ChecksumAlgorithm"
    )
    checksum_value: OneText = OneText(
        "spdx:checksumValue", "1", "The number, in lower-case hexadecimal digits.", range="xsd:hexBinary"
    )
