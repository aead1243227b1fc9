"""Random changes of a registry, of all kinds that change what its feed has."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Final

from danhmuc.registry import Dataset, DatasetSeries, Registry, source_at

__all__ = ["RandomChanges"]

_DATASET: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<https://e.vn/{key}> a dcat:{kind} ;
    dct:title "Bộ dữ liệu {key}, lần {revision}"@vi , "Dataset {key}"@en ; dct:description "Mô tả."@vi ;
    dct:publisher <https://e.vn/agent/{agent}> ;
    dcat:contactPoint [ a vcard:Kind ; vcard:fn "Phòng {revision}" ; vcard:hasEmail <mailto:p{revision}@e.vn> ] ;
    {distributions} .
<https://e.vn/agent/{agent}> a foaf:Agent ; foaf:name "Cơ quan {agent}, lần {agent_revision}"@vi .
"""
_SERVICE: Final = (
    "dcat:distribution [ a dcat:Distribution ; dcat:accessURL <https://e.vn/{key}> ; dcat:accessService"
    ' [ a dcat:DataService ; dct:title "Dịch vụ {revision}"@vi ; dcat:endpointURL <https://e.vn/api/{key}> ] ] ; '
)
"""A service within the record, which the feed gives an IRI that is made from what it says."""
_CATALOG: Final = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
<https://e.vn/agency> a dcat:Catalog ; dct:title "Danh mục"@vi .
"""
_MEMBER: Final = """
<https://e.vn/agency> dcat:dataset <https://e.vn/agency/{key}> ; dcat:record <https://e.vn/agency/record/{key}> .
<https://e.vn/agency/{key}> a dcat:Dataset ; dct:title "Bộ dữ liệu {key}"@vi .
<https://e.vn/agency/record/{key}> a dcat:CatalogRecord ; foaf:primaryTopic <https://e.vn/agency/{key}> ;
    dct:modified "{revision}" .
"""
_DISTRIBUTION: Final = (
    "dcat:distribution <https://e.vn/{key}/{number}.csv> . <https://e.vn/{key}/{number}.csv> a dcat:Distribution ;"
    " dcat:accessURL <https://e.vn/{key}/{number}.csv> . <https://e.vn/{key}> "
)
_PHONE: Final = "+84-234-000-"


class RandomChanges:
    """Makes changes, the same for the same seed.

    Args:
        samples: the folder with the sample catalogues of the registry; the first of them is changed and harvested.
    """

    def __init__(self, registry: Registry, samples: Path, seed: int) -> None:
        self._registry = registry
        self._samples = samples
        self._random = Random(seed)
        self._there: set[str] = set()
        self._withheld: set[str] = set()
        self._revision = 0

    def fill(self, number: int) -> None:
        """Put datasets of the registry's own beside those of its sources."""
        for _ in range(number):
            self._create()
        self._harvest_members()

    def make(self, number: int) -> None:
        """Make changes."""
        kinds = (
            [self._create] * 4
            + [self._update] * 8
            + [self._withdraw] * 3
            + [self._withhold] * 2
            + [self._retire] * 1
            + [self._release] * 2
            + [self._rename] * 1
            + [self._purge] * 1
            + [self._harvest] * 1
            + [self._harvest_members] * 2
        )
        for _ in range(number):
            self._random.choice(kinds)()

    def _create(self) -> None:
        self._put(f"d{self._revision}")

    def _update(self) -> None:
        if self._there:
            self._put(self._choose(self._there))

    def _retire(self) -> None:
        """Give a record a status, mostly the one that retires it; the next update has none."""
        if self._there:
            code = self._random.choice(("WITHDRAWN", "WITHDRAWN", "DISCONT", "odd"))
            self._put(self._choose(self._there), f" ; <http://www.w3.org/ns/adms#status> <https://e.vn/status/{code}>")

    def _put(self, key: str, status: str = "") -> None:
        self._revision += 1
        noun = DatasetSeries if self._random.randrange(8) == 0 else Dataset
        text = _DATASET.format(
            key=key,
            revision=self._revision,
            agent=self._random.randrange(3),
            agent_revision=self._revision // 10,
            kind=noun.__name__,
            distributions="".join(
                _DISTRIBUTION.format(key=key, number=number) for number in range(self._random.randrange(3))
            )
            + (_SERVICE.format(key=key, revision=self._revision) if self._random.randrange(3) == 0 else "")
            + f'dct:identifier "{key}"{status}',
        )
        self._registry.put(noun.parse(text), by="an", profile="none")
        self._there.add(key)

    def _withdraw(self) -> None:
        if self._there:
            key = self._choose(self._there)
            self._there.remove(key)
            self._registry.withdraw(f"https://e.vn/{key}", by="an", reason="thử")

    def _withhold(self) -> None:
        rows = self._registry.records(state="present")
        iri = self._choose({row.iri for row in rows if row.source != "local"})
        self._registry.withhold(iri, by="an", reason="thử")
        self._withheld.add(iri)

    def _release(self) -> None:
        if self._withheld:
            iri = self._choose(self._withheld)
            self._withheld.remove(iri)
            self._registry.release(iri, by="an", reason="thử")

    def _rename(self) -> None:
        old = f"https://e.vn/{self._choose(self._there)}"
        self._create()
        self._registry.identities.rename(old, f"https://e.vn/d{self._revision - 1}", by="an", reason="thử")
        self._there.discard(old.rpartition("/")[2])

    def _harvest(self) -> None:
        """An agency has another telephone number, and one of its datasets another title."""
        path = self._samples / "moi-truong.ttl"
        text = path.read_text(encoding="utf-8")
        self._revision += 1
        text = text.replace(_PHONE, f"+84-{self._revision:03}-000-").replace(" sông ", f" sông {self._revision} ", 1)
        path.write_text(text, encoding="utf-8")
        self._registry.harvest(source_at(str(path)), profile="vn")

    def _purge(self) -> None:
        if self._there:
            key = self._choose(self._there)
            self._there.remove(key)
            self._registry.purge(f"https://e.vn/{key}", by="an", reason="thử")

    def _harvest_members(self) -> None:
        """Members of a catalogue come and go; those that went are withdrawn, however many they are."""
        path = self._samples / "agency.ttl"
        self._revision += 1
        keys = [key for key in range(12) if self._random.randrange(4)]
        members = (_MEMBER.format(key=key, revision=self._revision if key < 3 else 0) for key in keys)
        path.write_text(_CATALOG + "".join(members), encoding="utf-8")
        self._registry.harvest(source_at(str(path)), profile="none")
        if self._registry.source_list.statuses("agency")[0].deletions_waiting:
            self._registry.harvests.accept_missing("agency", by="an", reason="thử")

    def _choose(self, among: set[str]) -> str:
        return self._random.choice(sorted(among))
