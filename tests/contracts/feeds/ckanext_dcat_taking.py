"""Take a feed with ckanext-dcat, page by page as its harvester does, and tell what it has of each dataset.

python ckanext_dcat_taking.py BASE FOLDER FIRST-ADDRESS FORMAT

Runs in the environment of CKAN. FOLDER is what a server would serve at BASE.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from ckan.plugins import toolkit  # noqa: F401 - ckanext.dcat cannot be imported before it
from ckanext.dcat.processors import RDFParser
from ckanext.dcat.profiles.euro_dcat_ap_3 import EuropeanDCATAP3Profile
from rdflib import URIRef

TITLE = URIRef("http://purl.org/dc/terms/title")


def take(base: str, folder: Path, address: str, form: str) -> list[dict[str, object]]:
    taken: list[dict[str, object]] = []
    last = ""
    while address:
        body = (folder / address.removeprefix(base)).read_bytes()
        digest = hashlib.md5(body).hexdigest()
        if digest == last:
            break
        last = digest
        parser = RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(body.decode(), _format=form)
        profile = EuropeanDCATAP3Profile(parser.g, "dataset")
        for package in parser.datasets():
            extras = {extra["key"]: extra["value"] for extra in package["extras"]}
            titles = profile._object_value_multilingual(URIRef(extras["uri"]), TITLE)
            resources = sorted(resource["uri"] for resource in package["resources"])
            taken.append({"iri": extras["uri"], "titles": titles, "title": package["title"], "resources": resources})
        address = parser.next_page()
    return taken


if __name__ == "__main__":
    base, folder, address, form = sys.argv[1:]
    print(json.dumps(take(base, Path(folder), address, form)))  # noqa: T201
