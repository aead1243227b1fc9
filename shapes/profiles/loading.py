"""Profiles: Turtle files of shapes, found by token, layered by ``prof:isProfileOf``.

The shapes are the profile: codes, field names, messages and severities all come from the files. A profile may replace
severity, message, name, order, group or layer of a rule below it, or deactivate it; everything else adds to it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from danhmuc.vocab.errors import UsageError
from danhmuc.vocab.findings import Layer
from danhmuc.vocab.near_terms import near_code
from danhmuc.vocab.terms import DMV, OWL, RDF, RDFS, SH, XSD

from ..engine.components import BY_PARAMETER
from ..messages.shapes_graph import ProfilesText
from ..messages.validating import InputsText
from .files import ProfileFile, layers_of
from .rules import Rule, is_severity, read_rule

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Descriptions, Subject, Term

# ---------------------------------------------------------------- active shapes
# Active shapes of a profile: those reached from a target, with a constraint of their own.
#
# Other shapes are parts of a constraint, such as those in sh:or; results never name them.

_TARGETS: Final = frozenset({SH.target, SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf})
_CLASS: Final = frozenset({RDFS.Class, OWL.Class})
_SHAPES: Final = frozenset({SH.NodeShape, SH.PropertyShape})
_PROPERTY: Final = SH.property
_DEMANDS: Final = BY_PARAMETER.keys() | {SH.sparql}


def find_active_shapes(about: Descriptions) -> frozenset[Term]:
    """Find the shapes that results can name, in a profile with its parent profiles."""
    todo: list[Term] = [node for node in about if _has_target(about, node)]
    found = set(todo)
    while todo:
        held = {value for given, value in _properties_of(about, todo.pop()) if given == _PROPERTY} - found
        found |= held
        todo += held
    return frozenset(node for node in found if any(given in _DEMANDS for given, _ in _properties_of(about, node)))


def _has_target(about: Descriptions, node: Term) -> bool:
    properties = _properties_of(about, node)
    if any(given in _TARGETS for given, _ in properties):
        return True
    types = {value for given, value in properties if given == RDF.type}
    return not types.isdisjoint(_CLASS) and not types.isdisjoint(_SHAPES)


def _properties_of(about: Descriptions, node: Term) -> list[tuple[NamedNode, Term]]:
    return [] if node not in about else list(about[node])  # type: ignore[index] # what is described is no literal


# ---------------------------------------------------------------- loading

_log = logging.getLogger(__name__)
_DEACTIVATED: Final = SH.deactivated
_SEVERITY: Final = SH.severity
_TRUE: Final = Literal("true", datatype=XSD.boolean)
_OWN_LAYERS: Final[Mapping[str, Layer]] = {"dcat-ap": "spec", "vn": "national"}
"""Layer of the rules of bundled profiles, by the beginning of the token."""
_REPLACED: Final = frozenset({SH.severity, SH.deactivated, SH.order, SH.group, DMV.layer})
_REPLACED_BY_LANGUAGE: Final = frozenset((SH.message, SH.name))
_NEVER_STRICTER: Final = frozenset(
    (SH.deactivated, SH.order, SH.group, SH.message, SH.name, SH.description, DMV.layer, SH.severity)
)
"""What may be said of a rule that is not there without making anything stricter, unless the severity is a violation."""
_OF_SHAPE: Final = frozenset((RDF.type, SH.path, SH.targetClass, SH.targetNode))
"""What makes a node a shape in its own right, wherever its IRI begins."""
_GRAVE: Final = frozenset({SH.Violation})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile with all profiles it builds on.

    Attributes:
        tokens: its own token first, then those of the profiles below it, nearest first.
        digest: of the texts of all its files, and for a profile on a day, of the rules that are not in force.
        nquads: all shapes as N-Quads.
        rules: by IRI of the shape.
        warnings: a message for each part that may be a mistake.
        place: name of its file; None for a bundled profile.
        unread: those of the warnings on parts that have no effect although they may be meant to make rules stricter.
    """

    token: str
    title: Mapping[str, str]
    tokens: tuple[str, ...]
    digest: str
    nquads: bytes
    rules: Mapping[str, Rule]
    warnings: tuple[Message, ...] = ()
    place: str | None = None
    unread: tuple[Message, ...] = ()

    @property
    def dated_rules(self) -> tuple[Rule, ...]:
        """Rules that are not in force on all days."""
        return tuple(rule for rule in self.rules.values() if rule.is_dated)

    def on(self, day: date) -> Profile:
        """The profile as of a day, without rules that are not in force; the same object if all are.

        A rule of a profile below applies again while the rule that replaces it is not in force.
        """
        out = [rule for rule in self.dated_rules if not rule.is_in_force(day)]
        if not out:
            return self
        off = {rule.iri for rule in out}
        back = {rule.in_place_of for rule in out} & self.rules.keys() - off
        starts = tuple(f"<{iri}> {_DEACTIVATED} ".encode() for iri in (*off, *back))
        kept = [line for line in self.nquads.splitlines(keepends=True) if not line.startswith(starts)]
        kept.append(_nquads((NamedNode(iri), _DEACTIVATED, _TRUE) for iri in sorted(off)))
        return replace(
            self,
            digest=_digest((self.digest, *sorted(off))),
            nquads=b"".join(kept),
            rules={
                iri: replace(rule, is_deactivated=False) if iri in back else rule
                for iri, rule in self.rules.items()
                if iri not in off
            },
        )

    def last_day_as_on(self, day: date) -> date | None:
        """The last day on which the profile is the same as on a day; None if it does not change after that."""
        turns = [rule.valid_from - timedelta(days=1) for rule in self.dated_rules if rule.valid_from is not None]
        turns += [rule.valid_through for rule in self.dated_rules if rule.valid_through is not None]
        return min((turn for turn in turns if turn >= day), default=None)


