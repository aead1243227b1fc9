"""Serialize packages of CKAN with ckanext-dcat: the dicts of the action API to RDF, each package for itself.

python ckanext_dcat_serializing.py WARM-UP FILE [ANSWER]
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ckan.common import config
from ckan.plugins import toolkit
from ckanext.dcat.processors import RDFSerializer
from ckanext.dcat.profiles import euro_dcat_ap_base
from clock import timed

PORTAL = "https://portal.example"


class _Toolkit:
    """The toolkit of CKAN; an organization is the one of the package, since there is no database to ask."""

    organization: dict[str, Any] | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(toolkit, name)

    def get_action(self, name: str) -> object:
        assert name == "organization_show"
        return lambda context, asked: self.organization


_TOOLKIT = _Toolkit()
euro_dcat_ap_base.toolkit = _TOOLKIT
config.update({"ckan.site_url": PORTAL})


def packages(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["result"]["results"]
    return found


def serialize(found: list[dict[str, Any]]) -> list[str]:
    return [_serialize(one) for one in found]


def _serialize(package: dict[str, Any]) -> str:
    _TOOLKIT.organization = package.get("organization")
    serializer = RDFSerializer(profiles=["euro_dcat_ap_3", "euro_dcat_ap_scheming"])
    serializer.graph_from_dataset(package)
    return str(serializer.g.serialize(format="nt"))


if __name__ == "__main__":
    timed(packages, serialize, json.dumps)
