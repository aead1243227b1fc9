"""Faults of RDF inputs and other arguments."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class InputsText(Messages, prefix="input"):
    INPUTS_MISSING = message(
        "input-none-given", "{argument}: none were given; give a path, a text, bytes or an rdflib Graph"
    )
    INPUT_EMPTY = message(
        "input-empty",
        "{argument}: an empty text says nothing; give a path, a text, bytes or an rdflib Graph, or '.' for this folder",
    )
    INPUT_OF_OTHER_KIND = message(
        "input-of-other-kind", "{argument}: a path, a text, bytes or an rdflib Graph is needed, found {kind}"
    )
    LOCATION_ON_NETWORK = message(
        "input-on-network", "cannot read {location}: only files and folders can be read; download it first"
    )
    FOLDER_WITHOUT_RDF = message("no RDF file in {path}")
    NO_SUBJECT = message("{argument}: {term} cannot be the subject of a triple; take it out")
    NO_PROPERTY = message("{argument}: {term} cannot be the property of a triple; take it out")
    NO_VALUE = message("{argument}: {term} cannot be the value of a triple; take it out")
    DAY_NEEDED = message("today: a datetime.date is needed, found {kind}")
    RECORD_NEEDED = message("validate: a record is needed, such as a Dataset, found {kind}")
    PROFILE_NEEDED = message("profile: a token, a path or a Profile is needed, found {kind}")
