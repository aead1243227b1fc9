"""Write the documents of a feed that have no pages: of everything, and of each agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from danhmuc.vocab.writing import write

from ..exporters import exporter_named
from .agencies import Agency
from .document_files import DocumentFiles
from .file_losses import unwritten_loss
from .gathering import GatheredFeed
from .page_files import SYNTAXES
from .root_catalog import RootCatalog
from .whole_document import WholeDocument

__all__ = ["WHOLE", "write_agency", "write_whole"]

WHOLE: Final[Mapping[str, str]] = {"all.nt.gz": "nt", "all.ttl.gz": "turtle", "all.rdf": "xml"}
_DCAT_US: Final[Mapping[str, str]] = {"dcat-us.json": "dcat-us", "data.json": "dcat-us-1.1"}


def write_whole(files: DocumentFiles, gathered: GatheredFeed, root: RootCatalog) -> None:
    """Write everything in one document: in formats of RDF, and as DCAT-US.

    Raises:
        RegistryError: one of RDF cannot be read.
    """
    numbers = range(len(gathered.spool.entries))
    document = WholeDocument(gathered, root, numbers)
    content = files.digest_of_entries(gathered, numbers, root)
    for path in files.paths_to_write("all", content, [*WHOLE]):
        with files.open(path) as out:
            lost = write(WHOLE[path], document.graphs(), out, used_prefixes=True)
        if path == "all.nt.gz":  # what the others lose, pages lose, too
            files.lose(unwritten_loss(path, WHOLE[path], lost))
        files.check(path, WHOLE[path])
    for path in files.paths_to_write("dcat-us", content, [*_DCAT_US]):
        with files.open(path) as out:
            left_out = exporter_named(_DCAT_US[path]).write(document.records(), out)
        if left_out is not None:
            files.lose(unwritten_loss(path, _DCAT_US[path], left_out))


def write_agency(files: DocumentFiles, gathered: GatheredFeed, root: RootCatalog, agency: Agency) -> None:
    """Write the entries of an agency, as a catalogue of its own, whose title has the name of the agency.

    Raises:
        RegistryError: what was written cannot be read.
    """
    names = {tag or "vi": name for tag, name in agency.names.items()}
    title = {
        tag: f"{text} – {names.get(tag) or next(iter(names.values()))}" for tag, text in root.settings.title.items()
    }
    own = replace(root, settings=replace(root.settings, title=title), base=f"{root.base}agency/{agency.code}/")
    document = WholeDocument(gathered, own, agency.entries)
    name = f"agency/{agency.code}/catalog"
    content = files.digest_of_entries(gathered, agency.entries, own)
    for path in files.paths_to_write(name, content, [f"{name}.{ending}" for ending in SYNTAXES]):
        format_name = SYNTAXES[path.rpartition(".")[2]]
        with files.open(path) as out:
            write(format_name, document.graphs(), out, used_prefixes=True)
        files.check(path, format_name)