def read_profile(name: str | Path) -> Profile:
    """Read the profile with a token, or a Turtle file; its parents are bundled, or in the same folder.

    A part of it may be unreadable, so that no record can be accepted by it; `danhmuc.shapes.load_profile` refuses that.

    Raises:
        UsageError: neither a token nor a path.
        UnknownNameError: neither a known token nor an existing file.
        ShapesError: a file is not a profile, two do not fit together, or a rule's annotations cannot be read.
    """
    if not isinstance(name, str | Path):
        raise UsageError(InputsText.PROFILE_NEEDED(kind=type(name).__name__))
    layers = layers_of(name)
    profile = _bundled_profile(layers[-1].token) if all(layer.is_bundled for layer in layers) else _merge(layers)
    for warning in profile.warnings:
        _log.warning("profile %r: %s", profile.token, warning)
    return profile


@cache
def _bundled_profile(token: str) -> Profile:
    """The profile of a token; its files are those of danhmuc alone, which are read once in a process."""
    return _merge(layers_of(token))


def _merge(layers: Sequence[ProfileFile]) -> Profile:
    """The profile of all its layers, lowest first."""
    united = _MergedLayers()
    for layer in layers:
        united.add(layer)
    *_, top = layers
    return Profile(
        token=top.token,
        title=top.title,
        tokens=tuple(layer.token for layer in reversed(layers)),
        digest=_digest(layer.digest for layer in reversed(layers)),
        nquads=_nquads(united.triples()),
        rules={rule.iri: rule for rule in united.rules()},
        warnings=(*united.warnings, *united.strange_severities()),
        place=None if top.is_bundled else top.place,
        unread=tuple(united.unread),
    )


