"""A shapes file for the checks: its contents, its shapes, their names and lines."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.vocab.datatypes.grammar import TRUE
from danhmuc.vocab.errors import ShapesError, SourceUnavailableError
from danhmuc.vocab.files import read_file
from danhmuc.vocab.messages import Message, system_reason
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import DCT, DMV, PROF, RDF, SH
from danhmuc.vocab.text import shorten

from ..engine import index_nquads
from ..engine.paths import readable_path
from ..engine.shape_model import ShapesGraph
from ..engine.shapes_graph import read_shapes
from ..profiles.files import layers_of
from ..profiles.loading import read_profile
from ..validation.inputs import read_inputs

if TYPE_CHECKING:
    from collections.abc import Set

    from danhmuc.vocab.findings import Finding
    from danhmuc.vocab.messages import Fact, MessageTemplate
    from danhmuc.vocab.reading import Subject, Term
    from danhmuc.vocab.reading.indexed_documents import Properties

    from ..engine import Index
    from ..engine.defect import Defect
    from ..engine.shape_model import Shape, Target
    from ..profiles.files import ProfileFile
    from ..profiles.loading import Profile

# ---------------------------------------------------------------- lines
# Lines in a Turtle text: of a shape, or of a term within its description.
#
# The parser gives no positions, so the text is split into statements and brackets once more, and a blank node is
# recognized by its properties. A node that cannot be found has no line; nothing else depends on it.

_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
    |(?P<text>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |<(?P<iri>[^<>\s]*)>
    |(?P<declare>@prefix|@base|prefix\b|base\b)
    |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:-]|\.(?=[\w:%\\.-])|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<blank>_:[\w.-]*\w)
    |(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?<!\.))
    |(?P<mark>[\[\]{}.])
    |(?P<word>\w+)
    |.""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class _Part:
    """A statement, or the contents of one pair of brackets: lines of its IRIs, without nested brackets."""

    __slots__ = ("above", "line", "lines", "subject")

    def __init__(self, line: int, above: _Part | None) -> None:
        self.line = line
        self.above = above
        self.subject: str | None = None if above is None else above.subject
        self.lines: dict[str, int] = {}


class TurtleLines:
    """Lines of one document."""

    def __init__(self, text: str, base: str) -> None:
        self._parts = _Cutter(base).split(text)

    def find(self, node: Subject, owner: NamedNode | None, iris: Set[str], term: str | None) -> int | None:
        """Find the line of a term in the description of a node, else that of the node itself.

        Args:
            node: the described node.
            owner: the IRI whose statement contains a blank node.
            iris: IRIs of the properties and values of a blank node.
            term: the IRI to find.
        """
        if isinstance(node, NamedNode):
            found = [part for part in self._parts if part.above is None and part.subject == node.value]
        else:
            wanted = None if owner is None else owner.value
            found = [
                part
                for part in self._parts
                if iris <= part.lines.keys()
                and (part.above is not None or (part.subject or "").startswith("_:"))
                and (part.subject == wanted or (part.subject or "_:").startswith("_:"))
            ]
            # Of the brackets that contain all of them, those with the fewest others.
            found.sort(key=lambda part: len(part.lines))
        for part in found:
            if term in part.lines:
                return part.lines[term]
        return found[0].line if found else None


class _Cutter:
    """Splits a text into its parts."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._open: list[_Part] = []
        self._parts: list[_Part] = []
        self._declaring: str | None = None

    def split(self, text: str) -> list[_Part]:
        line = 1
        for found in _TOKEN.finditer(text):
            kind, written = found.lastgroup or "", found.group()
            if kind == "declare":
                self._declaring = ""
            elif kind != "skip" and self._declaring is not None:
                self._declare(kind, found)
            elif kind == "mark":
                self._mark(written, line)
            elif kind != "skip":
                self._name(_iri_part(kind, written, found["iri"]), line)
            line += written.count("\n")
        return self._parts

    def _declare(self, kind: str, found: re.Match[str]) -> None:
        """Read a prefix, then its namespace; a base has no prefix."""
        if kind == "name":
            self._declaring = found.group()
        elif kind == "iri":
            iri = urljoin(self._base, found["iri"])
            if self._declaring:
                self._prefixes[self._declaring[:-1]] = iri
            else:
                self._base = iri
            self._declaring = None

    def _mark(self, mark: str, line: int) -> None:
        if mark == "[":
            self._begin(line)
            self._add(_Part(line, self._open[-1]))
        elif mark == "]":
            if len(self._open) > 1:
                self._open.pop()
        else:
            self._open = []

    def _name(self, iri: str | None, line: int) -> None:
        self._begin(line)
        if iri is None:
            return
        iri = self._whole(iri)
        if len(self._open) == 1 and self._open[0].subject is None:
            self._open[0].subject = iri
        self._open[-1].lines.setdefault(iri, line)

    def _begin(self, line: int) -> None:
        if not self._open:
            self._add(_Part(line, None))

    def _add(self, part: _Part) -> None:
        self._open.append(part)
        self._parts.append(part)

    def _whole(self, written: str) -> str:
        """The absolute IRI; a blank node's label is unchanged."""
        if written.startswith("<"):
            iri = written[1:-1]
            return iri if ":" in iri else urljoin(self._base, iri)
        prefix, _, local = written.partition(":")
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in self._prefixes else written


