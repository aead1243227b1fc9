"""The terms of the closed namespaces as pyoxigraph's: ``DCAT.title``, checked by name, and a `NamedNode`.

The vocabularies are declared in `namespaces`, which has the same terms for rdflib; this module adds none. A vocabulary
is loaded, and a term is made, when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from . import namespaces

if TYPE_CHECKING:
    from typing import Final

    from .namespaces.activity_streams import _AS
    from .namespaces.adms import _ADMS
    from .namespaces.cnt import _CNT
    from .namespaces.csvw import _CSVW
    from .namespaces.dcat import _DCAT
    from .namespaces.dcat_us import _DCAT_US
    from .namespaces.dcatap import _DCATAP
    from .namespaces.dct import _DCT
    from .namespaces.dmv import _DMV
    from .namespaces.dqv import _DQV
    from .namespaces.eli import _ELI
    from .namespaces.foaf import _FOAF
    from .namespaces.hydra import _HYDRA
    from .namespaces.ldes import _LDES
    from .namespaces.locn import _LOCN
    from .namespaces.oa import _OA
    from .namespaces.odrl import _ODRL
    from .namespaces.org import _ORG
    from .namespaces.owl import _OWL
    from .namespaces.prof import _PROF
    from .namespaces.prov import _PROV
    from .namespaces.rdf import _RDF
    from .namespaces.rdfs import _RDFS
    from .namespaces.schema import _SCHEMA
    from .namespaces.sh import _SH
    from .namespaces.skos import _SKOS
    from .namespaces.spdx import _SPDX
    from .namespaces.time import _TIME
    from .namespaces.tree import _TREE
    from .namespaces.vcard import _VCARD
    from .namespaces.xsd import _XSD

    AS: Final = _AS(NamedNode)
    ADMS: Final = _ADMS(NamedNode)
    CNT: Final = _CNT(NamedNode)
    CSVW: Final = _CSVW(NamedNode)
    DCAT: Final = _DCAT(NamedNode)
    DCAT_US: Final = _DCAT_US(NamedNode)
    DCATAP: Final = _DCATAP(NamedNode)
    DCT: Final = _DCT(NamedNode)
    DMV: Final = _DMV(NamedNode)
    DQV: Final = _DQV(NamedNode)
    ELI: Final = _ELI(NamedNode)
    FOAF: Final = _FOAF(NamedNode)
    HYDRA: Final = _HYDRA(NamedNode)
    LDES: Final = _LDES(NamedNode)
    LOCN: Final = _LOCN(NamedNode)
    OA: Final = _OA(NamedNode)
    ODRL: Final = _ODRL(NamedNode)
    ORG: Final = _ORG(NamedNode)
    OWL: Final = _OWL(NamedNode)
    PROF: Final = _PROF(NamedNode)
    PROV: Final = _PROV(NamedNode)
    RDF: Final = _RDF(NamedNode)
    RDFS: Final = _RDFS(NamedNode)
    SCHEMA: Final = _SCHEMA(NamedNode)
    SH: Final = _SH(NamedNode)
    SKOS: Final = _SKOS(NamedNode)
    SPDX: Final = _SPDX(NamedNode)
    TIME: Final = _TIME(NamedNode)
    TREE: Final = _TREE(NamedNode)
    VCARD: Final = _VCARD(NamedNode)
    XSD: Final = _XSD(NamedNode)

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
]


# What type checkers do not see: with it they would let every name pass.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> namespaces.ClosedNamespace[NamedNode]:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = type(getattr(namespaces, name))(NamedNode, module=__name__)
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
