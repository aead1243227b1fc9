"""Access to a record: what is missing, unknown, redacted or restricted counts as narrower, never as wider."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.folding import fold
from danhmuc.vocab.reading import Subject
from danhmuc.vocab.terms import DCT, RDF, RDFS

from ..json_records.stream import Json, JsonObject, child_pointer, json_text
from ..json_records.value_terms import ACCESS_RIGHTS, access_rank
from ..messages.sources import DcatUsText
from .entry_draft import EntryDraft
from .value_kinds import ACCESS_LEVELS, is_redacted

ACCESS_KEYS: Final = ("accessLevel", "accessRights")
_PUBLIC, _RESTRICTED, _NON_PUBLIC = range(3)
_UNKNOWN: Final = 9


def write_access(draft: EntryDraft, subject: Subject, value: JsonObject, pointer: str, *, is_dataset: bool) -> None:
    """Add ``dct:accessRights`` of an object, the narrowest that its fields state or that its parts need.

    Args:
        is_dataset: whether 1.1 requires a level.
    """
    stated = [(key, one) for key, one in (*value.items(), *value.repeated) if key in ACCESS_KEYS and one is not None]
    ranks = [_rank(one) for _, one in stated]
    floor = _RESTRICTED if subject in draft.narrowed else None
    known = ACCESS_LEVELS if draft.version == "1.1" else tuple(_code(term) for term in ACCESS_RIGHTS)
    if not stated:
        if is_dataset and draft.version == "1.1":
            place = child_pointer(pointer, "accessLevel")
            message = DcatUsText.ACCESS_MISSING(field="accessLevel", known=known)
            draft.note("access", message, place, key="accessLevel", prop=DCT.accessRights)
            draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[_NON_PUBLIC])
        elif floor is not None:
            _narrow(draft, subject, pointer)
        return
    rank = max(ranks)
    key, worst = stated[ranks.index(rank)]
    is_exact = len(stated) == 1
    if rank == _UNKNOWN:
        _write_unknown(draft, subject, key, worst)
        is_exact = is_exact and type(worst) is str
        if key == "accessLevel" or type(worst) is not str:
            place = child_pointer(pointer, key)
            if type(worst) is str and is_redacted(worst):
                draft.redact(place, DCT.accessRights, worst)
            message = DcatUsText.ACCESS_UNCLEAR(field=key, known=known)
            draft.note("access", message, place, key=key, prop=DCT.accessRights, value=worst)
    elif floor is not None and rank < floor:
        _narrow(draft, subject, pointer)
        is_exact = False
    else:
        draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[rank])
        is_exact = is_exact and key == "accessLevel" and worst == ACCESS_LEVELS[rank]
    if not is_exact:
        for name, one in stated:
            draft.keep(subject, name, one)


def is_restricted(value: JsonObject) -> bool:
    """Whether a distribution says of itself that not everyone may have it."""
    if value.get("cuiRestriction") is not None:
        return True
    given = value.get("accessRestriction")
    restrictions = given if isinstance(given, list) else [] if given is None else [given]
    return any(not _is_unrestricted(one) for one in restrictions)


def _is_unrestricted(restriction: Json) -> bool:
    status = restriction.get("restrictionStatus") if isinstance(restriction, JsonObject) else restriction
    if isinstance(status, JsonObject):
        status = status.get("prefLabel")
    return isinstance(status, str) and fold(status).strip() == "unrestricted"


def _narrow(draft: EntryDraft, subject: Subject, pointer: str) -> None:
    draft.add(subject, DCT.accessRights, ACCESS_RIGHTS[_RESTRICTED])
    draft.note("access", DcatUsText.ACCESS_NARROWED(), pointer, prop=DCT.accessRights)


def _write_unknown(draft: EntryDraft, subject: Subject, key: str, value: Json) -> None:
    """Add a value that is no code, which the rules of publicity take for the narrowest of all."""
    if type(value) is not str:
        draft.add(subject, DCT.accessRights, Literal(json_text(value), datatype=RDF.JSON))
    elif key == "accessRights":
        node = BlankNode()
        draft.add(node, RDF.type, DCT.RightsStatement)
        draft.add(node, RDFS.label, Literal(value))
        draft.add(subject, DCT.accessRights, node)
    else:
        draft.add(subject, DCT.accessRights, Literal(value))


def _rank(value: Json) -> int:
    rank = access_rank(value) if isinstance(value, str) else None
    return _UNKNOWN if rank is None else rank


def _code(term: NamedNode) -> str:
    return term.value.rpartition("/")[2]
