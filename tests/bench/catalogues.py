"""Catalogues of any size, the same from the same seed: DCAT as portals write it, for tests and measurements.

    python tests/bench/catalogues.py -n 1000 --format turtle -o catalogue.ttl

About 60 triples a dataset: three distributions, texts in Vietnamese and English, contact points, periods and checksums
as blank nodes; agents and terms are shared, described once at the end. One dataset in 20 has one planted fault, of each
kind in turn. Dataset number k depends on seed and k alone, so a small catalogue is the beginning of a large one.
Written as a stream: nothing is held but the dataset at hand.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import get_args

from resources import Iri, Property, Resource, Text
from syntaxes import ENDINGS, WRITERS
from vocabulary import (
    ACCESS_RIGHTS,
    AUTHORITY,
    BASE,
    ENGLISH,
    FILE_TYPES,
    FREQUENCIES,
    LANGUAGES,
    LICENCES,
    MEDIA_TYPES,
    NOT_AN_AGENT,
    PLACES,
    SHA_256,
    THEMES,
    VIETNAMESE,
    Fault,
    agent,
    terms,
)

__all__ = ["FAULTS", "Catalogue", "write"]

FAULTS: tuple[Fault, ...] = get_args(Fault)
_FAULT_EVERY = 20
_FAULT_AT = 7
_MOST_AGENTS = 500


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue of so many datasets.

    Attributes:
        clean: whether no faults are planted.
    """

    size: int
    seed: int = 1
    clean: bool = False

    def catalog(self) -> Resource:
        """The catalogue itself, without what it lists."""
        return Resource(
            BASE + "catalog" if self.seed == 1 else f"{BASE}catalog/{self.seed}",
            ("dcat:Catalog",),
            (
                ("dct:title", Text("Cổng dữ liệu mở thử nghiệm", "vi")),
                ("dct:title", Text("Test open data portal", "en")),
                ("dct:description", Text(f"Danh mục thử nghiệm gồm {self.size} tập dữ liệu.", "vi")),
                ("dct:publisher", Iri(_agent_iri(0))),
                ("dct:language", Iri(AUTHORITY + "language/VIE")),
                ("dct:issued", Text("2020-01-01", None, "xsd:date")),
                ("dct:modified", Text("2025-12-01", None, "xsd:date")),
                ("dct:spatial", Iri(AUTHORITY + "place/VNM_HAN")),
                ("dct:license", Iri(AUTHORITY + "licence/CC_BY_4_0")),
                ("dcat:themeTaxonomy", Iri(AUTHORITY + "data-theme")),
                ("foaf:homepage", Resource(BASE, ("foaf:Document",))),
            ),
        )

    def dataset_iris(self) -> Iterator[str]:
        """IRIs of all datasets, by number."""
        return (self.dataset_iri(number) for number in range(self.size))

    def datasets(self) -> Iterator[Resource]:
        """All datasets, by number."""
        return (self.dataset(number) for number in range(self.size))

    def shared(self) -> Iterator[Resource]:
        """The terms and agents that datasets name."""
        yield from terms()
        for number in range(_agents_before(self.size)):
            yield agent(_agent_iri(number), number)

    def dataset_iri(self, number: int) -> str:
        """The IRI of a dataset; IRIs do not sort by number."""
        scattered = (number * 2654435761 + self.seed * 97) & 0xFFFFFFFF
        return f"{BASE}dataset/{scattered:08x}-{number:07d}"

    def fault(self, number: int) -> Fault | None:
        """What is wrong with a dataset."""
        if self.clean or number % _FAULT_EVERY != _FAULT_AT:
            return None
        return FAULTS[number // _FAULT_EVERY % len(FAULTS)]

    def dataset(self, number: int) -> Resource:
        """One dataset with all that is its own."""
        draw = Random(f"{self.seed}:{number}")
        iri = self.dataset_iri(number)
        fault = self.fault(number)
        year = draw.randint(2005, 2024)
        properties = (
            *_texts(draw, year, fault),
            ("dct:identifier", Text(f"DS-{self.seed}-{number}")),
            *_dates(draw, year),
            *_people(draw, number, fault),
            *_coverage(draw, number, year),
            ("dcat:landingPage", Resource(f"{iri}/page", ("foaf:Document",))),
            *(("dcat:distribution", _distribution(draw, iri, number, at, year, fault)) for at in range(3)),
        )
        return Resource(iri, ("dcat:Dataset",), properties)


def write(catalogue: Catalogue, syntax: str, path: Path) -> Path:
    """The file, written; `syntax` is one of ENDINGS."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(WRITERS[syntax](catalogue))
    return path


def _agents_before(number: int) -> int:
    """How many agents the datasets before that number may name: one more for each 20 datasets."""
    return min(_MOST_AGENTS, 5 + max(number - 1, 0) // 20)


def _agent_iri(number: int) -> str:
    return f"{BASE}agent/{number:05d}"


def _texts(draw: Random, year: int, fault: Fault | None) -> Iterator[Property]:
    vi, en = draw.choices(VIETNAMESE, k=70), draw.choices(ENGLISH, k=70)
    if fault != "no-title":
        yield "dct:title", Text(f"{' '.join(vi[:9]).capitalize()} {year}", "vi")
        yield "dct:title", Text(f"{' '.join(en[:9]).capitalize()} {year}", "en")
    if fault != "no-description":
        yield "dct:description", Text(" ".join(vi[9:]) + ".", "vi")
        yield "dct:description", Text(" ".join(en[9:]) + ".", "en")
    for word in sorted({word.lower() for word in (vi[0], vi[5], vi[11])}):
        yield "dcat:keyword", Text(word, "vi")
    yield "dcat:keyword", Text(en[0].lower(), "en")


def _dates(draw: Random, year: int) -> Iterator[Property]:
    yield "dct:issued", Text(f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}", None, "xsd:date")
    day = f"2025-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    yield "dct:modified", Text(f"{day}T08:{draw.randint(0, 59):02d}:00+07:00", None, "xsd:dateTime")


def _people(draw: Random, number: int, fault: Fault | None) -> Iterator[Property]:
    known = _agents_before(number + 1)
    chosen = draw.randrange(known)
    yield "dct:publisher", Iri(NOT_AN_AGENT if fault == "publisher-not-agent" else _agent_iri(chosen))
    if fault == "two-publishers":
        yield "dct:publisher", Iri(_agent_iri((chosen + 1) % known))
    contact = (
        ("vcard:fn", Text(f"Bộ phận dữ liệu mở {chosen}", "vi")),
        ("vcard:hasEmail", Iri(f"mailto:dulieu{chosen}@example.vn")),
    )
    yield "dcat:contactPoint", Resource(None, ("vcard:Kind",), contact)


def _coverage(draw: Random, number: int, year: int) -> Iterator[Property]:
    for theme in draw.sample(THEMES, 2):
        yield "dcat:theme", Iri(f"{AUTHORITY}data-theme/{theme}")
    yield "dct:accrualPeriodicity", Iri(f"{AUTHORITY}frequency/{draw.choice(FREQUENCIES)}")
    yield "dct:spatial", Iri(f"{AUTHORITY}place/{draw.choice(PLACES)}")
    period = (
        ("dcat:startDate", Text(f"{year}-01-01", None, "xsd:date")),
        ("dcat:endDate", Text(f"{year}-12-31", None, "xsd:date")),
    )
    yield "dct:temporal", Resource(None, ("dct:PeriodOfTime",), period)
    yield "dct:language", Iri(f"{AUTHORITY}language/{LANGUAGES[number % 2]}")
    yield "dct:accessRights", Iri(f"{AUTHORITY}access-right/{ACCESS_RIGHTS[draw.random() > 0.9]}")


def _distribution(draw: Random, dataset: str, number: int, at: int, year: int, fault: Fault | None) -> Resource:
    file_type, media_type = list(FILE_TYPES.items())[(number + at) % len(FILE_TYPES)]
    if at > 0:
        fault = None
    properties: list[Property] = [("dct:title", Text(f"Tệp {file_type} số {at + 1}", "vi"))]
    access_url = f"{dataset}/download/{at}.{file_type.lower()}"
    if fault != "no-access-url":
        properties.append(("dcat:accessURL", Text(access_url) if fault == "literal-access-url" else Iri(access_url)))
    properties.append(("dct:format", Iri(f"{AUTHORITY}file-type/{file_type}")))
    if media_type is not None:
        properties.append(("dcat:mediaType", Iri(MEDIA_TYPES + media_type)))
    properties.append(("dct:license", Iri(f"{AUTHORITY}licence/{LICENCES[number % len(LICENCES)]}")))
    size = draw.randrange(10_000, 90_000_000)
    unsound_size = fault == "byte-size-string"
    properties.append(
        ("dcat:byteSize", Text(f"{size} bytes") if unsound_size else Text(str(size), None, "xsd:nonNegativeInteger"))
    )
    issued = Text("tháng 5 năm 2024") if fault == "bad-issued" else Text(f"{year}-06-30", None, "xsd:date")
    properties.append(("dct:issued", issued))
    if at == 0:
        value = Text(f"{draw.getrandbits(256):064X}", None, "xsd:hexBinary")
        checksum = (("spdx:algorithm", Iri(SHA_256)), ("spdx:checksumValue", value))
        properties.append(("spdx:checksum", Resource(None, ("spdx:Checksum",), checksum)))
    return Resource(f"{dataset}/dist/{at}", ("dcat:Distribution",), tuple(properties))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a DCAT catalogue, the same from the same seed.")
    parser.add_argument("-n", type=int, default=100, metavar="DATASETS", help="how many datasets (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--format", choices=list(ENDINGS), default="turtle", help="default: turtle")
    parser.add_argument("--clean", action="store_true", help="plant no faults")
    parser.add_argument("-o", type=Path, metavar="FILE", help="default: standard output")
    given = parser.parse_args(arguments)
    catalogue = Catalogue(given.n, given.seed, given.clean)
    if given.o is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.writelines(WRITERS[given.format](catalogue))
    else:
        write(catalogue, given.format, given.o)


if __name__ == "__main__":
    main()
