"""What would make a list of codes useless: one code twice, a circle of parents, a life that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .schemes import Draft

__all__ = ["fault_of", "parent_circle"]


def fault_of(drafts: Sequence[Draft]) -> str | None:
    """What is wrong with the concepts of one scheme, with what to do; None when nothing is."""
    codes: dict[str, str] = {}
    for draft in drafts:
        other = codes.setdefault(draft.code, draft.iri)
        if other != draft.iri:
            return f"code {draft.code!r} stands for both {other} and {draft.iri}; give each its own"
        if draft.valid_from is not None and draft.valid_until is not None and draft.valid_until < draft.valid_from:
            return (
                f"code {draft.code!r} ends on {draft.valid_until} before it begins on {draft.valid_from};"
                " correct one of the two days"
            )
    iris = {draft.iri: draft.code for draft in drafts}
    circle = parent_circle({draft.iri: [iri for iri in draft.broader_iris if iri in iris] for draft in drafts})
    if circle is not None:
        shown = " → ".join(repr(iris[iri]) for iri in circle)
        return f"the parents of {iris[circle[0]]!r} go in a circle ({shown}); take one of these links out"
    return None


def parent_circle(parents: Mapping[str, Iterable[str]]) -> list[str] | None:
    """One circle of children and parents, its first member again at its end; None when there is none."""
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
