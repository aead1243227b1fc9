"""Small lists to try things on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from danhmuc.vocab import concepts
from danhmuc.vocab.concepts import CodeList

PREFIXES = """
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://a.example/tinh/> .
"""

PROVINCES = """
<http://a.example/tinh> a skos:ConceptScheme ;
    dct:identifier "tinh" ;
    dct:title "Tỉnh, thành phố"@vi , "Provinces"@en ;
    dct:source <http://a.example/quyet-dinh> ;
    dct:rights "Free of rights"@en ;
    dct:modified "2025-07-01"^^xsd:date ;
    dmv:completeness "complete" .

:24 a skos:Concept ; skos:inScheme <http://a.example/tinh> ; skos:notation "24" ;
    skos:prefLabel "Tỉnh Bắc Ninh"@vi , "Bac Ninh Province"@en ;
    schema:validFrom "2025-07-01"^^xsd:date .
:27 a skos:Concept ; skos:inScheme <http://a.example/tinh> ; skos:notation "27" ;
    skos:prefLabel "Tỉnh Bắc Ninh"@vi ;
    schema:validThrough "2025-06-30"^^xsd:date ; adms:status "closed" ; dct:isReplacedBy :24 .
:46 a skos:Concept ; skos:inScheme <http://a.example/tinh> ; skos:notation "46" ;
    skos:prefLabel "Thành phố Huế"@vi , "Huế City"@en ; skos:altLabel "Cố đô"@vi ; skos:hiddenLabel "TTH" ;
    skos:exactMatch <http://b.example/hue> ; skos:closeMatch <http://b.example/thua-thien> .
:46.1 a skos:Concept ; skos:inScheme <http://a.example/tinh> ; skos:notation "46.1" ;
    skos:prefLabel "Phường Thuận Hòa"@vi ; skos:broader :46 .
:46.2 a skos:Concept ; skos:inScheme <http://a.example/tinh> ; skos:notation "46.2" ;
    skos:prefLabel "Phường Thuận Hoá"@vi ; skos:broader :46 , <http://b.example/thua-thien> .
"""


@pytest.fixture
def scheme_of() -> Callable[[str], CodeList]:
    """Reads the one scheme of a Turtle text, the usual prefixes put before it."""

    def read(turtle: str) -> CodeList:
        (scheme,) = concepts.read((PREFIXES + turtle).encode(), "list.ttl")
        return scheme

    return read


@pytest.fixture
def provinces(scheme_of: Callable[[str], CodeList]) -> CodeList:
    """Five territories: one of each kind of trouble."""
    return scheme_of(PROVINCES)
