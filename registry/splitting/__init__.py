"""From documents to records: assembly across documents, ownership of blank nodes, minted IRIs.

Knows RDF and nothing of sources, profiles or the store.
Source of the rules: docs/decisions/0002-what-a-record-is.md.
"""

from .assembly import Assembly, assemble
from .parts import Split, split

__all__ = ["Assembly", "Split", "assemble", "split"]
