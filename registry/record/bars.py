"""Bars on IRIs: what one source marks or takes back does not leave through another source.

Of an IRI that a source marks only a salted digest is stored, since the IRI of a state secret may say what it is.
Source: docs/decisions/0005-what-leaves.md, docs/decisions/0006-state-secrets.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from danhmuc.vocab.comparison_form import comparison_form
from danhmuc.vocab.valid_iris import valid_or_same

from .identity import all_names
from .summary import is_narrower, is_retired

# ---------------------------------------------------------------- bars

BarReason = Literal["secret", "unclear", "withdrawn", "withheld", "purged", "narrowed", "retired"]


class Bar(NamedTuple):
    """A source keeps an IRI from leaving, whichever source describes it.

    Attributes:
        iri: the IRI that it keeps back, if that is another name of the one that was asked for; else empty.
    """

    source: str
    reason: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of a registry.

    Attributes:
        salt: what digests of IRIs begin with; None if no IRI was ever marked.
        marks: by digest of the IRI, what sources mark as secret or in a way that is not understood.
        states: by IRI in its valid form, the records that were withdrawn or withheld.
        publicity: by IRI in its valid form, how public the newest version is in each source that says so.
        holds: IRIs, in their valid form, whose records a person keeps back in every source, known or not.
        purged: those of which nothing is stored any more.
        spelled_marks: by digest of the comparison form of an IRI, the marks on another spelling of it.
        listed: by comparison form of an IRI, the marks on catalogues in which any source lists it.
        equal: by IRI in its valid form, all IRIs that name the same thing, itself included.
        alike: the same, with their comparison forms, and the spellings under which anything is kept back.
        answers: by IRI in its valid form and source, keys of what a person said is no mark of secrecy.
        later: by IRI in its valid form, sources with how public they say today that it is, where the registry is shown
            as of an earlier moment.
        has_spellings: whether any record or hold has an IRI that is not in its comparison form.
        asked: the IRIs, in their valid form, whose bars these are; None for all. No other may be asked for.
    """

    salt: str | None = None
    marks: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict, repr=False)
    states: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict, repr=False)
    publicity: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    holds: frozenset[str] = field(default=frozenset(), repr=False)
    purged: frozenset[str] = field(default=frozenset(), repr=False)
    spelled_marks: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict, repr=False)
    listed: Mapping[str, tuple[Bar, ...]] = field(default_factory=dict, repr=False)
    equal: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    answers: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)
    later: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict, repr=False)
    has_spellings: bool = False
    asked: frozenset[str] | None = field(default=None, repr=False)

    def marks_of(self, iri: str) -> tuple[Bar, ...]:
        """Marks of sources about an IRI, in this spelling alone."""
        return self._exact_marks_of(self._valid(iri))

    def marks_under(self, name: str) -> tuple[Bar, ...]:
        """The marks on one name, and on spellings of which it is the comparison form."""
        return (*self._exact_marks_of(name), *self._spelled_marks_of(name))

    def names_of(self, iri: str) -> list[str]:
        """All IRIs, in their valid form, that name what an IRI names, as far as bars know; its own first."""
        return self._names_of(valid_or_same(iri))

    def of(self, iri: str, publicity: str, *, source: str) -> Bar | None:
        """The bar that keeps a version of that publicity in; of several, one of another source than its own."""
        found = self.all_of(iri, publicity, source=source)
        return min(found, key=lambda bar: (bar.source == source, bar.source, bar.reason), default=None)

    def all_of(self, iri: str, publicity: str, *, source: str) -> list[Bar]:
        """The bars that keep a version of that publicity in."""
        valid = self._valid(iri)
        names = self._names_of(valid)
        found = self._of_names(names)
        for name, newest in self.publicity.get(valid, {}).items():
            if name != source and is_narrower(newest, publicity):
                found.append(Bar(name, _reason_of(newest)))
        # What its own source says of it by now, too.
        for spelling in dict.fromkeys((valid, comparison_form(valid))) if self.later else ():
            for name, newest in self.later.get(spelling, ()):
                if is_narrower(newest, publicity):
                    found.append(Bar(name, _reason_of(newest)))
        # Also its own source may say less publicly of it under another IRI.
        for other in names[1:]:
            for name, newest in self.publicity.get(other, {}).items():
                if is_narrower(newest, publicity):
                    found.append(Bar(name, _reason_of(newest), other))
        return found

    def is_retired(self, iri: str) -> bool:
        """Whether any source retires what an IRI names by the status of its newest version."""
        names = self._names_of(self._valid(iri))
        return any(is_retired(one) for name in names for one in self.publicity.get(name, {}).values())

    @property
    def has_any(self) -> bool:
        """Whether anything is marked, withdrawn, withheld or not public."""
        return any((self.marks, self.spelled_marks, self.listed, self.states, self.publicity, self.later))

    def names(self, iri: str) -> bool:
        """Whether any source says something that may keep an IRI back."""
        names = self._names_of(self._valid(iri))
        said = (self.publicity, self.states, self.later, self.listed)
        return any(any(one in some for some in said) or bool(self.marks_under(one)) for one in names)

    def of_any_version(self, iri: str) -> tuple[Bar, ...]:
        """The bars of an IRI, whatever a version says of access."""
        return tuple(self._of_names(self._names_of(self._valid(iri))))

    def _of_names(self, names: list[str]) -> list[Bar]:
        """The bars of what some IRIs name, of which the first was asked for, whatever a version says of access."""
        own, *others = names
        found = [*self._exact_marks_of(own), *self.states.get(own, ())]
        for other in others:
            of_other = (*self._exact_marks_of(other), *self.states.get(other, ()))
            found += [bar._replace(iri=other) for bar in of_other]
        if self.spelled_marks or self.listed:
            # Of a spelling that is marked the digest alone may be known, and no catalogue that is marked is named.
            known = {bar[:2] for bar in found}
            more = {bar for name in names for bar in (*self._spelled_marks_of(name), *self.listed.get(name, ()))}
            found += sorted(bar for bar in more if bar[:2] not in known)
        return found

    def _exact_marks_of(self, name: str) -> tuple[Bar, ...]:
        return () if self.salt is None or not self.marks else self.marks.get(iri_digest(self.salt, name), ())

    def _spelled_marks_of(self, name: str) -> tuple[Bar, ...]:
        if self.salt is None or not self.spelled_marks:
            return ()
        return self.spelled_marks.get(iri_digest(self.salt, name), ())

    def _valid(self, iri: str) -> str:
        """The valid form of an IRI that may be asked for."""
        valid = valid_or_same(iri)
        if self.asked is not None and valid not in self.asked:
            # None are known of it, which must not look as if there were none.
            raise LookupError(iri)
        return valid

    def _names_of(self, valid: str) -> list[str]:
        """The same as `names_of`, of a valid form."""
        if not self.alike and comparison_form(valid) == valid:
            return [valid]
        return [valid, *sorted(all_names(valid, self.alike) - {valid})]


