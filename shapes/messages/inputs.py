"""Faults of RDF inputs and other arguments."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message

__all__ = [
    "DAY_NEEDED",
    "FOLDER_WITHOUT_RDF",
    "INPUTS_MISSING",
    "INPUT_EMPTY",
    "INPUT_OF_OTHER_KIND",
    "LOCATION_ON_NETWORK",
    "NO_PROPERTY",
    "NO_SUBJECT",
    "NO_VALUE",
    "PROFILE_NEEDED",
    "RECORD_NEEDED",
]

INPUTS_MISSING: Final = message(
    "input-none-given", "{argument}: none were given; give a path, a text, bytes or an rdflib Graph"
)
INPUT_EMPTY: Final = message(
    "input-empty",
    "{argument}: an empty text says nothing; give a path, a text, bytes or an rdflib Graph, or '.' for this folder",
)
INPUT_OF_OTHER_KIND: Final = message(
    "input-of-other-kind", "{argument}: a path, a text, bytes or an rdflib Graph is needed, found {kind}"
)
LOCATION_ON_NETWORK: Final = message(
    "input-on-network", "cannot read {location}: only files and folders can be read; download it first"
)
FOLDER_WITHOUT_RDF: Final = message("input-folder-without-rdf", "no RDF file in {path}")
NO_SUBJECT: Final = message("input-no-subject", "{argument}: {term} cannot be the subject of a triple; take it out")
NO_PROPERTY: Final = message("input-no-property", "{argument}: {term} cannot be the property of a triple; take it out")
NO_VALUE: Final = message("input-no-value", "{argument}: {term} cannot be the value of a triple; take it out")
DAY_NEEDED: Final = message("input-day-needed", "today: a datetime.date is needed, found {kind}")
RECORD_NEEDED: Final = message("input-record-needed", "validate: a record is needed, such as a Dataset, found {kind}")
PROFILE_NEEDED: Final = message("input-profile-needed", "profile: a token, a path or a Profile is needed, found {kind}")