def _iri_part(kind: str, written: str, iri: str | None) -> str | None:
    """The IRI in brackets, prefixed name or label of a token; None for a text or a number."""
    if written == "a":
        return str(RDF.type)
    return written if iri is not None or kind in ("name", "blank") else None


# ---------------------------------------------------------------- documents

REFUSED: Final = frozenset({SH.js, SH.jsFunctionName, SH.jsLibrary, SH.entailment})
"""Terms for which the reader refuses a whole graph; a check reports them, and the rest is read without them."""
_CLOSED: Final = SH.closed
_MAX_COUNT: Final = SH.maxCount
_REPLACED_BY: Final = DCT.isReplacedBy
_PARAMETER: Final = SH.Parameter
_DECLARES: Final = SH.parameter
_PROFILE: Final = PROF.Profile
_TURTLE: Final = frozenset({".ttl", ".trig", ".n3", ".nt", ".nq"})
_LONGEST: Final = 60
_NAMELESS: Final = "[…]"


@dataclass(frozen=True, slots=True, kw_only=True)
class LintNotice:
    """A notice of a check, which becomes a finding.

    Attributes:
        code: of the check, without ``lint:``.
        node: the shape or other node at fault; None for the file.
        term: the IRI or text at fault.
        near: a similar term, or its replacement.
        message: replaces the message of the check.
        facts: further facts of the message.
    """

    code: str
    node: Subject | None = None
    term: Term | None = None
    near: str | None = None
    message: MessageTemplate | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


