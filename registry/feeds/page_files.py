"""Write the pages of a feed, and read each back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from .document_files import DocumentFiles
from .feed_checks import check_document
from .file_losses import FileLoss
from .gathering import GatheredFeed
from .key_ranges import PageLayout, PageLimits
from .page_document import write_page
from .page_links import page_links, page_name
from .root_catalog import RootCatalog

__all__ = ["SYNTAXES", "write_pages"]

SYNTAXES: Final[Mapping[str, str]] = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
"""Format by ending of a page, and of the document of an agency."""


def write_pages(
    files: DocumentFiles,
    gathered: GatheredFeed,
    root: RootCatalog,
    layout: PageLayout,
    limits: PageLimits,
    done: Callable[[int], None],
) -> None:
    """Write those that have changed, in all syntaxes.

    Args:
        done: is told the number of entries of each page.

    Raises:
        RegistryError: one is not read as it was written.
    """
    first = 0
    for position, page in enumerate(layout.pages):
        numbers = range(first, first + page.records)
        first += page.records
        links = {one: page_links(layout, position, base=root.base, ending=one, limits=limits) for one in SYNTAXES}
        content = files.digest_of_entries(gathered, numbers, root, [asdict(one) for one in links.values()])
        name = page_name(page.lower)
        paths = files.paths_to_write(name, content, [f"{name}.{ending}" for ending in SYNTAXES])
        if paths:
            entries = list(gathered.spool.read_all(numbers))
            memberships = b"".join(sorted(gathered.memberships.get(number, b"") for number in numbers))
        for path in paths:
            ending = path.rpartition(".")[2]
            document = write_page(SYNTAXES[ending], root, entries, links[ending], memberships)
            lost = sum(one.count for one in document.unwritten.values())
            files.lose(FileLoss(path=path, format=SYNTAXES[ending], triples=lost))
            check_document(path, document.data, SYNTAXES[ending], document.graphs, lost=lost)
            with files.open(path) as out:
                out.write(document.data)
        done(page.records)
