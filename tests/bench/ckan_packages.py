"""Packages as the action API of CKAN answers them: many of a catalogue, and few with nearly all fields."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from catalogues import Catalogue
from entries import Entry, entries

__all__ = ["RICH", "write_answer", "write_packages"]

Package = dict[str, object]
_ORGANIZATION = {"id": "org-1", "name": "so-tnmt", "title": "Sở Tài nguyên và Môi trường", "state": "active"}
_EU = "http://publications.europa.eu/resource/authority/"

RICH: Sequence[Package] = (
    {
        "id": "1d1f5bf6-0000-4000-8000-000000000001",
        "name": "chat-luong-khong-khi",
        "title": "Chất lượng không khí",
        "notes": "Số liệu quan trắc theo giờ.",
        "url": "https://data.example.vn/kk",
        "version": "2.0",
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_created": "2026-01-02T03:04:05.678901",
        "metadata_modified": "2026-02-03T04:05:06.789012",
        "maintainer": "Phòng Quan trắc",
        "maintainer_email": "quantrac@example.vn",
        "license_id": "cc-by",
        "license_title": "Creative Commons Attribution",
        "license_url": "http://creativecommons.org/licenses/by/4.0/",
        "organization": _ORGANIZATION,
        "groups": [{"id": "moi-truong", "name": "moi-truong", "title": "Môi trường"}],
        "tags": [{"name": "khong-khi", "display_name": "không khí"}, {"name": "pm25", "display_name": "pm25"}],
        "extras": [
            {"key": "issued", "value": "2025-12-31"},
            {"key": "modified", "value": "2026-02-03"},
            {"key": "frequency", "value": f"{_EU}frequency/DAILY"},
            {"key": "language", "value": f'["{_EU}language/VIE"]'},
            {"key": "theme", "value": f'["{_EU}data-theme/ENVI"]'},
            {"key": "access_rights", "value": f"{_EU}access-right/PUBLIC"},
            {"key": "identifier", "value": "KK-2026"},
            {"key": "alternate_identifier", "value": '["TNMT-7"]'},
            {"key": "conforms_to", "value": '["https://example.vn/tieu-chuan"]'},
            {"key": "documentation", "value": '["https://example.vn/huong-dan"]'},
            {"key": "provenance", "value": "Trạm quan trắc tự động"},
            {"key": "spatial", "value": '{"type": "Point", "coordinates": [107.5, 16.4]}'},
            {"key": "spatial_text", "value": "Huế"},
            {"key": "temporal_start", "value": "2025"},
            {"key": "temporal_end", "value": "2025-12-31"},
            {"key": "temporal_resolution", "value": "PT1H"},
            {"key": "spatial_resolution_in_meters", "value": "1000"},
            {"key": "version_notes", "value": "Thêm PM2.5"},
            {"key": "has_version", "value": '["https://data.example.vn/kk/1"]'},
            {"key": "source", "value": '["https://data.example.vn/tram"]'},
        ],
        "resources": [
            {
                "id": "res-1",
                "package_id": "1d1f5bf6-0000-4000-8000-000000000001",
                "name": "Theo giờ",
                "description": "CSV, UTF-8",
                "url": "https://data.example.vn/kk.csv",
                "download_url": "https://data.example.vn/kk.csv",
                "format": "CSV",
                "mimetype": "text/csv",
                "size": 1024,
                "hash": "9e107d9d372bb6826bd81d3542a419d6",
                "hash_algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_md5",
                "created": "2026-01-02T03:04:05.000001",
                "last_modified": "2026-01-03T03:04:05.000001",
                "metadata_modified": "2026-01-04T03:04:05.000001",
                "license": "http://creativecommons.org/licenses/by/4.0/",
                "rights": "Ghi nguồn khi dùng",
                "availability": f"{_EU}planned-availability/STABLE",
                "status": f"{_EU}distribution-status/COMPLETED",
                "language": f'["{_EU}language/VIE"]',
            },
            {
                "id": "res-2",
                "package_id": "1d1f5bf6-0000-4000-8000-000000000001",
                "url": "https://data.example.vn/ban-do",
                "format": "Web page",
                "size": "4.5 KB",
            },
        ],
    },
    {
        "id": "1d1f5bf6-0000-4000-8000-000000000002",
        "name": "ben-xe",
        "title": "Bến xe",
        "title_translated": {"vi": "Bến xe", "en": "Bus stations"},
        "notes": "Danh sách bến xe",
        "notes_translated": {"vi": "Danh sách bến xe", "en": "List of bus stations"},
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_created": "2026-01-02T03:04:05.678901",
        "metadata_modified": "2026-02-03T04:05:06.789012",
        "organization": _ORGANIZATION,
        "groups": [],
        "tags": [],
        "tags_translated": {"vi": ["bến xe"], "en": ["bus"]},
        "frequency": "annual",
        "language": ["vi"],
        "theme": ["TRAN"],
        "publisher": [
            {
                "uri": "https://example.vn/so-gtvt",
                "name": "Sở Giao thông",
                "email": "gtvt@example.vn",
                "url": "https://sgtvt.example.vn",
                "type": "http://purl.org/adms/publishertype/LocalAuthority",
            }
        ],
        "contact": [{"name": "Văn phòng", "email": "vp@example.vn", "url": "https://sgtvt.example.vn/lien-he"}],
        "temporal_coverage": [{"start": "2026-01-01", "end": "2026-12-31"}],
        "spatial_coverage": [{"uri": "http://sws.geonames.org/1580240/", "text": "Huế"}],
        "extras": [],
        "resources": [
            {
                "id": "res-3",
                "package_id": "1d1f5bf6-0000-4000-8000-000000000002",
                "name_translated": {"vi": "Bảng", "en": "Table"},
                "url": "https://portal.example/dataset/x/resource/res-3/download/ben-xe.xlsx",
                "url_type": "upload",
                "format": "XLSX",
                "mimetype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "access_services": [{"title": "Tra cứu", "endpoint_url": ["https://api.example.vn/ben-xe"]}],
            }
        ],
    },
)


def write_answer(path: Path, packages: Sequence[Package]) -> Path:
    """Write an answer of ``package_search`` with packages in the order of their ids."""
    result = {"count": len(packages), "results": sorted(packages, key=lambda one: str(one["id"]))}
    path.write_text(json.dumps({"help": "", "success": True, "result": result}, ensure_ascii=False), encoding="utf-8")
    return path


def write_packages(path: Path, size: int) -> Path:
    """Write an answer with so many packages of a catalogue, with the fields of ckanext-dcat among their extras."""
    if not path.exists():
        write_answer(path, [_package(number, one) for number, one in enumerate(entries(Catalogue(size, clean=True)))])
    return path


def _package(number: int, entry: Entry) -> Package:
    identifier = str(UUID(int=number))
    extras = {
        "uri": entry["iri"],
        "issued": entry["issued"],
        "modified": entry["modified"],
        "identifier": entry["iri"],
        "publisher_name": entry["publisher"],
        "contact_name": "Bàn tiếp nhận",
        "contact_email": "du-lieu@e.vn",
        "temporal_start": entry["start"],
        "temporal_end": entry["end"],
        "access_rights": f"{_EU}access-right/PUBLIC",
        "frequency": f"{_EU}frequency/ANNUAL",
        "theme": json.dumps([f"{_EU}data-theme/ENVI"]),
    }
    return {
        "id": identifier,
        "name": f"dataset-{number}",
        "title": entry["title"]["vi"],
        "notes": entry["description"]["vi"],
        "url": entry["landing_page"],
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_created": "2026-01-02T03:04:05.678901",
        "metadata_modified": "2026-02-03T04:05:06.789012",
        "license_url": entry["license"],
        "tags": [{"name": one, "display_name": one} for one in entry["keyword"].values()],
        "extras": [{"key": key, "value": value} for key, value in extras.items()],
        "resources": [
            {
                "id": f"{identifier}-{place}",
                "package_id": identifier,
                "name": one["title"]["vi"],
                "description": one["description"]["vi"],
                "url": one["access_url"],
                "download_url": one["download_url"],
                "license": entry["license"],
                "format": "CSV",
                "mimetype": "text/csv",
            }
            for place, one in enumerate(entry["distributions"])
        ],
    }