class ShapesDocument:
    """One shapes file.

    Attributes:
        place: name of the file in messages.
        findings: repairs and findings of the RDF reader.
        shapes: by node, as the engine reads them; none if it refuses the file.
        defects: parts that the engine skips.
        unread: reason why the engine refuses the file.
    """

    def __init__(self, place: str, index: Index, findings: tuple[Finding, ...] = (), path: Path | None = None) -> None:
        self.place = place
        self.index = index
        self.findings = findings
        self._path = path
        self.unread: Message | None = None
        self.shapes: Mapping[Subject, Shape] = {}
        self.defects: tuple[Defect, ...] = ()
        try:
            graph = read_shapes(_without_refused(index))
        except ShapesError as error:
            self.unread = error.message
        else:
            self.shapes, self.defects = graph.shapes, graph.defects

    def properties_of(self, term: Term | None) -> Properties:
        """Properties of a node in the file."""
        return {} if term is None or isinstance(term, Literal) else self.index.get(term, {})

    def name(self, node: Subject | None) -> str:
        """The name of a shape in messages: its own, or its path and owner."""
        if node is None:
            return self.place
        if isinstance(node, NamedNode):
            return _local(node)
        owner = self.owner(node)
        shape = self.shapes.get(node)
        path = None if shape is None or shape.path is None else readable_path(shape.path)
        parts = [part for part in (None if owner is None else _local(owner), path) if part]
        return " ".join(parts) or _NAMELESS

    def name_of(self, term: Term) -> str:
        """The name of a term in messages: like that of a shape, except for literals and undescribed nodes."""
        if isinstance(term, Literal):
            return str(term)
        return self.name(term) if isinstance(term, NamedNode) or term in self.index else _NAMELESS

    def owner(self, node: Subject) -> NamedNode | None:
        """The IRI whose description contains a blank node; None if there is none."""
        seen: set[Subject] = set()
        holder: Subject | None = node
        while isinstance(holder, BlankNode) and holder not in seen:
            seen.add(holder)
            holder = self._holders.get(holder)
        return holder if isinstance(holder, NamedNode) else None

    def targets(self, shape: Shape) -> tuple[Target, ...]:
        """Targets of a shape: its own, else those of the shapes that contain it."""
        return tuple(dict.fromkeys((*shape.targets, *self._inherited.get(shape.node, ()))))

    def is_about_faults(self, shape: Shape) -> bool:
        """Whether a shape looks for unwanted terms, and so has to name them."""
        return _REPLACED_BY in self.properties_of(shape.node) or shape.node in self._negated

    def forbids(self, shape: Shape) -> bool:
        """Whether a shape forbids any value."""
        values = self.properties_of(shape.node).get(_MAX_COUNT, ())
        return any(isinstance(value, Literal) and value.value == "0" for value in values)

    def names(self, shape: Shape, iri: str) -> bool:
        """Whether a text of a shape, such as its message, names a term."""
        texts = (
            value.value
            for values in self.properties_of(shape.node).values()
            for value in values
            if type(value) is Literal
        )
        return any(iri in text or abbreviate(iri) in text for text in texts)

    def line(self, noticed: LintNotice) -> int | None:
        """The line of a notice; None if it cannot be found in the format."""
        lines, node = self._lines, noticed.node
        if lines is None or node is None:
            return None
        properties = self.properties_of(node)
        iris = {predicate.value for predicate in properties}
        iris.update(value.value for values in properties.values() for value in values if isinstance(value, NamedNode))
        term = noticed.term.value if isinstance(noticed.term, NamedNode) else None
        return lines.find(node, self.owner(node), iris, term)

    @cached_property
    def sheets(self) -> frozenset[Term]:
        """The sheets of a workbook that the file describes: what they are made of are columns, and no rules."""
        return frozenset(sheet for properties in self.index.values() for sheet in properties.get(DMV.sheet, ()))

    @property
    def is_profile(self) -> bool:
        """Whether the file declares a profile."""
        return any(_PROFILE in properties.get(RDF.type, ()) for properties in self.index.values())

    @property
    def profile_fault(self) -> Message | None:
        """The reason why the file cannot be used as a profile; None if it can, or declares none."""
        return self._loaded if isinstance(self._loaded, Message) else None

    @cached_property
    def below(self) -> tuple[ProfileFile, ...]:
        """Profiles that this one builds on, lowest first."""
        return () if self._path is None or self._profile is None else layers_of(self._path)[:-1]

    @cached_property
    def described_below(self) -> frozenset[Subject]:
        """Nodes that are described in the profiles that this one builds on."""
        return frozenset(node for layer in self.below for node in layer.descriptions)

    @cached_property
    def overridden(self) -> Mapping[Subject, Shape]:
        """Shapes of profiles below that this one changes, with the changes."""
        return {
            node: shape
            for node, shape in self._merged.shapes.items()
            if node in self.index and node in self.described_below and isinstance(node, NamedNode)
        }

    @cached_property
    def defects_of_overridden(self) -> tuple[Defect, ...]:
        """Parts of these that the engine skips, and would not skip in the file alone."""
        return tuple(one for one in self._merged.defects if one.node in self.overridden and one not in self.defects)

    @cached_property
    def _merged(self) -> ShapesGraph:
        """The shapes of the profile with those that it builds on; none if the engine refuses them."""
        if self._profile is not None and self.below:
            try:
                return read_shapes(index_nquads(self._profile.nquads))
            except ShapesError:  # reported for the file that has them
                pass
        return ShapesGraph(shapes={})

    @property
    def _profile(self) -> Profile | None:
        return None if isinstance(self._loaded, Message) else self._loaded

    @cached_property
    def _loaded(self) -> Profile | Message | None:
        if not self.is_profile or self._path is None:
            return None
        try:
            return read_profile(self._path)
        except ShapesError as error:
            return error.message

    @cached_property
    def parameters(self) -> frozenset[Term]:
        """Parameters of components that the file declares, which look like property shapes."""
        return frozenset(
            one
            for node, properties in self.index.items()
            for one in (
                *properties.get(_DECLARES, ()),
                *((node,) if _PARAMETER in properties.get(RDF.type, ()) else ()),
            )
        )

    @cached_property
    def allowing(self) -> frozenset[Subject]:
        """Property shapes that may only state which properties a closed shape allows."""
        return frozenset(
            held.node
            for shape in self.shapes.values()
            if any(
                isinstance(value, Literal) and value.value in TRUE
                for value in self.properties_of(shape.node).get(_CLOSED, ())
            )
            for held in shape.properties
        )

    @cached_property
    def _negated(self) -> frozenset[Subject]:
        """Shapes within sh:not, at any depth."""
        found: set[Subject] = set()
        todo = [shape.others[one] for shape in self.shapes.values() for one in _negated_shapes(shape)]
        while todo:
            shape = todo.pop()
            if shape.node not in found:
                found.add(shape.node)
                todo += [*shape.properties, *shape.others.values()]
        return frozenset(found)

    @cached_property
    def _inherited(self) -> dict[Subject, list[Target]]:
        found: dict[Subject, list[Target]] = {}
        for shape in self.shapes.values():
            for held in shape.properties:
                found.setdefault(held.node, []).extend(shape.targets)
        return found

    @cached_property
    def _holders(self) -> dict[Subject, Subject]:
        found: dict[Subject, Subject] = {}
        for subject, properties in self.index.items():
            for values in properties.values():
                for value in values:
                    if isinstance(value, BlankNode):
                        found.setdefault(value, subject)
        return found

    @cached_property
    def _lines(self) -> TurtleLines | None:
        if self._path is None or self._path.suffix.lower() not in _TURTLE:
            return None
        text = read_file(self._path).decode("utf-8-sig", "replace")
        return TurtleLines(text, self._path.absolute().as_uri())


