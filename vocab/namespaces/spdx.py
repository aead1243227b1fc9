"""SPDX 2.3: the terms of checksums, and the text of a licence.

With ``http``. The older ``checksumAlgorithm_sha1`` and so on are the algorithms that DCAT names.
"""

from __future__ import annotations

from typing import Final

from .closed import ClosedNamespace, Term, uri_ref


class _SPDX(ClosedNamespace[Term], iri="http://spdx.org/rdf/terms#"):
    # Classes.
    Checksum: Term
    ChecksumAlgorithm: Term

    # Properties.
    algorithm: Term
    checksum: Term
    checksumValue: Term
    licenseText: Term

    # Algorithms.
    checksumAlgorithm_adler32: Term
    checksumAlgorithm_blake2b256: Term
    checksumAlgorithm_blake2b384: Term
    checksumAlgorithm_blake2b512: Term
    checksumAlgorithm_blake3: Term
    checksumAlgorithm_md2: Term
    checksumAlgorithm_md4: Term
    checksumAlgorithm_md5: Term
    checksumAlgorithm_md6: Term
    checksumAlgorithm_sha1: Term
    checksumAlgorithm_sha224: Term
    checksumAlgorithm_sha256: Term
    checksumAlgorithm_sha384: Term
    checksumAlgorithm_sha3_256: Term
    checksumAlgorithm_sha3_384: Term
    checksumAlgorithm_sha3_512: Term
    checksumAlgorithm_sha512: Term


SPDX: Final = _SPDX(uri_ref)
