"""Descriptions of measuring stations' data, built from the agency's own tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from danhmuc.registry import (
    Agent,
    Checksum,
    ContactPoint,
    Database,
    Dataset,
    Distribution,
    LanguageMap,
    LegalResource,
    Location,
    PeriodOfTime,
    Resource,
)

AGENCY = Agent(
    "https://env.example.vn/id/agency",
    name={"vi": "Sở Nông nghiệp và Môi trường", "en": "Department of Agriculture and Environment"},
    identifier="H57.12",
    classes=["org:Organization"],
)
DATABASE = Database(
    "https://env.example.vn/id/database/air",
    title={"vi": "Cơ sở dữ liệu quan trắc không khí"},
    description={"vi": "Số liệu của các trạm quan trắc tự động."},
    publisher=AGENCY,
    accrual_periodicity="CONT",
)


@dataclass(frozen=True, slots=True)
class Station:
    """A row of the agency's table."""

    code: str
    name: str
    since: dt.date
    longitude: Decimal
    latitude: Decimal
    files: tuple[str, ...] = ()


def described(station: Station) -> Dataset:
    """The dataset of one station."""
    address = f"https://env.example.vn/id/dataset/air-{station.code}"
    return Dataset(
        address,
        title={"vi": f"Chất lượng không khí trạm {station.name}", "en": f"Air quality, station {station.name}"},
        description={"vi": ["Chỉ số theo giờ.", "Đo tự động."]},
        identifier=station.code,
        keywords={"vi": ["không khí", "bụi mịn"], "en": "air"},
        themes=["ENVI"],
        publisher=AGENCY,
        contact_points=ContactPoint(name={"vi": "Phòng Quan trắc"}, email="quantrac@env.example.vn"),
        spatial=[Location(centroid=f"POINT({station.longitude} {station.latitude})")],
        temporal=[PeriodOfTime(start_date=station.since)],
        temporal_resolution=dt.timedelta(hours=1),
        spatial_resolution_in_meters=[50, Decimal("0.5")],
        issued="2026-05",
        modified=dt.datetime(2026, 5, 31, 8, tzinfo=dt.UTC),
        is_part_of=[DATABASE],
        applicable_legislation=LegalResource(number="47/2020/NĐ-CP", date="2020-04-09"),
        distributions=[file_of(address, name) for name in station.files],
        extra={
            "https://env.example.vn/def#height": [Decimal("3.5"), 4, True],
            "cc:license": Resource("https://e.vn/l"),
        },
    )


def file_of(address: str, name: str) -> Distribution:
    """One file of a station; an empty one is a file, too."""
    return Distribution(
        access_url=address,
        download_url=f"{address}/{name}",
        media_type="text/csv",
        byte_size=0,
        checksum=Checksum(algorithm="https://spdx.org/rdf/terms#checksumAlgorithm_sha256", checksum_value="e3b0c442"),
    )


def titles(datasets: Iterable[Dataset]) -> list[str]:
    """Their Vietnamese titles."""
    found: list[LanguageMap] = [each.title for each in datasets]
    return [title["vi"] for title in found]


def files(dataset: Dataset) -> dict[str, int]:
    """The size of each file, by its address; what has no size is left out."""
    sizes: dict[str, int] = {}
    for distribution in dataset.distributions:
        url, size = distribution.download_url, distribution.byte_size
        if url is not None and size is not None and size.integer is not None:
            sizes[url] = size.integer
    return sizes


def since(dataset: Dataset) -> dt.date | None:
    """The first day that a dataset covers, as far as it is known."""
    days = [period.start_date.earliest for period in dataset.temporal if period.start_date is not None]
    return min((day for day in days if day is not None), default=None)
