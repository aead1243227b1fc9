"""Bundled JSON-LD contexts of well-known documents, so that nothing needs to be fetched.

A context is a list of facts: the IRI of each word. They are copied here from the published ones, including mistakes,
without parts that do not affect RDF (``@container: @set``, ``@protected``). Each module states the origin of its names
and how far they were compared; one that would damage whole documents is left out (docs/en/namespaces.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final, cast

from .definitions import ContextDocument

__all__ = ["BUNDLED", "BundledContexts", "ContextDocument"]

_SEMIC: Final = "https://semiceu.github.io/DCAT-AP/releases/"
_POD: Final = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld"
_DCAT_US: Final = "https://raw.githubusercontent.com/DOI-DO/dcat-us/main/context/dcat-us-3.0.jsonld"
_SCHEMA: Final = "https://schema.org/"

_CONTEXTS: Final = {
    _DCAT_US: ("dcat_us", "DCAT_US_3_0"),
    _POD: ("project_open_data", "VERSION_1_1"),
    _SCHEMA: ("schema_org", "SCHEMA_ORG"),
    _SEMIC + "2.2.0-hvd/context/hvd.jsonld": ("dcat_ap_hvd", "RELEASE_2_2_0"),
    _SEMIC + "3.0.0-hvd/context/hvd.jsonld": ("dcat_ap_hvd", "RELEASE_3_0_0"),
    _SEMIC + "3.0.0/context/dcat-ap.jsonld": ("dcat_ap", "RELEASE_3_0_0"),
    _SEMIC + "3.0.1/context/dcat-ap.jsonld": ("dcat_ap", "RELEASE_3_0_1"),
    "https://www.w3.org/ns/dcat.jsonld": ("dcat", "DCAT_3"),
}
"""Module and name of each. Loaded when a document names it."""

_OTHER_NAMES: Final = {
    _DCAT_US: ("https://raw.githubusercontent.com/DOI-DO/dcat-us/refs/heads/main/context/dcat-us-3.0.jsonld",),
    _POD: ("https://resources.data.gov/schemas/dcat-us/v1.1/schema/catalog.jsonld",),
    _SCHEMA: (_SCHEMA + "docs/jsonldcontext.json", _SCHEMA + "docs/jsonldcontext.jsonld"),
}

_REPOSITORY: Final = (
    "https://raw.githubusercontent.com/SEMICeu/DCAT-AP/master/releases/",
    "https://raw.githubusercontent.com/SEMICeu/DCAT-AP/refs/heads/master/releases/",
    "https://github.com/SEMICeu/DCAT-AP/raw/master/releases/",
    "https://github.com/SEMICeu/DCAT-AP/raw/refs/heads/master/releases/",
)
"""Other addresses of DCAT-AP's releases."""

_HTTP: Final = re.compile(r"\Ahttps?:", re.IGNORECASE)


class BundledContexts(Mapping[str, ContextDocument]):
    """The bundled contexts by IRI: iteration returns each once, lookups also accept their other addresses.

    ``http`` and ``https`` are equal here, and so are an address with and without its last ``/`` or ``#``.

    >>> "http://schema.org" in BUNDLED, "https://schema.org/docs/jsonldcontext.json" in BUNDLED
    (True, True)
    """

    def __getitem__(self, iri: str) -> ContextDocument:
        """The context at the IRI.

        Raises:
            KeyError: there is none.
        """
        module, name = _CONTEXTS[_ADDRESSES[_plain(iri)]]
        return cast("ContextDocument", getattr(import_module(f".{module}", __name__), name))

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and _plain(iri) in _ADDRESSES

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_CONTEXTS))

    def __len__(self) -> int:
        return len(_CONTEXTS)


def _plain(iri: str) -> str:
    return _HTTP.sub("https:", iri).rstrip("/#")


def _addresses() -> Iterator[tuple[str, str]]:
    for iri in _CONTEXTS:
        yield _plain(iri), iri
        for other in _OTHER_NAMES.get(iri, ()):
            yield _plain(other), iri
        if iri.startswith(_SEMIC):
            for folder in _REPOSITORY:
                yield _plain(folder + iri.removeprefix(_SEMIC)), iri


_ADDRESSES: Final = dict(_addresses())

BUNDLED: Final = BundledContexts()
"""Contexts that are available to every document."""
