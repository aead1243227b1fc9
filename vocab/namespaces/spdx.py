"""SPDX 2.3: the terms of checksums, and the text of a licence.

With ``http``. The older ``checksumAlgorithm_sha1`` and so on are the algorithms that DCAT names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from rdflib import URIRef

__all__ = ["SPDX"]


class _SPDX(ClosedNamespace, iri="http://spdx.org/rdf/terms#"):
    # Classes.
    Checksum: URIRef
    ChecksumAlgorithm: URIRef

    # Properties.
    algorithm: URIRef
    checksum: URIRef
    checksumValue: URIRef
    licenseText: URIRef

    # Algorithms.
    checksumAlgorithm_adler32: URIRef
    checksumAlgorithm_blake2b256: URIRef
    checksumAlgorithm_blake2b384: URIRef
    checksumAlgorithm_blake2b512: URIRef
    checksumAlgorithm_blake3: URIRef
    checksumAlgorithm_md2: URIRef
    checksumAlgorithm_md4: URIRef
    checksumAlgorithm_md5: URIRef
    checksumAlgorithm_md6: URIRef
    checksumAlgorithm_sha1: URIRef
    checksumAlgorithm_sha224: URIRef
    checksumAlgorithm_sha256: URIRef
    checksumAlgorithm_sha384: URIRef
    checksumAlgorithm_sha3_256: URIRef
    checksumAlgorithm_sha3_384: URIRef
    checksumAlgorithm_sha3_512: URIRef
    checksumAlgorithm_sha512: URIRef


SPDX: Final = _SPDX()
