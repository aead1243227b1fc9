"""Profile files: one Turtle file is one profile, which may build on others.

Bundled profiles are in this folder. A user's profile may be anywhere; its parents are bundled, or files in the same
folder. Nothing is fetched: ``owl:imports`` is skipped with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import DocumentError, ShapesError, UnknownNameError
from danhmuc.vocab.files import read_file
from danhmuc.vocab.messages import system_reason
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.reading import Descriptions, read_document
from danhmuc.vocab.terms import DCT, OWL, PROF, RDF

from ..messages.shapes_graph import ProfilesText
from .bundled_profiles import NO_PROFILE, bundled_places, profile_tokens
from .rules import texts_of, values_of

_PROFILE: Final = PROF.Profile
_TOKEN: Final = PROF.hasToken
_PARENT: Final = PROF.isProfileOf
_TITLE: Final = DCT.title
_IMPORTS: Final = OWL.imports
_GOOD_TOKEN: Final = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileFile:
    """Contents of one profile file.

    Attributes:
        place: name of the file, as the user or this folder has it.
        iri, token, title: of the profile.
        parents: IRIs of the profiles it builds on.
        imports: IRIs of ``owl:imports``, which are not fetched.
        digest: of its bytes.
        descriptions: all descriptions in it.
        is_bundled: whether it is part of danhmuc.
    """

    place: str
    iri: str
    token: str
    title: Mapping[str, str]
    parents: tuple[str, ...]
    imports: tuple[str, ...]
    digest: str
    descriptions: Descriptions
    is_bundled: bool


def layers_of(name: str | Path) -> tuple[ProfileFile, ...]:
    """The profile with a token or at a path, after all profiles that it builds on, lowest first.

    Raises:
        UnknownNameError: neither a known token nor an existing file.
        ShapesError: a file is not a profile, or they do not fit together.
    """
    first = _find_file(name)
    beside = _ParentFiles(None if first.is_bundled else Path(first.place))
    order: dict[str, ProfileFile] = {}
    for layer in _lowest_first(first, beside, ()):
        order.setdefault(layer.iri, layer)
    layers = tuple(order.values())
    _refuse_doubles(layers)
    return layers


def _find_file(name: str | Path) -> ProfileFile:
    if isinstance(name, str) and name in bundled_places():
        return _read_bundled(name)
    path = Path(name)
    if not path.is_file():
        raise UnknownNameError(ErrorsText.PROFILE_UNKNOWN, str(name), (*profile_tokens(), NO_PROFILE))
    return _read_own(path)


def _read_own(path: Path) -> ProfileFile:
    """Read a user's file; a bundled profile if it is the same file."""
    try:
        data = read_file(path)
    except OSError as error:
        raise ShapesError(ProfilesText.PROFILE_UNREADABLE(place=str(path), reason=system_reason(error))) from error
    found = _read(data, str(path))
    for token, (iri, _) in bundled_places().items():
        if found.token == token or found.iri == iri:
            ours = _read_bundled(token)
            if ours.digest == found.digest:
                return ours
            if found.token == token:
                raise ShapesError(ProfilesText.TOKEN_IS_BUNDLED(place=str(path), token=token))
            raise ShapesError(ProfilesText.IRI_IS_BUNDLED(place=str(path), iri=iri))
    return found


def _lowest_first(layer: ProfileFile, beside: _ParentFiles, above: tuple[ProfileFile, ...]) -> Iterator[ProfileFile]:
    way = (*above, layer)
    for iri in layer.parents:
        if any(one.iri == iri for one in way):
            names = [one.token for one in way]
            start = [one.iri for one in way].index(iri)
            circle = " → ".join((*names[start:], names[start]))
            raise ShapesError(ProfilesText.PROFILES_CIRCULAR(place=layer.place, circle=circle))
        parent = beside.at(iri)
        if parent is None:
            raise ShapesError(
                ProfilesText.PARENT_ABSENT(place=layer.place, token=layer.token, iri=iri, known=profile_tokens())
            )
        yield from _lowest_first(parent, beside, way)
    yield layer


def _refuse_doubles(layers: Iterable[ProfileFile]) -> None:
    seen: dict[str, ProfileFile] = {}
    for layer in layers:
        other = seen.setdefault(layer.token, layer)
        if other is not layer:
            raise ShapesError(ProfilesText.TOKEN_TWICE(place=layer.place, token=layer.token, other=other.place))


class _ParentFiles:
    """Lookup of parent profiles: bundled ones, then those in the folder of the user's file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._files: tuple[ProfileFile, ...] | None = None

    def at(self, iri: str) -> ProfileFile | None:
        for token, (known, _) in bundled_places().items():
            if known == iri:
                return _read_bundled(token)
        if self._files is None:
            self._files = tuple(self._neighbours())
        found = [one for one in self._files if one.iri == iri]
        other = next((one for one in found if one.digest != found[0].digest), None)
        if other is not None:
            raise ShapesError(
                ProfilesText.IRI_TWICE(place=str(self._path), iri=iri, one=found[0].place, other=other.place)
            )
        return found[0] if found else None

    def _neighbours(self) -> Iterator[ProfileFile]:
        if self._path is None:
            return
        for path in sorted(self._path.parent.glob("*.ttl")):
            # Most Turtle in a folder is no profile, and its faults are not of interest here.
            if path.is_file() and PROF.iri.encode() in path.read_bytes():
                try:
                    yield _read_own(path)
                except ShapesError:
                    continue


@cache
def _read_bundled(token: str) -> ProfileFile:
    _, entry = bundled_places()[token]
    return _read(entry.read_bytes(), entry.name, is_bundled=True)


def _read(data: bytes, place: str, *, is_bundled: bool = False) -> ProfileFile:
    try:
        document = read_document(data, place=place, base="http://source.invalid/profile")
    except DocumentError as error:
        raise ShapesError(ProfilesText.PROFILE_NO_RDF(place=error.place, reason=error.reason)) from error
    about = document.descriptions
    profiles = [subject for subject, pairs in about.items() if (RDF.type, _PROFILE) in pairs]
    if len(profiles) != 1:
        raise ShapesError(ProfilesText.PROFILE_NOT_ONE(place=place, count=len(profiles)))
    (subject,) = profiles
    tokens = [value.value for value in values_of(about, subject, _TOKEN)]
    if len(tokens) != 1:
        raise ShapesError(ProfilesText.TOKENS_NOT_ONE(place=place, count=len(tokens)))
    (token,) = tokens
    if not isinstance(subject, NamedNode):
        raise ShapesError(ProfilesText.PROFILE_NAMELESS(place=place, token=token))
    if token == NO_PROFILE or _GOOD_TOKEN.fullmatch(token) is None:
        raise ShapesError(ProfilesText.TOKEN_REFUSED(place=place, token=token))
    return ProfileFile(
        place=place,
        iri=subject.value,
        token=token,
        title=texts_of(about, subject, _TITLE),
        parents=tuple(dict.fromkeys(value.value for value in values_of(about, subject, _PARENT))),
        imports=tuple(value.value for one in about for value in values_of(about, one, _IMPORTS)),
        digest=document.raw_digest,
        descriptions=about,
        is_bundled=is_bundled,
    )
