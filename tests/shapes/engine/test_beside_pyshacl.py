"""Generated shapes and data: our results are pySHACL's, but where pySHACL is known to differ.

What is known to differ is kept out of what is generated here, and has its own tests beside its reasons in
`test_differences_from_pyshacl`. ``DANHMUC_DEEP=5000`` generates so many examples; else it is a few seconds' worth.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, note, reject, settings
from hypothesis import strategies as st

from danhmuc.shapes.engine import Plan
from danhmuc.shapes.engine.components import COMPONENTS
from danhmuc.shapes.engine.paths import Alternative, Path, Predicate, Steps
from danhmuc.shapes.engine.shape_model import Shape
from danhmuc.vocab.errors import ShapesError

from ...conftest import examples

Told = tuple[str, str, str, str, str, str]
Judge = Callable[[str, str], "Counter[Told]"]

DEEP = int(os.environ.get("DANHMUC_DEEP", "0"))
REACH = 600
"""Examples within which everything must have come up."""
SETTINGS = settings(
    max_examples=DEEP or examples(60),
    derandomize=not DEEP,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

NODES = (":a", ":b", ":c", "_:x")
PREDICATES = (":p", ":q")
AMOUNTS = (":n", ":m")
"""Predicates whose values can be compared: literals of one family."""
CLASSES = (":C", ":D", ":E", ":S0", ":S1")
"""Some of them are shapes, too, and so may be targets without saying so."""
LITERALS = (
    *('"x"', '"xy"', '""', '"Xy z"', r'"x\ny"', '"😀"', '"x"@en', '"X"@EN', '"y"@en', '"x"@en-GB', '"x"@vi', '"đ"@vi'),
    *("1", "2", "05", "5", "-3", "1.0", "1.50", "2.5e0", "true", "false", '"1"^^xsd:boolean'),
    *('"a"^^xsd:integer', '"1.5"^^xsd:integer', '"300"^^xsd:byte', '"yes"^^xsd:boolean', '"7"^^xsd:int'),
    *('"2024-02-29"^^xsd:date', '"2023-02-30"^^xsd:date', '"2024-13-01"^^xsd:date', '"1999"^^xsd:gYear'),
    *('"2024-01-01T00:00:00"^^xsd:dateTime', '"2024-01-01T12:00:00Z"^^xsd:dateTime', '"12:00:00"^^xsd:time'),
    *('"25:00:00"^^xsd:time', '"P1D"^^xsd:duration', '"PT1H"^^xsd:dayTimeDuration', '"abc"^^xsd:hexBinary'),
    *(
        '"0"^^xsd:positiveInteger',
        '"-5"^^xsd:nonNegativeInteger',
        '"INF"^^xsd:double',
        '"vi"^^xsd:language',
        '"x"^^:own',
    ),
)
DATATYPES = (
    *("xsd:string", "xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:date", "xsd:dateTime"),
    *("xsd:byte", "xsd:int", "xsd:gYear", "xsd:time", "xsd:duration", "xsd:dayTimeDuration", "xsd:hexBinary"),
    *("xsd:positiveInteger", "xsd:nonNegativeInteger", "xsd:language", "rdf:langString", ":own"),
)
NODE_KINDS = ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
FAMILIES = (
    (
        "0",
        "1",
        "2",
        "-3",
        "5",
        "7",
        "1.5",
        "2.50",
        "2.5e0",
        "1e1",
        '"7"^^xsd:int',
        '"2"^^xsd:float',
        '"INF"^^xsd:double',
    ),
    ('"a"', '"b"', '"ab"', '""', '"Z"', '"đ"'),
    tuple(f'"{day}"^^xsd:date' for day in ("2024-02-28", "2024-02-29", "2024-03-01", "1999-12-31", "0001-01-01")),
    tuple(
        f'"{time}"^^xsd:dateTime'
        for time in ("2024-02-29T12:00:00", "2024-02-29T12:00:00.5", "2024-03-01T00:00:00", "1999-12-31T23:59:59")
    ),
    tuple(
        f'"{time}"^^xsd:dateTime'
        for time in (
            "2024-02-29T12:00:00Z",
            "2024-02-29T12:00:00+07:00",
            "2024-02-29T05:00:00Z",
            "1999-12-31T23:59:59Z",
        )
    ),
    tuple(f'"{time}"^^xsd:time' for time in ("12:00:00", "12:00:00.5", "00:00:00", "23:59:59")),
    ("true", "false", '"1"^^xsd:boolean'),
)
"""Literals of which each can be compared with each."""
PATTERNS = (
    *('"x"', '"^x$"', '"^[a-z]+$"', '"e.vn"', '"^http"', '"^.{2}$"', r'"\\d"', '"X|Đ"', '"^y"', r'"\\s"', r'"[^x\\d]"'),
    *('"^$"', r'"(x)\\1?y"', '"x.y"', '"^(?:X|Y)"'),
)
BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")

Words = st.SearchStrategy[str]


def one(parameter: str, values: Sequence[str]) -> Words:
    """A parameter with one value."""
    return st.sampled_from(values).map(lambda value: f"sh:{parameter} {value}")


def some(parameter: str, values: Sequence[str]) -> Words:
    """A parameter with one value or two, each of which is a constraint."""
    drawn = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
    return drawn.map(lambda values: f"sh:{parameter} {' , '.join(values)}")


def listed(parameter: str, values: Sequence[str], *, most: int = 3, least: int = 1) -> Words:
    """A parameter with a list."""
    drawn = st.lists(st.sampled_from(values), min_size=least, max_size=most)
    return drawn.map(lambda values: f"sh:{parameter} ( {' '.join(values)} )")


def joined(first: Words, *others: Words) -> Words:
    """Some words one after another."""
    return st.tuples(first, *others).map("".join)


NAMED = (*(node for node in NODES if node.startswith(":")), *LITERALS)
"""Terms that shapes and data can both name."""
TARGETS = st.one_of(
    some("targetNode", (":a", ":b", ":c")),
    some("targetNode", NAMED),
    some("targetClass", CLASSES),
    some("targetSubjectsOf", (*PREDICATES, *AMOUNTS)),
    some("targetObjectsOf", (*PREDICATES, *AMOUNTS)),
)
OF_VALUES = st.one_of(
    some("class", CLASSES),
    one("datatype", DATATYPES),
    one("nodeKind", [f"sh:{kind}" for kind in NODE_KINDS]),
    one("minLength", ("1", "2", "3")),
    one("maxLength", ("0", "1", "2", "14")),
    joined(some("pattern", PATTERNS), st.sampled_from(("", ' ; sh:flags "i"', ' ; sh:flags "m"'))),
    listed("languageIn", ('"en"', '"vi"', '"en-gb"', '"*"'), most=2, least=0),
    some("equals", (*PREDICATES, *AMOUNTS)),
    some("disjoint", (*PREDICATES, *AMOUNTS)),
    some("hasValue", NAMED),
    listed("in", NAMED, least=0),
    joined(
        one("closed", ("true", "true", "true", "false")),
        st.one_of(st.just(""), listed("ignoredProperties", ("rdf:type", *PREDICATES)).map(" ; ".__add__)),
    ),
)
"""Constraints that any shape may have."""
OF_PROPERTIES = st.one_of(
    one("minCount", ("0", "1", "2", "3")),
    one("maxCount", ("0", "1", "2")),
    one("uniqueLang", ("true", "true", "false")),
)
"""Constraints that only property shapes may have."""
SEQUENCE = re.compile(r"(?<!sh:alternativePath )\( ")
STEPS = st.sampled_from((*PREDICATES, *PREDICATES, ":n", "rdf:type", "rdfs:subClassOf"))
PATHS = STEPS | st.recursive(
    STEPS,
    lambda inner: st.one_of(
        inner.filter(lambda path: SEQUENCE.search(path) is None).map(lambda path: f"[ sh:inversePath {path} ]"),
        inner.map(lambda path: f"[ sh:zeroOrMorePath {path} ]"),
        inner.map(lambda path: f"[ sh:oneOrMorePath {path} ]"),
        inner.map(lambda path: f"[ sh:zeroOrOnePath {path} ]"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"( {' '.join(some)} )"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"[ sh:alternativePath ( {' '.join(some)} ) ]"),
    ),
    max_leaves=4,
)
TO_AMOUNTS = st.sampled_from(
    (":n", ":n", ":m", ":m", "( :p :n )", "( [ sh:inversePath :q ] :m )", "[ sh:alternativePath ( :n :m ) ]")
)
SEVERITIES = one("severity", ("sh:Warning", "sh:Info", ":Grave"))
COUNTS = ((1, None), (None, 1), (1, 2), (0, 0), (None, 0), (2, None))


def of_amounts(family: Sequence[str]) -> Words:
    """Constraints that compare."""
    return st.one_of(
        *(one(bound, family) for bound in BOUNDS), some("lessThan", AMOUNTS), some("lessThanOrEquals", AMOUNTS)
    )


@st.composite
def data_graphs(draw: st.DrawFn, family: Sequence[str]) -> str:
    """Some twenty triples with few values, so that the same comes up again; and some classes below others."""
    subjects = st.sampled_from((":a", ":a", *NODES))
    few = ['"x"@en', '"y"@en', *draw(st.lists(st.sampled_from(LITERALS), min_size=1, max_size=4))]
    triples = st.one_of(
        st.tuples(subjects, st.just("a"), st.sampled_from((*CLASSES, "_:class"))),
        st.tuples(subjects, st.sampled_from(PREDICATES), st.sampled_from(few)),
        st.tuples(subjects, st.just(":p"), st.sampled_from(few[:2])),
        st.tuples(subjects, st.sampled_from(PREDICATES), st.sampled_from(NODES)),
        st.tuples(subjects, st.sampled_from(AMOUNTS), st.sampled_from(family)),
        st.tuples(subjects, st.sampled_from(AMOUNTS), st.sampled_from(family)),
    )
    below = st.tuples(
        st.sampled_from((*CLASSES, "_:class")), st.just("rdfs:subClassOf"), st.sampled_from((*CLASSES, "_:class"))
    )
    drawn = [*draw(st.lists(triples, min_size=10, max_size=24)), *draw(st.lists(below, max_size=2))]
    return "\n".join(f"{' '.join(triple)} ." for triple in drawn)


@st.composite
def shapes_graphs(draw: st.DrawFn, family: Sequence[str]) -> str:
    """Up to six shapes; each speaks only of those after it, so that none leads into itself."""
    kinds = draw(st.lists(st.sampled_from(("node", "property", "amount")), min_size=2, max_size=6))
    names = [draw(st.sampled_from((f":S{number}", f"_:s{number}"))) for number in range(len(kinds))]
    lines = []
    for number, kind in enumerate(kinds):
        said = draw(words_of(kind, family))
        if number == 0 or draw(st.booleans()):
            said += draw(st.lists(TARGETS, min_size=1, max_size=2, unique_by=parameter))
        later = list(zip(names, kinds, strict=True))[number + 1 :]
        if later:
            held = [name for name, its_kind in later if its_kind != "node"]
            whole = [name for name, its_kind in later if its_kind == "node"]
            said += draw(of_shapes(held, whole, is_property=kind != "node"))
        said = said or ["a sh:NodeShape"]
        lines.append(f"{names[number]} " + " ;\n    ".join(said) + " .")
    return "\n".join(lines)


@st.composite
def words_of(draw: st.DrawFn, kind: str, family: Sequence[str]) -> list[str]:
    """What a shape says of itself."""
    kinds = ("", "", "", " , rdfs:Class", " , <http://www.w3.org/2002/07/owl#Class>")
    said = [f"a sh:{'NodeShape' if kind == 'node' else 'PropertyShape'}{draw(st.sampled_from(kinds))}"]
    if draw(st.integers(0, 5)) == 0:
        said = []
    if kind != "node":
        said.append(f"sh:path {draw(PATHS if kind == 'property' else TO_AMOUNTS)}")
        said += draw(st.lists(OF_PROPERTIES, min_size=kind == "property", max_size=2, unique_by=parameter))
    if kind == "amount":
        said += draw(st.lists(of_amounts(family), min_size=1, max_size=2, unique_by=parameter))
    said += draw(st.lists(OF_VALUES, min_size=kind == "node", max_size=2, unique_by=parameter))
    if draw(st.integers(0, 4)) == 0:
        said.append(draw(SEVERITIES))
    if draw(st.integers(0, 8)) == 0:
        said.append(f"sh:deactivated {draw(st.sampled_from(('true', 'true', 'false')))}")
    return said


@st.composite
def of_shapes(draw: st.DrawFn, held: list[str], whole: list[str], *, is_property: bool) -> list[str]:
    """Constraints that speak of other shapes: of property shapes, and of node shapes."""
    any_of = (*held, *whole)
    kinds = [some("not", any_of), *(listed(name, any_of) for name in ("and", "or", "xone"))]
    if held:
        kinds += [some("property", held)] * 3
    if whole:
        kinds += [some("node", whole)] * 2
    if is_property:
        counts = [qualified(count, any_of) for count in COUNTS]
        kinds += [st.one_of(counts)] * 2
    return draw(st.lists(st.one_of(kinds), max_size=3, unique_by=parameter))


def qualified(count: tuple[int | None, int | None], shapes: Sequence[str]) -> Words:
    """A qualified count."""
    least, most = count
    said = "" if least is None else f" ; sh:qualifiedMinCount {least}"
    said += "" if most is None else f" ; sh:qualifiedMaxCount {most}"
    apart = st.sampled_from(("", " ; sh:qualifiedValueShapesDisjoint true", " ; sh:qualifiedValueShapesDisjoint true"))
    return joined(one("qualifiedValueShape", shapes), st.just(said), apart)


def parameter(words: str) -> str:
    """The first parameter."""
    return words.split()[0]


def pairs() -> st.SearchStrategy[tuple[str, str]]:
    """Shapes and data."""
    return st.sampled_from(FAMILIES).flatmap(lambda family: st.tuples(shapes_graphs(family), data_graphs(family)))


@SETTINGS
@given(pairs())
def test_results__are_those_of_pyshacl(ours: Judge, theirs: Judge, pair: tuple[str, str]) -> None:
    shapes, data = pair
    found = unless_refused(ours, shapes, data)
    expected = theirs(shapes, data)
    note(f"{shapes}\n\n{data}\n\nonly ours: {found - expected}\nonly pySHACL's: {expected - found}")
    assert found == expected


def unless_refused(ours: Judge, shapes: str, data: str) -> Counter[Told]:
    """What we find; an example is thrown away where qualified shapes that stand side by side lead into each other."""
    try:
        return ours(shapes, data)
    except ShapesError as error:
        if "lead into themselves" in str(error) and "qualifiedValueShapesDisjoint true" in shapes:
            reject()
        raise


class Reach:
    """What has come up in examples."""

    def __init__(self) -> None:
        self.demanded: set[str] = set()
        self.failed: set[str] = set()
        self.targets: set[str] = set()
        self.paths: set[str] = set()
        self.others: set[str] = set()

    def take_in(self, shape: Shape) -> None:
        self.demanded.update(constraint.component for constraint in shape.constraints)
        self.targets.update(target.kind for target in shape.targets)
        self.others.update(f"sh:{name}" for one in shape.constraints for name in one.parameters)
        if any(target.node == shape.node for target in shape.targets):
            self.targets.add("itself")
        if shape.path is not None:
            self.paths.update(parts(shape.path))
        said = {
            "severity": shape.severity is not None,
            "deactivated": shape.is_deactivated,
            "property": bool(shape.properties),
            "siblings": len(shape.siblings) > 1,
            "nested twice": any(one.properties or one.others for one in shape.others.values()),
        }
        self.others.update(what for what, is_so in said.items() if is_so)


def parts(path: Path) -> Iterator[str]:
    """The forms that a path is made of."""
    yield type(path).__name__
    match path:
        case Predicate():
            return
        case Steps(paths) | Alternative(paths):
            within = paths
        case _:
            within = (path.path,)
    for one in within:
        yield from parts(one)


@pytest.mark.soak
def test_examples__reach_far(
    ours: Judge, plan_of: Callable[[str], Plan], shapes_of: Callable[[str], Iterable[Shape]]
) -> None:
    reach = Reach()

    @settings(max_examples=REACH, derandomize=True, deadline=None, database=None, phases=[Phase.generate])
    @given(pairs())
    def look(pair: tuple[str, str]) -> None:
        for shape in shapes_of(pair[0]):
            reach.take_in(shape)
        reach.failed.update(component for *_, component, _ in unless_refused(ours, *pair))
        assert plan_of(pair[0]).warnings == ()

    look()
    components = {component.name for component in COMPONENTS}
    assert reach.demanded == components
    assert reach.failed == components
    assert reach.targets == {"node", "class", "subjects-of", "objects-of", "itself"}
    assert reach.paths == {form.__name__ for form in get_args(Path)}
    assert reach.others >= {
        *("severity", "deactivated", "property", "siblings", "nested twice"),
        *("sh:flags", "sh:ignoredProperties", "sh:qualifiedValueShapesDisjoint"),
    }
