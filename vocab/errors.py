"""The tree of errors, sorted by what the caller does next.

::

    DanhmucError
    ├── UsageError               the request is wrong: change it
    │   ├── FieldError           a typed object has no such field, or it cannot hold that value
    │   ├── ManifestError        a feed cannot be built on the manifest of its folder: begin it anew
    │   ├── UnknownCodeError     a list has no such code; also a KeyError
    │   ├── UnknownNameError     no profile, format, kind or source of that name
    │   ├── UnknownTermError     no such term in a closed namespace; also an AttributeError
    │   └── UnwritableError      a format cannot hold all of it: write another
    ├── SourceUnavailableError   nothing could be opened: try again later
    │   └── FetchError           an address of the web could not be fetched
    │       ├── AccessDeniedError    its server refuses danhmuc: write to those who run it
    │       ├── AddressGoneError     there is nothing at that address: ask where it went
    │       ├── AddressRefusedError  danhmuc does not go there: correct it, or declare the source internal
    │       ├── AnswerRefusedError   danhmuc does not take that answer: see what the address sends
    │       └── HostUnavailableError its server did not answer, or not in time: try again later
    ├── SourceFailedError        something unexpected happened in this source: go on with the next
    ├── DocumentError            this document cannot be read: skip it, go on with the next
    ├── RecordError              this record cannot be accepted: skip it, go on
    ├── ShapesError              the profile is broken: fix it
    └── RegistryError            the registry refused: stop
        └── RegistryUnavailableError   it cannot be reached or opened

Bad data is a result, never one of these: findings are values (`danhmuc.vocab.findings`).
An error only carries a message and facts; the message states the request, what was found, and what to do.
``str(error)`` is its English, ``error.render("vi")`` its Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterable

from .messages import Message, MessageTemplate, as_message
from .messages.errors import ErrorsText
from .place import place_text
from .text import shorten, shown_location

__all__ = [
    "AccessDeniedError",
    "AddressGoneError",
    "AddressRefusedError",
    "AnswerRefusedError",
    "DanhmucError",
    "DocumentError",
    "FetchError",
    "FieldError",
    "HostUnavailableError",
    "ManifestError",
    "RecordError",
    "RegistryError",
    "RegistryUnavailableError",
    "ShapesError",
    "SourceFailedError",
    "SourceUnavailableError",
    "UnknownCodeError",
    "UnknownNameError",
    "UnknownTermError",
    "UnwritableError",
    "UsageError",
]

_LISTED_IN_FULL = 12
"""Number of known names up to which all are listed."""
_LONGEST = 150
"""Characters of an example; a text has no limit of its own."""


class DanhmucError(Exception):
    """Root of every error that danhmuc raises on purpose.

    Args:
        message: the message; a text if it comes from another program.

    Attributes:
        message: the message, not yet in any language.
    """

    def __init__(self, message: Message | str) -> None:
        self.message = as_message(message)
        super().__init__(str(self.message))

    def render(self, lang: str) -> str:
        """The message in a language."""
        return self.message.render(lang)

    def __str__(self) -> str:
        """The message in English; a KeyError would quote it."""
        return str(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle all facts, independent of the constructor."""
        return (_restore, (type(self), self.args, self.__dict__))


def _restore(kind: type[DanhmucError], args: tuple[object, ...], facts: dict[str, object]) -> DanhmucError:
    error = kind.__new__(kind, *args)
    for name, fact in facts.items():
        setattr(error, name, fact)
    return error


class UsageError(DanhmucError):
    """The request is wrong."""


class UnknownNameError(UsageError):
    """A profile, format, kind or source of that name is not known.

    Args:
        template: the message for this kind of name; it takes the facts ``name`` and ``known``, and those of `facts`.

    Attributes:
        known: all names; if there are many, the message lists only those with similar spelling.
    """

    def __init__(self, template: MessageTemplate, name: str, known: Iterable[str], **facts: str) -> None:
        self.name = name
        self.known = tuple(sorted(known))
        listed = _suggest_names(name, self.known) or ErrorsText.NONE_KNOWN()
        super().__init__(template(name=name, known=listed, **facts))