def open_document(path: Path) -> ShapesDocument:
    """Open the shapes file at a path.

    Raises:
        SourceUnavailableError: it cannot be opened, or is a folder.
        DocumentError: it is no RDF.
    """
    if path.is_dir():
        raise SourceUnavailableError(str(path), system_reason(OSError(errno.EISDIR, "")))
    gathered = read_inputs(path, noun="shapes")
    return ShapesDocument(gathered.place, gathered.index, gathered.findings, path)


def term_name(term: Term) -> str:
    """The text of a term for people: with a known prefix, or a literal in quotation marks."""
    if isinstance(term, NamedNode):
        short = abbreviate(term.value)
        return f"<{short}>" if short == term.value else short
    if isinstance(term, Literal):
        return f'"{shorten(term.value, _LONGEST)}"'
    return _NAMELESS


def _negated_shapes(shape: Shape) -> Iterator[Term]:
    for constraint in shape.constraints:
        if constraint.component == "Not":
            yield from constraint.parameters["not"]


def _local(iri: NamedNode) -> str:
    short = abbreviate(iri.value)
    return short if short != iri.value else iri.value.rpartition("#")[2] or iri.value


def _without_refused(index: Index) -> Index:
    if all(REFUSED.isdisjoint(properties) for properties in index.values()):
        return index
    return {
        node: {predicate: values for predicate, values in properties.items() if predicate not in REFUSED}
        for node, properties in index.items()
    }