def _reason_of(publicity: str) -> BarReason:
    return "retired" if is_retired(publicity) else "narrowed"


class MarkDigest(NamedTuple):
    """The digests by which a marked IRI is stored.

    Attributes:
        digest: of the IRI.
        form: that of its comparison form, if that is another IRI.
    """

    digest: str
    form: str | None = None

    @property
    def both(self) -> tuple[str, ...]:
        """The digests under which it is found."""
        return (self.digest,) if self.form is None else (self.digest, self.form)


def mark_digest(salt: str, iri: str) -> MarkDigest:
    """The digests by which a marked IRI is stored."""
    form = comparison_form(iri)
    digest = iri_digest(salt, iri)
    of_form = digest if form == iri else iri_digest(salt, form)
    return MarkDigest(digest, None if of_form == digest else of_form)


def iri_digest(salt: str, iri: str) -> str:
    """The digest by which an IRI is known without being stored; the same for its valid form."""
    return hashlib.sha256(f"{salt} {valid_or_same(iri)}".encode()).hexdigest()


# ---------------------------------------------------------------- mentions
# Which IRIs a document mentions, in few bytes: by that it is found again without being read.
#
# A document may seem to mention what it does not, never the other way round.

_BYTES: Final = 6
"""Of a digest; 48 bits are 8 characters of base64 without a rest."""
_CHARACTERS: Final = 8
_FORM: Final = re.compile(r"(?:[A-Za-z0-9+/]{8})*")


def mentions_of(iris: Iterable[str]) -> str:
    """The keys of some IRIs as one text."""
    return "".join(sorted(mention_keys(iris)))


def mention_keys(iris: Iterable[str]) -> set[str]:
    """The key of each IRI."""
    return {_key(iri) for iri in iris}


def mentions_any(mentions: str | None, keys: Collection[str]) -> bool:
    """Whether a document may mention any of the IRIs that have these keys; also if it is not known what it mentions."""
    if mentions is None:
        return True
    return not keys_in(mentions).isdisjoint(keys)


def keys_in(mentions: str) -> set[str]:
    """The keys in a text that `mentions_of` made."""
    return {mentions[at : at + _CHARACTERS] for at in range(0, len(mentions), _CHARACTERS)}


def are_mentions(text: str) -> bool:
    """Whether `mentions_of` may have made a text."""
    return _FORM.fullmatch(text) is not None


def _key(iri: str) -> str:
    digest = hashlib.blake2b(iri.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
    return base64.b64encode(digest).decode()
