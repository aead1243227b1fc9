"""Sheets and columns of the workbook, read from the Turtle of a profile; there is no other list of them.

A sheet is a node shape, a column a property shape; what has to be filled in follows from the rules of the profile for
the class of the sheet. A profile above may rename headings as it does the names of rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from pyoxigraph import Literal as RdfLiteral

from danhmuc.shapes import load_profile, profile_tokens, profile_version
from danhmuc.vocab.errors import ShapesError, UsageError
from danhmuc.vocab.terms import (
    CSVW,
    DCAT,
    DCATAP,
    DCT,
    DMV,
    DQV,
    ELI,
    FOAF,
    OA,
    ODRL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    SPDX,
    VCARD,
    XSD,
)

from ..messages.workbooks import WorkbooksText

if TYPE_CHECKING:
    from danhmuc.shapes import Profile
    from danhmuc.shapes.profiles.rules import Rule
    from danhmuc.vocab.reading import Descriptions, Subject, Term

# ---------------------------------------------------------------- middle classes
# The classes of the nodes between a row and a value, where the path of a column has more than one step.

MIDDLE_CLASSES: Final[Mapping[NamedNode, NamedNode]] = {
    CSVW.tableSchema: CSVW.Schema,
    DCAT.contactPoint: VCARD.Kind,
    DCATAP.applicableLegislation: ELI.LegalResource,
    DCT.audience: DCT.AgentClass,
    DCT.creator: FOAF.Agent,
    DCT.provenance: DCT.ProvenanceStatement,
    DCT.publisher: FOAF.Agent,
    DCT.rights: DCT.RightsStatement,
    DCT.rightsHolder: FOAF.Agent,
    DCT.temporal: DCT.PeriodOfTime,
    DMV.plannedOutage: DCT.PeriodOfTime,
    DQV.isMeasurementOf: DQV.Metric,
    OA.hasBody: OA.TextualBody,
    ODRL.assignee: FOAF.Agent,
    ODRL.assigner: FOAF.Agent,
    PROV.agent: FOAF.Agent,
    PROV.qualifiedAttribution: PROV.Attribution,
    SPDX.checksum: SPDX.Checksum,
}
"""The class of the node that a property leads to, where a path goes on from there."""


# ---------------------------------------------------------------- sheet shapes

Need = Literal["mandatory", "recommended", "optional"]
Kind = Literal["text", "literal", "date", "iri", "concept", "agency", "record"]
"""Kinds of values: text with a language, a literal of a datatype, a day, an IRI, a concept of a code list, the code of
an agency, and that of a row of another sheet."""

DEFAULT_PROFILE: Final = "vn"
"""The profile whose sheets a workbook has that names none."""
RECORD_CLASSES: Final[Mapping[NamedNode, str]] = {
    DCAT.Catalog: "catalog",
    DCAT.DataService: "service",
    DCAT.Dataset: "dataset",
    DMV.Database: "database",
}
"""The classes of rows that are records, and the part of a minted IRI that tells them."""
NODE_CLASSES: Final = frozenset({DQV.UserQualityFeedback, ODRL.Agreement})
"""The classes of rows that are things about datasets, with IRIs of their own."""
_COUNTS: Final = frozenset({SH.minCount, SH.qualifiedMinCount})
_CONSTRAINTS: Final = frozenset(
    {SH["class"], SH.datatype, SH["in"], SH.languageIn, SH.nodeKind, SH["not"], SH["or"], SH.pattern}
)

_DEEPEST: Final = 4
"""How far alternatives of a rule are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShape:
    """One column of a sheet.

    Attributes:
        iri: of its property shape.
        heading, help: text by language.
        path: properties from the node of the row; of a column that joins, from the record that the row is a part of.
        joins: for the column that names the record of the row: the properties from that record to the row's node.
        kind: see `Kind`.
        datatype: of a literal.
        language: of a text.
        scheme: what an IRI begins with and people do not write, such as ``mailto:``; empty if there is no such thing.
        code_lists: IRIs of the lists of its codes, in order.
        of_sheet: IRI of the sheet whose codes it has.
        is_list: whether it may have several values.
        need: how much it is needed, by the rules of the profile.
        has_value_rule: whether a rule of the profile looks at its values, and has a finding for a wrong one.
        stays_in_workbook: whether no statement is made of its values, such as who sent feedback.
        has_max_rule: whether a rule has a finding for more than one value.
        other_headings: other names, by which columns of tables that are no workbooks of danhmuc are understood.
        proposed_by: IRI of the code list whose concept, named in the title of a table, proposes a value.
    """

    iri: str
    heading: Mapping[str, str]
    help: Mapping[str, str]
    path: tuple[NamedNode, ...]
    joins: tuple[NamedNode, ...] = ()
    kind: Kind
    datatype: NamedNode = XSD.string
    language: str = ""
    scheme: str = ""
    code_lists: tuple[str, ...] = ()
    of_sheet: str | None = None
    is_list: bool = False
    need: Need = "optional"
    has_value_rule: bool = False
    stays_in_workbook: bool = False
    has_max_rule: bool = False
    other_headings: tuple[str, ...] = ()
    proposed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShape:
    """One sheet.

    Attributes:
        iri: of its node shape.
        title, help: text by language.
        row_class: the class of the node of each row.
        columns: from left to right.
        fields: of rules on nodes that a column describes in part, such as a contact: the properties of the node that
            each rule asks for, by its code.
        other_titles: other names, as for columns.
    """

    iri: str
    title: Mapping[str, str]
    help: Mapping[str, str]
    row_class: NamedNode
    columns: tuple[ColumnShape, ...]
    fields: Mapping[str, tuple[NamedNode, ...]] = field(default_factory=dict)
    other_titles: tuple[str, ...] = ()

    @property
    def is_of_records(self) -> bool:
        """Whether each row is a record."""
        return self.row_class in RECORD_CLASSES

    @property
    def is_of_nodes(self) -> bool:
        """Whether each row is a thing about a dataset, with an IRI of its own."""
        return self.row_class in NODE_CLASSES

    @property
    def join(self) -> ColumnShape | None:
        """The column that names the record that a row is a part of; None if there is none."""
        return next((one for one in self.columns if one.joins), None)

    @property
    def code(self) -> ColumnShape | None:
        """The column with the code of the row itself; None if there is none."""
        return next((one for one in self.columns if one.path == (DCT.identifier,) and not one.joins), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookShape:
    """All sheets, in order.

    Attributes:
        profile: its token.
        version: of the profile; empty if it states none.
        digest: of the profile.
        row_number_headings: headings of columns that only count the rows of a table.
    """

    profile: str
    version: str
    digest: str
    sheets: tuple[SheetShape, ...]
    row_number_headings: tuple[str, ...] = ()

    def sheet(self, iri: str) -> SheetShape:
        """The sheet with an IRI."""
        return next(one for one in self.sheets if one.iri == iri)


def workbook_shape(profile: str = DEFAULT_PROFILE) -> WorkbookShape:
    """The sheets that a profile describes.

    Args:
        profile: token, or path of a Turtle file.

    Raises:
        UnknownNameError, ShapesError: as `load_profile`; or a column cannot be one.
        UsageError: the profile describes no sheets.
    """
    shape = _bundled_shape(profile) if profile in profile_tokens() else _read(load_profile(profile))
    if not shape.sheets:
        raise UsageError(WorkbooksText.PROFILE_WITHOUT_SHEETS(profile=shape.profile))
    return shape


@cache
def _bundled_shape(token: str) -> WorkbookShape:
    """The sheets of a bundled profile, which does not change within a process."""
    return _read(load_profile(token))


def _read(profile: Profile) -> WorkbookShape:
    about: Descriptions = {}
    for quad in parse(profile.nquads, format=RdfFormat.N_QUADS):
        if isinstance(quad.predicate, NamedNode):
            about.setdefault(quad.subject, []).append((quad.predicate, quad.object))
    reader = _Reader(about, profile)
    return WorkbookShape(
        profile=profile.token,
        version=profile_version(profile) or "",
        digest=profile.digest,
        sheets=tuple(reader.sheets()),
        row_number_headings=reader.row_number_headings(),
    )


class _Reader:
    """Reads sheets from the descriptions of a profile."""

    def __init__(self, about: Descriptions, profile: Profile) -> None:
        self._about, self._profile = about, profile
        self._rules: dict[NamedNode, list[Subject]] = {}
        for node in about:
            for target in self._values(node, SH.targetClass):
                if isinstance(target, NamedNode):
                    rules = self._rules.setdefault(target, [])
                    rules.append(node)
                    rules += [rule for rule in self._values(node, SH.property) if isinstance(rule, NamedNode)]

    def sheets(self) -> Iterator[SheetShape]:
        """All sheets in their order."""
        found = {value for node in self._about for value in self._values(node, DMV.sheet)}
        named = [one for one in found if isinstance(one, NamedNode)]
        for node in sorted(named, key=lambda one: (self._order(one), one.value)):
            row_class = self._first(node, SH["class"])
            columns = [one for one in self._values(node, SH.property) if isinstance(one, NamedNode)]
            if isinstance(row_class, NamedNode) and columns:
                ordered = sorted(columns, key=lambda one: (self._order(one), one.value))
                yield SheetShape(
                    iri=node.value,
                    title=self._texts(node, RDFS.label),
                    help=self._texts(node, SH.description),
                    row_class=row_class,
                    columns=tuple(self._columns(ordered, row_class)),
                    fields=self._fields(row_class),
                    other_titles=self._other_names(node),
                )

    def row_number_headings(self) -> tuple[str, ...]:
        """The headings of row numbers of this profile and of those that it builds on."""
        given = {value for node in self._about for value in self._values(node, DMV.rowNumberHeading)}
        return tuple(sorted(one.value for one in given if isinstance(one, RdfLiteral)))

    def _other_names(self, node: NamedNode) -> tuple[str, ...]:
        given = (*self._values(node, SKOS.altLabel), *self._values(node, SKOS.hiddenLabel))
        return tuple(sorted({one.value for one in given if isinstance(one, RdfLiteral)}))

    def _columns(self, nodes: list[NamedNode], row_class: NamedNode) -> Iterator[ColumnShape]:
        """The columns of a sheet; a rule on a property concerns the first column whose path begins with it."""
        begun: set[NamedNode] = set()
        for node in nodes:
            joins, path = self._path(node)
            kind = self._kind(node, path)
            if kind is None or not path or not self._texts(node, SH.name):
                raise ShapesError(WorkbooksText.COLUMN_UNREADABLE(profile=self._profile.token, column=node.value))
            language = next(iter(self._list(self._first(node, SH.languageIn))), None)
            pattern = self._first(node, SH.pattern)
            of_sheet = self._first(node, SH.node)
            datatype = self._first(node, SH.datatype)
            proposed_by = self._first(node, DMV.proposedBy)
            is_first = path[0] not in begun
            begun.add(path[0])
            need: Need = self._need(row_class, path[0]) if is_first and not joins else "optional"
            yield ColumnShape(
                iri=node.value,
                heading=self._texts(node, SH.name),
                help=self._texts(node, SH.description),
                path=path,
                joins=joins,
                kind=kind,
                datatype=datatype if isinstance(datatype, NamedNode) else XSD.string,
                language="" if language is None else language.value,
                scheme="" if pattern is None else pattern.value.removeprefix("^"),
                code_lists=tuple(one.value for one in self._values(node, DMV.codeList) if isinstance(one, NamedNode)),
                of_sheet=of_sheet.value if isinstance(of_sheet, NamedNode) else None,
                is_list=not any(
                    isinstance(one, RdfLiteral) and one.value == "1" for one in self._values(node, SH.maxCount)
                ),
                # Without its code no row can be told from another, or joined.
                need="mandatory" if joins or (path == (DCT.identifier,) and row_class in RECORD_CLASSES) else need,
                has_value_rule=self._has_value_rule(row_class, path),
                # Whatever is said there, other than that it does not stay.
                stays_in_workbook=any(
                    not isinstance(one, RdfLiteral) or one.value not in ("false", "0")
                    for one in self._values(node, DMV.staysInWorkbook)
                ),
                has_max_rule=any(self._values(rule, SH.maxCount) for _, rule in self._rules_on(row_class, path[0])),
                other_headings=self._other_names(node),
                proposed_by=proposed_by.value if isinstance(proposed_by, NamedNode) else None,
            )

    def _kind(self, node: NamedNode, path: tuple[NamedNode, ...]) -> Kind | None:
        has = {prop for prop, _ in self._about[node]}
        if SH.node in has:
            return "record" if path[-1] == DCT.identifier else None
        if DMV.codeList in has and SH.datatype in has:
            return "agency" if path[-1] == DCT.identifier else None
        if DMV.codeList in has:
            return "concept"
        if SH.languageIn in has:
            return "text"
        if SH.nodeKind in has:
            return "iri"
        datatype = self._first(node, SH.datatype)
        if datatype is None:
            return None
        return "date" if datatype == XSD.date else "literal"

    def _path(self, node: NamedNode) -> tuple[tuple[NamedNode, ...], tuple[NamedNode, ...]]:
        """The properties that lead from a record to the node, and those from there on; empty if it is no such path."""
        value = self._first(node, SH.path, blank=True)
        if isinstance(value, NamedNode):
            return (), (value,)
        joins: list[NamedNode] = []
        path: list[NamedNode] = []
        for step in self._list(value):
            inverse = self._first(step, SH.inversePath) if isinstance(step, BlankNode) else None
            if isinstance(inverse, NamedNode) and not path:
                joins.insert(0, inverse)
            elif isinstance(step, NamedNode):
                path.append(step)
            else:
                return (), ()
        return tuple(joins), tuple(path)

    def _need(self, row_class: NamedNode, prop: NamedNode) -> Need:
        """The need of a property by the rules on its count that are in use."""
        found: set[str] = set()
        for rule, node in self._rules_on(row_class, prop):
            counts = [value for given, value in self._about[node] if given in _COUNTS]
            if any(isinstance(one, RdfLiteral) and one.value != "0" for one in counts):
                found.add(rule.severity)
        return "mandatory" if "violation" in found else "recommended" if "warning" in found else "optional"

    def _rules_on(self, row_class: NamedNode, prop: NamedNode | None) -> Iterator[tuple[Rule, Subject]]:
        """The rules in use on a property of a class, with their shapes; of None those on any."""
        for node in self._rules.get(row_class, ()):
            rule = self._profile.rules.get(node.value) if isinstance(node, NamedNode) else None
            if rule is not None and not rule.is_deactivated and (prop is None or rule.path == prop.value):
                yield rule, node

    def _has_value_rule(self, row_class: NamedNode, path: tuple[NamedNode, ...]) -> bool:
        """Whether a rule in use looks at the values of a path."""
        for rule, node in self._rules_on(row_class, path[0]):
            if rule.is_of_node:
                continue
            if len(path) == 1 and any(given in _CONSTRAINTS for given, _ in self._about[node]):
                return True
            own = self._path(node)[1] if isinstance(node, NamedNode) else ()
            if len(path) > 1 and (own == path or path[1] in self._inner_fields(node)):
                return True
        middle = MIDDLE_CLASSES.get(path[0]) if len(path) > 1 else None
        return middle is not None and middle != FOAF.Agent and self._has_value_rule(middle, path[1:])

    def _fields(self, row_class: NamedNode) -> dict[str, tuple[NamedNode, ...]]:
        """The properties of inner nodes that rules on a class ask for, by the codes of the rules."""
        found = {rule.code: tuple(self._inner_fields(node)) for rule, node in self._rules_on(row_class, None)}
        return {code: inner for code, inner in found.items() if inner}

    def _inner_fields(self, node: Subject, depth: int = 0) -> Iterator[NamedNode]:
        """The properties that the alternatives of a rule ask for, in their order; not those that must be absent."""
        for prop in (SH["or"], SH["and"], SH.xone, SH.node, SH.property):
            for value in self._values(node, prop):
                members = self._list(value) if prop in (SH["or"], SH["and"], SH.xone) else [value]
                for one in members:
                    if isinstance(one, NamedNode) and depth < _DEEPEST:
                        _, path = self._path(one) if self._first(one, SH.path, blank=True) is not None else ((), ())
                        yield from path[:1] or self._inner_fields(one, depth + 1)

    def _order(self, node: Subject) -> float:
        value = self._first(node, SH.order)
        return float(value.value) if isinstance(value, RdfLiteral) else 0.0

    def _texts(self, node: Subject, prop: NamedNode) -> dict[str, str]:
        return {
            value.language or "en": value.value for value in self._values(node, prop) if isinstance(value, RdfLiteral)
        }

    def _list(self, head: Term | None) -> list[Term]:
        found: list[Term] = []
        while isinstance(head, BlankNode):
            first = self._first(head, RDF.first, blank=True)
            if first is None:
                break
            found.append(first)
            head = self._first(head, RDF.rest, blank=True)
        return found

    def _first(self, node: Subject | Term, prop: NamedNode, *, blank: bool = False) -> Term | None:
        values = self._values(node, prop)
        return next((one for one in values if blank or not isinstance(one, BlankNode) or prop == SH.languageIn), None)

    def _values(self, node: Subject | Term, prop: NamedNode) -> list[Term]:
        pairs = self._about.get(node, ()) if isinstance(node, NamedNode | BlankNode) else ()
        return [value for given, value in pairs if given == prop]


def text_in(texts: Mapping[str, str], language: str = "vi") -> str:
    """A heading or title in a language, else in Vietnamese, else in any."""
    return texts.get(language) or texts.get("vi") or next(iter(texts.values()), "")
