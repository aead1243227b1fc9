"""Closed namespaces: the words of the standards, complete or as far as catalogues use them, and no others.

Each is a `ClosedNamespace`. rdflib is imported when a term is first asked for, not here.
"""

from __future__ import annotations

from .activity_streams import AS
from .adms import ADMS
from .closed import ClosedNamespace
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