class _MergedLayers:
    """Descriptions of several layers, lowest first, each merged over those before it."""

    def __init__(self) -> None:
        self.warnings: list[Message] = []
        self.unread: list[Message] = []
        self._about: Descriptions = {}
        self._declared: dict[Subject, ProfileFile] = {}
        self._layers: list[ProfileFile] = []

    def add(self, layer: ProfileFile) -> None:
        known_iris = {layer.iri, *(one.iri for one in self._layers)}
        self.warnings += [
            ProfilesText.IMPORT_NOT_FETCHED(iri=iri, place=layer.place)
            for iri in layer.imports
            if iri not in known_iris
        ]
        for subject, pairs in layer.descriptions.items():
            known = self._about.get(subject)
            if known is None:
                self._declared[subject] = layer
                self._about[subject] = list(dict.fromkeys(pairs))
                self._warn_if_nowhere(subject, pairs, layer)
            else:
                self._about[subject] = _overlay(known, pairs)
        self._layers.append(layer)

    def _warn_if_nowhere(self, subject: Subject, pairs: Sequence[tuple[NamedNode, Term]], layer: ProfileFile) -> None:
        for below in self._layers:
            if isinstance(subject, NamedNode) and subject.value.startswith(f"{below.iri}#"):
                self._warn_of_absent_rule(subject.value, pairs, layer, below)

    def _warn_of_absent_rule(
        self, iri: str, pairs: Sequence[tuple[NamedNode, Term]], layer: ProfileFile, below: ProfileFile
    ) -> None:
        names = [node.value.rpartition("#")[2] for node in below.descriptions if isinstance(node, NamedNode)]
        local = iri.rpartition("#")[2]
        near = near_code(local, names)
        facts = {"place": layer.place, "profile": below.token, "name": local}
        warning = (
            ProfilesText.RULE_NOT_THERE(**facts)
            if near is None
            else ProfilesText.RULE_NOT_THERE_NEAR(**facts, near=near)
        )
        self.warnings.append(warning)
        is_shape = any(predicate in _OF_SHAPE for predicate, _ in pairs)
        if not is_shape and any(predicate not in _NEVER_STRICTER or value in _GRAVE for predicate, value in pairs):
            self.unread.append(warning)

    def strange_severities(self) -> Iterable[Message]:
        """A message for each severity that findings do not have."""
        for subject, predicate, value in self.triples():
            if predicate == _SEVERITY and isinstance(value, NamedNode) and not is_severity(value.value):
                yield ProfilesText.SEVERITY_UNKNOWN(rule=str(subject), severity=str(value))

    def triples(self) -> Iterable[tuple[Subject, NamedNode, Term]]:
        for subject, pairs in self._about.items():
            for predicate, value in pairs:
                yield subject, predicate, value

    def rules(self) -> Iterable[Rule]:
        active = find_active_shapes(self._about)
        codes: set[str] = set()
        for subject, layer in self._declared.items():
            rule = read_rule(
                self._about,
                subject,
                token=layer.token,
                layer=_own_layer(layer),
                place=layer.place,
                is_active=subject in active,
            )
            if rule is not None:
                # Names from two namespaces may be the same.
                yield rule if rule.code not in codes else replace(rule, code=f"{layer.token}:{rule.iri}")
                codes.add(rule.code)


def _overlay(
    known: Sequence[tuple[NamedNode, Term]], more: Sequence[tuple[NamedNode, Term]]
) -> list[tuple[NamedNode, Term]]:
    """Merge the description of a node with that in a layer above: some properties replace, others add."""
    replaced = {predicate for predicate, _ in more if predicate in _REPLACED}
    languages = {(predicate, _language(value)) for predicate, value in more if predicate in _REPLACED_BY_LANGUAGE}
    kept = [
        (predicate, value)
        for predicate, value in known
        if predicate not in replaced and (predicate, _language(value)) not in languages
    ]
    return list(dict.fromkeys([*kept, *more]))


def _language(value: Term) -> str | None:
    return value.language or "en" if isinstance(value, Literal) else None


def _own_layer(layer: ProfileFile) -> Layer:
    """The layer of the rules of a profile; 'house' for a user's own profile."""
    return next(
        (word for start, word in _OWN_LAYERS.items() if layer.is_bundled and layer.token.startswith(start)),
        "house",
    )


def _nquads(triples: Iterable[tuple[Subject, NamedNode, Term]]) -> bytes:
    return serialize((Quad(*triple) for triple in triples), format=RdfFormat.N_QUADS) or b""


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("".join(parts).encode()).hexdigest()
