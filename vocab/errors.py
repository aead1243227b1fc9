"""The error tree: what can go wrong, sorted by what the caller does next.

::

    DanhmucError
    ├── UsageError               the request is wrong: ask differently
    │   ├── FieldError           a typed object has no such field, or it cannot hold that value
    │   ├── UnknownCodeError     a list has no such code; also a KeyError
    │   ├── UnknownNameError     no profile, format, kind or source of that name
    │   ├── UnknownTermError     no such term in a closed namespace; also an AttributeError
    │   └── UnwritableError      a format cannot hold all of it: write another
    ├── SourceUnavailableError   nothing could be opened: try again later
    ├── DocumentError            this document cannot be read: keep it aside, go on with the next
    ├── RecordError              this record cannot be taken: skip it, go on
    ├── ShapesError              the profile is broken: mend it
    └── RegistryError            the registry refused: stop
        └── RegistryUnavailableError   it cannot be reached or opened

Bad data is a result, never one of these: findings are values (`danhmuc.vocab.findings`).
An error carries facts and does nothing else; its text says what was asked, what was found, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = [
    "DanhmucError",
    "DocumentError",
    "FieldError",
    "RecordError",
    "RegistryError",
    "RegistryUnavailableError",
    "ShapesError",
    "SourceUnavailableError",
    "UnknownCodeError",
    "UnknownNameError",
    "UnknownTermError",
    "UnwritableError",
    "UsageError",
]

_LISTED_IN_FULL = 12
"""So many known names are told without choosing."""
_LONGEST = 150
"""Letters of an example; a text has no limit of its own."""


class DanhmucError(Exception):
    """Root of every error that danhmuc raises on purpose."""


class UsageError(DanhmucError):
    """What was asked for cannot be asked that way."""


class UnknownNameError(UsageError):
    """A profile, format, kind or source of that name is not known.

    Attributes:
        known: all names there are; of many the message tells only those that are written much the same.
    """

    def __init__(self, noun: str, name: str, known: Iterable[str]) -> None:
        self.noun = noun
        self.name = name
        self.known = tuple(sorted(known))
        listed = ", ".join(_told(name, self.known)) or "none"
        super().__init__(f"unknown {noun} {name!r}; known: {listed}")


def _told(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    if len(known) <= _LISTED_IN_FULL:
        return known
    from difflib import get_close_matches  # only for those who err

    near = get_close_matches(name, known, 3)
    return (*near, "…") if near else known


class UnknownCodeError(UsageError, KeyError):
    """A list has no such code.

    Attributes:
        token: the list.
        code: what was asked for.
        version: of the list that was asked.
        near: codes that it may have been meant to be, nearest first; empty where that would be a guess.
        known: all codes of a short list, in its order; empty for a longer one.
    """

    def __init__(
        self, token: str, code: str, *, version: str, near: Iterable[str] = (), known: Iterable[str] = ()
    ) -> None:
        self.token = token
        self.code = code
        self.version = version
        self.near = tuple(near)
        self.known = tuple(known)
        if self.known:
            advice = f"its codes: {', '.join(self.known)}"
        elif self.near:
            advice = f"near it: {', '.join(self.near)}"
        else:
            advice = f"`danhmuc vocab show {token}` lists its codes"
        super().__init__(f"no code {code!r} in list {token} (version {version}); {advice}")

    def __str__(self) -> str:
        """The message; a KeyError would quote it."""
        return str(self.args[0])


class UnknownTermError(UsageError, AttributeError):
    """A closed namespace has no term of that name.

    An AttributeError too, so that ``hasattr``, ``getattr`` with a default and whatever probes objects work.
    """

    def __init__(self, namespace: str, name: str, *, known: Iterable[str], nearest: str | None) -> None:
        self.known = tuple(sorted(known))
        advice = f"list({namespace}) gives all {len(self.known)}" if nearest is None else f"did you mean {nearest}?"
        super().__init__(f"{namespace} has no term {name!r}; {advice}")
        # After it: AttributeError has a name of its own, which it empties.
        self.name = name
        self.namespace = namespace
        self.nearest = nearest


class FieldError(UsageError, TypeError):
    """A typed object has no field of that name, or its field cannot hold what was given.

    Attributes:
        noun: the class of the object, such as ``Dataset``.
        field: the name asked for.
        reason: what is wrong with it.
    """

    def __init__(self, noun: str, field: str, reason: str) -> None:
        self.noun = noun
        self.field = field
        self.reason = reason
        super().__init__(f"{noun}.{field} {reason}")


class UnwritableError(UsageError):
    """A format has no way to write some triples; nothing was written.

    Attributes:
        format: the format asked for.
        count: how many triples.
        examples: the first of them, as N-Quads without the full stop.
    """

    def __init__(self, format: str, count: int, examples: Iterable[str]) -> None:  # noqa: A002 - the word users know
        self.format = format
        self.count = count
        self.examples = tuple(examples)
        named = [one if len(one) <= _LONGEST else one[: _LONGEST - 1] + "…" for one in self.examples]
        listed = ", ".join([*named, "…"] if count > len(named) else named)
        super().__init__(f"{format} cannot hold {count} of the triples: {listed}; turtle, trig, nt and nq hold all")


class SourceUnavailableError(DanhmucError):
    """The location could not be opened at all."""

    def __init__(self, location: str, reason: str) -> None:
        self.location = location
        self.reason = reason
        super().__init__(f"cannot open {location}: {reason}")


class DocumentError(DanhmucError):
    """A document was found but cannot be read as RDF; none of it is used.

    Attributes:
        code: stable name of the reason, such as ``read:syntax``.
        place: the document, as its source names it.
        line, column: 1-based position where the format gives one, else None.
    """

    def __init__(
        self, code: str, place: str, reason: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        self.code = code
        self.place = place
        self.reason = reason
        self.line = line
        self.column = column
        where = place
        if line is not None:
            where += f", line {line}"
        if column is not None:
            where += f", column {column}"
        super().__init__(f"{where}: {reason}")


class RecordError(DanhmucError):
    """One record cannot be taken; the others can."""

    def __init__(self, iri: str, reason: str) -> None:
        self.iri = iri
        self.reason = reason
        super().__init__(f"{iri}: {reason}")


class ShapesError(DanhmucError):
    """A profile or shapes file cannot be used."""


class RegistryError(DanhmucError):
    """The registry refused; nothing of the current batch was kept."""


class RegistryUnavailableError(RegistryError):
    """The registry cannot be opened: absent, locked, read-only, damaged or of a newer schema."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"cannot use registry {url}: {reason}")
