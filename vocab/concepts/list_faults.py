"""Faults that make a code list unusable: a code twice, a circle of parents, a validity that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..messages import Message
from ..messages.code_lists import VocabCodeListsText
from .schemes import Draft


def fault_of(drafts: Sequence[Draft]) -> Message | None:
    """The first fault in the concepts of one scheme, with what to do; None if there is none."""
    codes: dict[str, str] = {}
    for draft in drafts:
        other = codes.setdefault(draft.code, draft.iri)
        if other != draft.iri:
            return VocabCodeListsText.CODE_SHARED(code=draft.code, first=other, second=draft.iri)
        if draft.valid_from is not None and draft.valid_until is not None and draft.valid_until < draft.valid_from:
            return VocabCodeListsText.CODE_ENDS_BEFORE_IT_BEGINS(
                code=draft.code, ends=draft.valid_until, begins=draft.valid_from
            )
    iris = {draft.iri: draft.code for draft in drafts}
    circle = parent_circle({draft.iri: [iri for iri in draft.broader_iris if iri in iris] for draft in drafts})
    return None if circle is None else circle_message([iris[iri] for iri in circle])


def circle_message(codes: Sequence[str]) -> Message:
    """The message for a circle of parents, with its first code repeated at its end."""
    return VocabCodeListsText.CODE_PARENTS_CIRCULAR(code=codes[0], circle=" → ".join(map(repr, codes)))


def parent_circle(parents: Mapping[str, Iterable[str]]) -> list[str] | None:
    """One circle of children and parents, with its first member repeated at its end; None if there is none."""
    safe: set[str] = set()
    for start in parents:
        path: dict[str, Iterable[str]] = {}
        waiting = [(start, iter(parents[start]))] if start not in safe else []
        while waiting:
            child, others = waiting[-1]
            path[child] = ()
            parent = next(others, None)
            if parent is None:
                waiting.pop()
                del path[child]
                safe.add(child)
            elif parent in path:
                members = list(path)
                return [*members[members.index(parent) :], parent]
            elif parent not in safe:
                waiting.append((parent, iter(parents.get(parent, ()))))
    return None
