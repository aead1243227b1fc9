"""Closed namespaces: the words of the standards, complete or as far as catalogues use them, and no others.

Each is a `ClosedNamespace`. A vocabulary's module is loaded when its name is first asked for, and rdflib when a term
is: neither is loaded here. The same vocabularies with pyoxigraph's terms are in `danhmuc.vocab.terms`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .closed import ClosedNamespace

if TYPE_CHECKING:
    from .activity_streams import AS
    from .adms import ADMS
    from .cnt import CNT
    from .csvw import CSVW
    from .dcat import DCAT
    from .dcat_us import DCAT_US
    from .dcatap import DCATAP
    from .dct import DCT
    from .dmv import DMV
    from .dqv import DQV
    from .eli import ELI
    from .foaf import FOAF
    from .hydra import HYDRA
    from .ldes import LDES
    from .locn import LOCN
    from .oa import OA
    from .odrl import ODRL
    from .org import ORG
    from .owl import OWL
    from .prof import PROF
    from .prov import PROV
    from .rdf import RDF
    from .rdfs import RDFS
    from .schema import SCHEMA
    from .sh import SH
    from .skos import SKOS
    from .spdx import SPDX
    from .time import TIME
    from .tree import TREE
    from .vcard import VCARD
    from .xsd import XSD

__all__ = [
    "ADMS",
    "AS",
    "CNT",
    "CSVW",
    "DCAT",
    "DCATAP",
    "DCAT_US",
    "DCT",
    "DMV",
    "DQV",
    "ELI",
    "FOAF",
    "HYDRA",
    "LDES",
    "LOCN",
    "OA",
    "ODRL",
    "ORG",
    "OWL",
    "PROF",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "SPDX",
    "TIME",
    "TREE",
    "VCARD",
    "XSD",
    "ClosedNamespace",
]

# What type checkers do not see: with it they would let every name pass.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> ClosedNamespace[object]:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = "activity_streams" if name == "AS" else name.lower()
        found = globals()[name] = getattr(import_module(f".{module}", __name__), name)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
