"""Validate any RDF against any shapes: the general SHACL validator.

Data and shapes are in memory as a whole; `Validator` validates records of a catalogue one by one. Nothing is fetched:
a warning names what shapes import by ``owl:imports``.
Source: https://www.w3.org/TR/shacl/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from danhmuc.vocab.errors import DocumentError, ShapesError, SourceUnavailableError, UnknownNameError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.terms import OWL, RDF

from ..engine import Data, Overruns, Plan, Row, compile_plan, read_shapes
from ..engine.details import Details
from ..engine.holders import Holders
from ..engine.patterns import overrun_messages
from ..engine.report_graph import BlankNames
from ..messages.validating import InputsText, ValidatingText
from ..shacl_result import ForeignResults
from ..sparql.parts import SparqlParts, sparql_parts
from .code_lists import HIERARCHY, CodeListIndex
from .inputs import InputGraph, RdfInput, read_inputs
from .nested_names import NestedNames, rename_made_up
from .profile_validator import ENGINES
from .shacl_report import ShaclReport

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term

    from ..engine import Index
    from ..engine.shape_model import ShapesGraph
    from ..sparql.pyshacl_engine import PyShaclValidator
    from .profile_validator import Engine


_IMPORTS: Final = OWL.imports
_ONTOLOGY: Final = OWL.Ontology
_SHAPES: Final = "shapes"
_DATA: Final = "data"


def validate(
    data: RdfInput | Sequence[RdfInput],
    shapes: RdfInput | Sequence[RdfInput],
    *,
    engine: Engine = "danhmuc",
    w3c_classes: bool = False,
    details: bool = False,
    allow_unread_shapes: bool = False,
    today: date | None = None,
    data_format: str | None = None,
    shapes_format: str | None = None,
) -> ShaclReport:
    """Validate data against shapes.

    Both may be a path (of a file, or of a folder of RDF files), a text or bytes in any of our formats, an rdflib
    Graph, or several of these, which count as one graph. A `str` is a text if it contains a line break, ``<`` or
    ``{``, else a path. To validate many graphs against the same shapes, use a `ShaclValidator`.

    Args:
        engine: ``pyshacl`` is the independent reference, many times slower.
        w3c_classes: whether undescribed nodes have no class and no values, as the W3C reads it; else these cannot be
            verified and do not count against the data. pySHACL always reads like the W3C.
        details: whether the report graph has ``sh:detail``, the reasons why a value does not meet a ``sh:node``.
        allow_unread_shapes: whether parts of the shapes that were not read are left out of the report: a parameter that
            SHACL does not know, an import, a rule. Otherwise the report names the parts, which data may fail.
        today: the reference date of danhmuc's own components on dates; None leaves what needs one unverified.
        data_format: of texts and files, see `danhmuc.vocab.reading.RDF_FORMATS`; None detects it.
        shapes_format: the same for shapes.

    Raises:
        ShapesError: the shapes cannot be used: unreadable, absent, recursive, or in need of a script.
        SourceUnavailableError: the data cannot be opened.
        DocumentError: the data is no RDF.
        UsageError: no such engine or format.
    """
    validator = ShaclValidator(
        shapes,
        engine=engine,
        w3c_classes=w3c_classes,
        details=details,
        allow_unread_shapes=allow_unread_shapes,
        format=shapes_format,
    )
    return validator.validate(data, today=today, format=data_format)


class ShaclValidator:
    """Compiled shapes: read them once, validate many graphs. The arguments are those of `validate`.

    Attributes:
        warnings: a message for each part of the shapes that is skipped, or that may be a mistake.
        unread_shapes: those of them on parts that were not read, which data may fail; none if that is allowed.

    Raises:
        ShapesError: the shapes cannot be used.
        UsageError: no such engine or format.
    """

    def __init__(
        self,
        shapes: RdfInput | Sequence[RdfInput],
        *,
        engine: Engine = "danhmuc",
        w3c_classes: bool = False,
        details: bool = False,
        allow_unread_shapes: bool = False,
        format: str | None = None,  # noqa: A002 - the word users know
    ) -> None:
        if engine not in ENGINES:
            raise UnknownNameError(ErrorsText.ENGINE_UNKNOWN, engine, ENGINES)
        self._engine: Engine = engine
        self._is_open = not w3c_classes
        self._wants_details = details
        self._overruns = Overruns()
        self._inputs = _read_shapes(shapes, format)
        self._holders = Holders(self._inputs.index)
        with self._rename_nodes_in_errors():
            graph = _read_graph(self._inputs)
            self._for_pyshacl = self._inputs.index
            self._parts = sparql_parts(graph, self._inputs.index) if engine == "danhmuc" else SparqlParts(core=graph)
            self._plan: Plan = compile_plan(self._parts.core)
            skipped = self._skip_queries() if self._is_for_pyshacl else ()
        warnings = (*_import_warnings(self._inputs.index), *_target_warnings(graph), *self._plan.warnings, *skipped)
        harmless = {*_target_warnings(graph), *(one.message() for one in graph.defects if not one.is_unread)}
        renamed = {one: self._rename_nodes(one) for one in warnings}
        self.warnings = tuple(dict.fromkeys(renamed.values()))
        unread = (text for one, text in renamed.items() if one not in harmless)
        self.unread_shapes = () if allow_unread_shapes else tuple(dict.fromkeys(unread))

    def _skip_queries(self) -> tuple[Message, ...]:
        """Leave out queries that cannot be run, and return a message for each."""
        from ..sparql.guard import without_defects  # rdflib costs more than everything else

        if self._engine == "pyshacl":
            self._for_pyshacl, warnings = without_defects(self._inputs.index)
            return warnings
        constraints, warnings = without_defects(self._parts.constraints)
        targeted, more = without_defects(self._parts.targeted)
        self._parts = replace(self._parts, constraints=constraints, targeted=targeted)
        return (*warnings, *more)

    def validate(
        self,
        data: RdfInput | Sequence[RdfInput],
        *,
        today: date | None = None,
        format: str | None = None,  # noqa: A002 - the word users know
    ) -> ShaclReport:
        """Validate data against the shapes; the arguments are those of the function.

        Raises:
            SourceUnavailableError: the data cannot be opened.
            DocumentError: it is no RDF.
            ShapesError: pySHACL cannot work with the shapes.
            UsageError: no such format, or nothing that could be data.
        """
        if today is not None and (not isinstance(today, date) or isinstance(today, datetime)):
            raise UsageError(InputsText.DAY_NEEDED(kind=type(today).__name__))
        gathered = read_inputs(data, noun=_DATA, format=format)
        names = BlankNames(keep=gathered.keeps_names or self._inputs.keeps_names)
        nested_names = NestedNames("", gathered.index)
        pyshacl = self._make_pyshacl(gathered.index, names, nested_names, today)
        rows: list[Row] = []
        behind = None
        overruns_before = dict(self._overruns)
        if self._engine == "danhmuc":
            looked_at = Data(
                gathered.index,
                context=(CodeListIndex(),) if self._is_open else (),
                hierarchy=HIERARCHY if self._is_open else None,
                is_open=self._is_open,
                today=today,
                overruns=self._overruns,
                found_by_query=self._find_by_query(pyshacl),
            )
            rows = self._plan.run(looked_at)
            behind = Details(self._parts.core, looked_at)
        return ShaclReport(
            rows,
            engine=self._engine,
            names=names,
            holders=Holders(gathered.index),
            nested_names=nested_names,
            warnings=(
                *self.warnings,
                *overrun_messages(_count_increases(self._overruns, overruns_before)),
            ),
            unread_shapes=self.unread_shapes,
            reading=gathered.findings,
            foreign=self._run_pyshacl(pyshacl, names),
            behind=behind,
            shape_holders=self._holders,
            is_detailed=self._wants_details,
        )

    @property
    def _is_for_pyshacl(self) -> bool:
        return self._engine == "pyshacl" or bool(self._parts)

    def _make_pyshacl(
        self, data: Index, names: BlankNames, nested_names: NestedNames, today: date | None
    ) -> PyShaclValidator | None:
        """Make a pySHACL validator of the data, if one is needed."""
        if not self._is_for_pyshacl:
            return None
        from ..sparql.pyshacl_engine import PyShaclValidator  # rdflib and pySHACL cost more than everything else

        return PyShaclValidator(data, names, name_of=nested_names.of_blank, today=today)

    def _find_by_query(self, pyshacl: PyShaclValidator | None) -> Mapping[Term, Sequence[Term]]:
        """Find the focus nodes of targets by query."""
        if pyshacl is None:
            return {}
        with self._rename_nodes_in_errors():
            return self._parts.find_by_query(pyshacl)

    def _run_pyshacl(self, pyshacl: PyShaclValidator | None, names: BlankNames) -> ForeignResults | None:
        """Validate with pySHACL, if it is needed."""
        if pyshacl is None:
            return None
        with self._rename_nodes_in_errors():
            if self._engine == "danhmuc":
                found = self._parts.validate(pyshacl, names)
            else:
                found = pyshacl.validate(self._for_pyshacl)
        return found + pyshacl.uncomputed

    @contextmanager
    def _rename_nodes_in_errors(self) -> Iterator[None]:
        """Rename blank nodes in errors on shapes so that users can find them."""
        try:
            yield
        except ShapesError as error:
            raise ShapesError(self._rename_nodes(error.message)) from error

    def _rename_nodes(self, message: Message) -> Message:
        """Replace blank nodes in a message by paths that lead to them.

        The parser invents new names for blank nodes on each run, so nobody can search for them.
        """
        return message if self._inputs.keeps_names else rename_made_up(message, self._holders, self._inputs.index)


def _read_shapes(shapes: RdfInput | Sequence[RdfInput], format: str | None) -> InputGraph:  # noqa: A002
    try:
        return read_inputs(shapes, noun=_SHAPES, format=format)
    except SourceUnavailableError as error:
        raise ShapesError(ValidatingText.SHAPES_UNOPENED(location=error.location, reason=error.reason)) from error
    except DocumentError as error:
        # This is the only name of a text.
        is_text = error.document == _SHAPES
        message = error.message if is_text else ValidatingText.SHAPES_UNREADABLE(place=error.place, reason=error.reason)
        raise ShapesError(message) from error


def _read_graph(gathered: InputGraph) -> ShapesGraph:
    graph = read_shapes(gathered.index)
    if not graph.shapes:
        if graph.warnings:
            raise ShapesError(ValidatingText.SHAPES_ABSENT_BECAUSE(places=gathered.places, reason=graph.warnings[0]))
        raise ShapesError(ValidatingText.SHAPES_ABSENT(places=gathered.places))
    return graph


def _import_warnings(index: Index) -> Iterator[Message]:
    for properties in index.values():
        for value in properties.get(_IMPORTS, ()):
            if not isinstance(value, Literal) and _ONTOLOGY in index.get(value, {}).get(RDF.type, ()):
                # It stands beside the graph that imports it.
                continue
            yield ValidatingText.IMPORT_NOT_FETCHED(iri=str(value))


def _count_increases(counts: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number > before.get(name, 0)}


def _target_warnings(graph: ShapesGraph) -> Iterator[Message]:
    is_targeted = any(shape.targets and not shape.is_deactivated for shape in graph.shapes.values())
    if not is_targeted:
        yield ValidatingText.TARGET_ABSENT()