def _suggest_names(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    if len(known) <= _LISTED_IN_FULL:
        return known
    from difflib import get_close_matches  # only needed for errors

    near = get_close_matches(name, known, 3)
    return (*near, "…") if near else known


class UnknownCodeError(UsageError, KeyError):
    """A list has no such code.

    Attributes:
        token: the list.
        code: the code requested.
        version: of the list.
        near: similar codes, nearest first; empty if that would be a guess.
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
            message = ErrorsText.CODE_UNKNOWN_KNOWN(code=code, token=token, version=version, known=self.known)
        elif self.near:
            message = ErrorsText.CODE_UNKNOWN_NEAR(code=code, token=token, version=version, near=self.near)
        else:
            message = ErrorsText.CODE_UNKNOWN(code=code, token=token, version=version)
        super().__init__(message)


class UnknownTermError(UsageError, AttributeError):
    """A closed namespace has no term of that name.

    An AttributeError too, so that ``hasattr``, ``getattr`` with a default and other probes of objects work.
    """

    def __init__(self, namespace: str, name: str, *, known: Iterable[str], nearest: str | None) -> None:
        self.known = tuple(sorted(known))
        if nearest is None:
            message = ErrorsText.TERM_UNKNOWN(namespace=namespace, name=name, number=len(self.known))
        else:
            message = ErrorsText.TERM_UNKNOWN_NEAR(namespace=namespace, name=name, nearest=nearest)
        super().__init__(message)
        # Set afterwards: AttributeError has a name of its own, which its constructor empties.
        self.name = name
        self.namespace = namespace
        self.nearest = nearest

    def __reduce__(self) -> tuple[object, ...]:
        # AttributeError keeps its name beside the dictionary.
        return (_restore, (type(self), self.args, {**self.__dict__, "name": self.name}))


class FieldError(UsageError, TypeError):
    """A typed object has no field of that name, or its field cannot hold the value.

    Attributes:
        noun: the class of the object, such as ``Dataset``.
        field: the name requested.
        reason: the reason of the refusal.
    """

    def __init__(self, noun: str, field: str, reason: Message | str) -> None:
        self.noun = noun
        self.field = field
        self.reason = as_message(reason)
        super().__init__(ErrorsText.FIELD_REFUSED(noun=noun, field=field, reason=self.reason))


class ManifestError(UsageError):
    """The manifest in the folder of a feed cannot be believed, or is that of another feed.

    Attributes:
        path: the manifest.
        is_damaged: whether its bytes are not those that were written; else it is of a newer version or another feed.
    """

    def __init__(self, message: Message, *, path: str, is_damaged: bool) -> None:
        self.path = path
        self.is_damaged = is_damaged
        super().__init__(message)


class UnwritableError(UsageError):
    """A format has no way to write some triples; nothing was written.

    Attributes:
        format: the format requested.
        count: number of triples.
        examples: the first of them, as N-Quads without the full stop.
    """

    def __init__(self, format: str, count: int, examples: Iterable[str]) -> None:  # noqa: A002 - the word users know
        self.format = format
        self.count = count
        self.examples = tuple(examples)
        shown = tuple(shorten(triple, _LONGEST) for triple in self.examples)
        more = ("…",) if count > len(shown) else ()
        super().__init__(ErrorsText.UNWRITABLE(format=format, count=count, examples=(*shown, *more)))


class SourceUnavailableError(DanhmucError):
    """The location could not be opened at all.

    Attributes:
        location: as it may be shown.
    """

    def __init__(self, location: str, reason: Message | str) -> None:
        self.location = shown_location(location)
        self.reason = as_message(reason)
        super().__init__(ErrorsText.CANNOT_OPEN(location=self.location, reason=self.reason))


class FetchError(SourceUnavailableError):
    """An address of the web could not be fetched; no secret stands in any fact of it.

    Attributes:
        location: the address; after a redirect the one that it led to.
        letter: a text to send to those who run the server, where it seems that they refuse danhmuc; else None.
    """

    def __init__(self, location: str, reason: Message | str, *, letter: Message | None = None) -> None:
        self.letter = letter
        super().__init__(location, reason)


class AccessDeniedError(FetchError):
    """Its server refuses danhmuc, or its robots.txt does.

    Attributes:
        status: of the answer; None if robots.txt refuses, or a page that asks for a person.
    """

    def __init__(
        self, location: str, reason: Message | str, *, status: int | None = None, letter: Message | None = None
    ) -> None:
        self.status = status
        super().__init__(location, reason, letter=letter)


class AddressGoneError(FetchError):
    """There is nothing at that address: its server answered 404 or 410."""


class AddressRefusedError(FetchError):
    """danhmuc does not go there: no address of the web, one that is not public, or a redirect that must not be."""


class AnswerRefusedError(FetchError):
    """danhmuc does not take that answer: too large, not as its headers say, or of an unexpected status."""


class HostUnavailableError(FetchError):
    """Its server could not be reached, did not answer in time, broke off, or said that it cannot answer now.

    Attributes:
        retry_after: seconds after which the server says it can answer; None if it says nothing.
    """

    def __init__(
        self,
        location: str,
        reason: Message | str,
        *,
        retry_after: float | None = None,
        letter: Message | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(location, reason, letter=letter)


class SourceFailedError(DanhmucError):
    """Something unexpected happened in one source; the others can be read.

    Attributes:
        location: as it may be shown.
        reason: what happened.
        unopened: whether nothing could be opened.
    """

    def __init__(self, location: str, reason: Message | str, *, unopened: bool = False) -> None:
        self.location = shown_location(location)
        self.reason = as_message(reason)
        self.unopened = unopened
        super().__init__(ErrorsText.PLACE_AND_REASON(place=self.location, reason=self.reason))


class DocumentError(DanhmucError):
    """A document was found but cannot be read as RDF; none of it is used.

    Attributes:
        code: stable name of the reason, such as ``read:syntax``.
        document: the document, as its source names it.
        reason: the reason of the refusal.
        line, column: 1-based position if the format has one, else None.
    """

    def __init__(
        self, code: str, document: str, reason: Message | str, *, line: int | None = None, column: int | None = None
    ) -> None:
        self.code = code
        self.document = document
        self.reason = as_message(reason)
        self.line = line
        self.column = column
        super().__init__(ErrorsText.PLACE_AND_REASON(place=self.place, reason=self.reason))

    @property
    def place(self) -> str:
        """The document, with line and column if they are known: ``a.ttl:12:5``."""
        return place_text(self.document, self.line, self.column)


class RecordError(DanhmucError):
    """One record cannot be accepted; the others can."""

    def __init__(self, iri: str, reason: Message | str) -> None:
        self.iri = iri
        self.reason = as_message(reason)
        super().__init__(ErrorsText.PLACE_AND_REASON(place=iri, reason=self.reason))


class ShapesError(DanhmucError):
    """A profile or shapes file cannot be used."""


class RegistryError(DanhmucError):
    """The registry refused; nothing of the current batch was stored."""


class RegistryUnavailableError(RegistryError):
    """The registry cannot be opened: absent, locked, read-only, damaged or of a newer schema."""

    def __init__(self, url: str, reason: Message | str) -> None:
        self.url = shown_location(url)
        self.reason = as_message(reason)
        super().__init__(ErrorsText.REGISTRY_UNUSABLE(url=self.url, reason=self.reason))
