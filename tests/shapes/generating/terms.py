"""For each component that asks something of a single node: which terms to offer, and whether a term meets it.

Whether it does is answered here without the engine, which is what the generated records try.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from danhmuc.shapes.engine.shape_model import ShapeConstraint
from danhmuc.vocab import concepts
from danhmuc.vocab.terms import DCAT, ELI, RDF, SCHEMA, XSD

from .asked import NoGeneratorError, Term
from .texts import FORMS, MALFORMED, matches, texts_like

__all__ = ["DAY", "GENERATORS", "Generator", "above", "below", "date_on", "defaults", "months_before", "typed"]

DAY = date(2026, 8, 15)
"""The reference date of all records."""
_LONG_AGO = date(1990, 2, 1)
_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}
_LANGUAGES = ("vi", "en", "fr", "lo")
_OTHER = NamedNode("https://e.vn/def#other")

Said = Sequence[tuple[NamedNode, Term]]


@dataclass(frozen=True, slots=True, eq=False)
class Generator:
    """How to meet or to break one constraint.

    Attributes:
        holds: whether a term meets it; None where that is settled by what is said of it.
        offers: terms to try, of a record with that tag.
        met, broken: what to say of a term, so that it meets the constraint or breaks it.
    """

    holds: Callable[[Term], bool | None]
    offers: Callable[[str], Iterable[Term]] = lambda tag: ()
    met: Said | None = None
    broken: Said | None = None

    def said(self, term: Term, *, wanted: bool) -> Said | None:
        """What to say of a term; None where it cannot be brought to it."""
        found = self.holds(term)
        if found is None:
            return self.met if wanted else self.broken
        return () if found is wanted else None


def defaults(tag: str) -> Iterator[Term]:
    """Terms of all kinds, for where nothing else is offered."""
    yield NamedNode(f"https://e.vn/{tag}")
    yield BlankNode(tag)
    for language in _LANGUAGES:
        yield Literal(f"Chữ {tag}", language=language)
    yield Literal(f"Chữ {tag}")
    for number, name in enumerate(FORMS):
        if name != "string":
            yield typed(FORMS[name], name)
        if number == 0:
            yield Literal("")
    yield Literal("", language="vi")
    yield NamedNode(f"https://e.vn/{tag}/2")


def typed(text: str, name: str) -> Literal:
    """A literal of a datatype of XML Schema."""
    return Literal(text, datatype=XSD[name])


def date_on(day: date) -> Literal:
    """A day as a literal."""
    return typed(day.isoformat(), "date")


def months_before(day: date, duration: str) -> date:
    """The day a duration of years, months and days before."""
    numbers = {"Y": 0, "M": 0, "D": 0}
    number = ""
    for sign in duration.removeprefix("P"):
        if sign.isdigit():
            number += sign
        else:
            numbers[sign], number = int(number), ""
    months = day.year * 12 + day.month - 1 - numbers["Y"] * 12 - numbers["M"]
    return day.replace(year=months // 12, month=months % 12 + 1) - timedelta(days=numbers["D"])


def above(value: Literal) -> Literal:
    """A value of the same datatype that is more."""
    return _moved(value, 1)


def below(value: Literal) -> Literal:
    """A value of the same datatype that is less."""
    return _moved(value, -1)


def _moved(value: Literal, by: int) -> Literal:
    name = value.datatype.value.removeprefix(XSD.iri)
    if name == "date":
        return date_on(date.fromisoformat(value.value) + timedelta(days=by))
    if name in ("integer", "decimal", "nonNegativeInteger", "positiveInteger"):
        return typed(str(Decimal(value.value) + by), name)
    raise NoGeneratorError(f"values around one of the datatype {name}")


def _order(term: Term) -> Decimal | None:
    """Where a date or a number stands among its like."""
    if not isinstance(term, Literal) or term.value == MALFORMED:
        return None
    match term.datatype.value.removeprefix(XSD.iri):
        case "date":
            return Decimal(date.fromisoformat(term.value).toordinal())
        case "integer" | "decimal" | "nonNegativeInteger" | "positiveInteger":
            return Decimal(term.value)
    return None


def _text(term: Term) -> str | None:
    return None if isinstance(term, BlankNode) else term.value


def _one(constraint: ShapeConstraint) -> Term:
    return next(iter(constraint.parameters.values()))[0]


# ---------------------------------------------------------------- what SHACL Core asks of a node


def _class(constraint: ShapeConstraint) -> Generator:
    wanted = _one(constraint)
    return Generator(lambda term: False if isinstance(term, Literal) else None, met=((RDF.type, wanted),), broken=())


def _datatype(constraint: ShapeConstraint) -> Generator:
    wanted = _one(constraint)
    assert isinstance(wanted, NamedNode)
    name = wanted.value.removeprefix(XSD.iri)
    if wanted != RDF.langString and name not in FORMS:
        raise NoGeneratorError(f"a value of the datatype {wanted}")
    is_text = wanted == RDF.langString or name == "string"

    def holds(term: Term) -> bool:
        return isinstance(term, Literal) and term.datatype == wanted and (is_text or term.value != MALFORMED)

    def offers(tag: str) -> Iterator[Term]:
        if not is_text:
            yield typed(FORMS[name], name)
            yield typed(MALFORMED, name)

    return Generator(holds, offers)


def _node_kind(constraint: ShapeConstraint) -> Generator:
    kinds = _KINDS[_one(constraint).value.rpartition("#")[2]]
    return Generator(lambda term: isinstance(term, kinds))


def _bound(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[ShapeConstraint], Generator]:
    def make(constraint: ShapeConstraint) -> Generator:
        bound = _one(constraint)
        limit = _order(bound)
        if limit is None:
            raise NoGeneratorError(f"values around {bound}")
        assert isinstance(bound, Literal)
        near = (bound, above(bound), below(bound), below(below(bound)))

        def test(term: Term) -> bool:
            place = _order(term) if isinstance(term, Literal) and term.datatype == bound.datatype else None
            return place is not None and holds(limit, place)

        return Generator(test, lambda tag: near)

    return make


def _length(holds: Callable[[int, int], bool]) -> Callable[[ShapeConstraint], Generator]:
    def make(constraint: ShapeConstraint) -> Generator:
        limit = int(_one(constraint).value)
        texts = [Literal("x" * length) for length in (limit, limit + 1, limit - 1) if length >= 0]
        return Generator(lambda term: (text := _text(term)) is not None and holds(limit, len(text)), lambda tag: texts)

    return make


def _pattern(constraint: ShapeConstraint) -> Generator:
    pattern = constraint.parameters["pattern"][0].value
    flags = "".join(term.value for term in constraint.parameters.get("flags", ()))

    def offers(tag: str) -> Iterator[Term]:
        for text in texts_like(pattern, flags, tag):
            if matches("^[a-z]+:[^ ]+$", "", text):
                yield NamedNode(text)
            yield Literal(text)
            yield Literal(text, language="vi")

    return Generator(lambda term: (text := _text(term)) is not None and matches(pattern, flags, text), offers)


def _language_in(constraint: ShapeConstraint) -> Generator:
    ranges = [term.value.lower() for term in constraint.parameters["languageIn"]]

    def holds(term: Term) -> bool:
        tag = term.language.lower() if isinstance(term, Literal) and term.language else ""
        return any(tag == one or tag.startswith(one + "-") for one in ranges)

    def offers(tag: str) -> Iterator[Term]:
        for one in ranges:
            yield Literal(f"Chữ {tag}", language=one)
            yield Literal(f"Chữ {tag}", language=f"{one}-VN")

    return Generator(holds, offers)


def _in(constraint: ShapeConstraint) -> Generator:
    terms = next(iter(constraint.parameters.values()))
    return Generator(lambda term: term in terms, lambda tag: terms)


def _closed(constraint: ShapeConstraint) -> Generator:
    is_on = constraint.parameters["closed"][0].value == "true"
    return Generator(
        lambda term: True if isinstance(term, Literal) else None,
        met=(),
        broken=((_OTHER, Literal("Chữ")),) if is_on else None,
    )


# ---------------------------------------------------------------- what our own components ask of a node


def _max_age(constraint: ShapeConstraint) -> Generator:
    oldest = months_before(DAY, constraint.parameters["maxAge"][0].value)
    days = [date_on(day) for day in (oldest, oldest - timedelta(days=1), DAY, _LONG_AGO)]

    def holds(term: Term) -> bool | None:
        place = _order(term)
        if place is None or not isinstance(term, Literal) or term.datatype.value != XSD.date.value:
            return None
        return place >= oldest.toordinal()

    return Generator(holds, lambda tag: days)


def _max_ahead(constraint: ShapeConstraint) -> Generator:
    latest = DAY + timedelta(days=int(constraint.parameters["maxAhead"][0].value[1:-1]))
    days = [date_on(day) for day in (latest, latest + timedelta(days=1), DAY)]

    def holds(term: Term) -> bool | None:
        place = _order(term)
        if place is None or not isinstance(term, Literal) or term.datatype.value != XSD.date.value:
            return None
        return place <= latest.toordinal()

    return Generator(holds, lambda tag: days)


def _ordered_period(constraint: ShapeConstraint) -> Generator:
    is_on = constraint.parameters["orderedPeriod"][0].value == "true"
    begun = (NamedNode(DCAT.startDate.value), date_on(_LONG_AGO))
    ended = (NamedNode(DCAT.endDate.value), date_on(_LONG_AGO - timedelta(days=1)))
    return Generator(
        lambda term: True if isinstance(term, Literal) else None, met=(begun,), broken=(begun, ended) if is_on else None
    )


def _lasting(begin: str, end: str) -> Callable[[ShapeConstraint], Generator]:
    """What lasts from a day to another; the day that is asked about lies long after one, long before the other."""

    def make(constraint: ShapeConstraint) -> Generator:
        listed = [one for name in constraint.parameters.get("codeList", ()) if (one := concepts.scheme_at(name.value))]

        def holds(term: Term) -> bool | None:
            # Of a text a list may say how long it lasts, else nobody does.
            named = [one.get(term.value) for one in listed] if isinstance(term, Literal) else []
            return next((concept.valid_on(DAY) for concept in named if concept is not None), None)

        return Generator(
            holds,
            lambda tag: [Literal(concept.code) for one in listed for concept in one],
            met=((NamedNode(begin), date_on(_LONG_AGO)),),
            broken=(
                (NamedNode(begin), date_on(_LONG_AGO)),
                (NamedNode(end), date_on(_LONG_AGO + timedelta(days=500))),
            ),
        )

    return make


GENERATORS: dict[str, Callable[[ShapeConstraint], Generator]] = {
    "Class": _class,
    "Datatype": _datatype,
    "NodeKind": _node_kind,
    "MinExclusive": _bound(lambda limit, place: place > limit),
    "MinInclusive": _bound(lambda limit, place: place >= limit),
    "MaxExclusive": _bound(lambda limit, place: place < limit),
    "MaxInclusive": _bound(lambda limit, place: place <= limit),
    "MinLength": _length(lambda limit, length: length >= limit),
    "MaxLength": _length(lambda limit, length: length <= limit),
    "Pattern": _pattern,
    "LanguageIn": _language_in,
    "Closed": _closed,
    "HasValue": _in,
    "In": _in,
    "MaxAge": _max_age,
    "MaxAhead": _max_ahead,
    "OrderedPeriod": _ordered_period,
    "InForce": _lasting(ELI.first_date_entry_in_force.value, ELI.date_no_longer_in_force.value),
    "ValidCode": _lasting(SCHEMA.validFrom.value, SCHEMA.validThrough.value),
}
"""By component."""
