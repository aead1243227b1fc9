"""Lay scheme files out in the one form they have: order of lines, breaks, prefixes.

    python .ci/snapshots/lay_out.py [--check] [FILE...]

Without files, all of vocab/schemes. With ``--check`` it writes nothing and exits with 1 where a file would change. For
lists written by hand: write what is to be said, in any Turtle, under a comment that tells where it is from. Concepts
and objects keep their order. Needs pyoxigraph.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph
from scheme_text import PREFIXES, Concept, Label, Scheme, written

from danhmuc.vocab.terms import RDF

SCHEMES = Path(__file__).resolve().parents[2] / "vocab" / "schemes"
TYPE = RDF.type.value

Said = dict[str, list[pyoxigraph.NamedNode | pyoxigraph.Literal]]


def laid_out(text: str) -> str:
    """The same list in the one form."""
    comment = [line.removeprefix("#").removeprefix(" ") for line in text.splitlines() if line.startswith("#")]
    quads = pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE)
    described: dict[str, Said] = {}
    for quad in quads:
        if isinstance(quad.object, pyoxigraph.BlankNode | pyoxigraph.Triple):
            raise SystemExit(f"{quad.subject} has a nested value, which no list needs")
        said = described.setdefault(quad.subject.value, {})
        said.setdefault(_prefixed(quad.predicate.value), []).append(quad.object)
    (iri, head), *concepts = described.items()
    return written(
        Scheme(
            iri,
            _one(head, "dct:identifier"),
            titles=_labels(head, "dct:title"),
            source=_one(head, "dct:source"),
            rights=_one(head, "dct:rights"),
            modified=_one(head, "dct:modified"),
            completeness=_one(head, "dmv:completeness"),
            concepts=tuple(_concept(iri, said) for iri, said in concepts),
            comment="\n".join(comment),
            prefixes={name: space for name, space in quads.prefixes.items() if name not in PREFIXES},
        )
    )


def _concept(iri: str, said: Said) -> Concept:
    concept = Concept(
        iri=iri,
        code=_one(said, "skos:notation"),
        labels=_labels(said, "skos:prefLabel"),
        alt_labels=_labels(said, "skos:altLabel"),
        hidden_labels=_labels(said, "skos:hiddenLabel"),
        notes=_labels(said, "skos:scopeNote"),
        change_notes=_labels(said, "skos:changeNote"),
        definitions=_labels(said, "skos:definition"),
        kind=_one(said, "dct:type"),
        exact_matches=_iris(said, "skos:exactMatch"),
        close_matches=_iris(said, "skos:closeMatch"),
        broad_matches=_iris(said, "skos:broadMatch"),
        broader=_iris(said, "skos:broader"),
        source=_one(said, "dct:source"),
        valid_from=_one(said, "schema:validFrom"),
        valid_through=_one(said, "schema:validThrough"),
        status=_one(said, "adms:status"),
        replaced_by=_iris(said, "dct:isReplacedBy"),
        issuers=_labels(said, "dct:publisher"),
        issued=_one(said, "dct:date"),
        grade=_one(said, "dmv:evidenceGrade"),
        seen_on=_one(said, "dmv:seenOn"),
    )
    if unknown := set(said) - {TYPE, "skos:inScheme"}:
        raise SystemExit(f"{iri} says what no list says: {', '.join(sorted(unknown))}")
    return concept


def _labels(said: Said, name: str) -> tuple[Label, ...]:
    return tuple(
        Label(value.value, (value.language or "") if isinstance(value, pyoxigraph.Literal) else "")
        for value in said.pop(name, [])
    )


def _iris(said: Said, name: str) -> tuple[str, ...]:
    return tuple(value.value for value in said.pop(name, []))


def _one(said: Said, name: str) -> str:
    """The only value, empty where there is none."""
    values = said.pop(name, [])
    if len(values) > 1:
        raise SystemExit(f"{name} has {len(values)} values, one is wanted: {', '.join(map(str, values))}")
    return values[0].value if values else ""


def _prefixed(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def main(files: list[Path], *, check: bool) -> int:
    """Lay the files out, or only compare: 1 where one would change."""
    code = 0
    for path in files:
        text = path.read_text(encoding="utf-8")
        if (fresh := laid_out(text)) == text:
            continue
        if check:
            sys.stderr.write(f"{path.name} is not laid out: python .ci/snapshots/lay_out.py\n")
            code = 1
        else:
            path.write_text(fresh, encoding="utf-8")
    return code


if __name__ == "__main__":
    names = [argument for argument in sys.argv[1:] if argument != "--check"]
    if any(name.startswith("-") for name in names):
        raise SystemExit(__doc__)
    raise SystemExit(main([Path(name) for name in names] or sorted(SCHEMES.glob("*.ttl")), check="--check" in sys.argv))
