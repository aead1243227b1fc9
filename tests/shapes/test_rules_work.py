"""Every rule of ours works: records made from its own shape meet it and break it, and are judged so.

Our engine judges as it does in a run, pySHACL beside it what SHACL Core knows. A rule that nothing can meet, that
nothing can break, or for which nothing here makes values, fails by its code.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF, SH

from danhmuc.shapes import Profile, load_profile, profile_tokens
from danhmuc.shapes.engine import index_nquads, read_shapes
from danhmuc.shapes.engine.components import ALL_COMPONENTS
from danhmuc.shapes.validation.core_engine import CoreEngine, GraphInContext
from danhmuc.vocab.findings import Finding
from danhmuc.vocab.rdflib_graphs import add_nquads

from .generating.asked import NoGeneratorError
from .generating.records import Record, is_of_core, records_apart, records_of, targets_of
from .generating.terms import DAY, GENERATORS


class WholeGraph:
    """Who names a node stands in its own graph."""

    def is_complete(self, predicate: NamedNode) -> bool:
        return True

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Sequence[NamedNode]:
        return ()


class Proof:
    """The rules of a profile, and the records made for each."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.codes = {rule.code: iri for iri, rule in profile.rules.items() if not rule.is_deactivated}
        shapes = read_shapes(index_nquads(profile.nquads)).shapes
        self._shapes = {node.value: shape for node, shape in shapes.items() if isinstance(node, NamedNode)}
        self._targets = targets_of(shapes.values())
        self._engine = CoreEngine(profile)
        self._records: dict[str, list[Record]] = {}

    def own_codes(self) -> list[str]:
        """Codes of the rules that the profile itself declares, and that are in use."""
        return own_codes(self.profile)

    def core_codes(self) -> list[str]:
        """Those of them that SHACL Core can judge."""
        return [code for code in self.own_codes() if is_of_core(self._shapes[self.codes[code]])]

    def records(self, code: str) -> list[Record]:
        """The records for a rule."""
        if code not in self._records:
            iri = self.codes[code]
            base = f"{self.profile.token}-{list(self.codes).index(code)}"
            self._records[code] = list(records_of(code, self._shapes[iri], self._targets.get(iri, ()), base))
        return self._records[code]

    def records_apart(self, broken: str, kept: str) -> Iterator[Record]:
        """Records that are made to break a rule and to meet another."""
        iri = self.codes[broken]
        shapes = self._shapes[iri], self._shapes[self.codes[kept]]
        return records_apart(broken, *shapes, self._targets.get(iri, ()), f"{self.profile.token}-apart")

    def defects(self, code: str) -> Iterator[str]:
        """What shows that a rule does not work, one sentence each."""
        try:
            records = self.records(code)
        except NoGeneratorError as error:
            yield f"{code}: nothing here makes {error}"
            return
        for is_good, lack in ((True, "meets"), (False, "breaks")):
            if not any(record.is_good is is_good for record in records):
                yield f"{code}: no record {lack} it; does a shape with a target hold it?"
        for record in records:
            told = self._told(record)
            if told is not None:
                yield f"{code}: a record that {record} {told}"

    def severities(self, record: Record) -> set[str]:
        """What the findings of its rule on a record count as."""
        found = self.findings(record)
        return {one.reported_severity for one in found if one.code == record.rule and one.focus == record.focus.value}

    def findings(self, record: Record) -> Sequence[Finding]:
        """All that is found in a record."""
        graph = GraphInContext(index=index_nquads(record.nquads or b""), incoming=WholeGraph())
        (found,) = self._engine.validate_each([graph], today=DAY)
        return found.findings

    def _told(self, record: Record) -> str | None:
        """What is wrong with how a record is judged; None where nothing is."""
        if record.nquads is None:
            return "cannot be made"
        severities = self.severities(record)
        if record.is_good:
            return f"has findings: {sorted(severities)}" if severities else None
        return None if severities - {"cannot-verify"} else f"has no finding but {sorted(severities)}"


@cache
def proof_of(token: str) -> Proof:
    """The proof of one of our profiles."""
    return Proof(load_profile(token))


def own_codes(profile: Profile) -> list[str]:
    """Codes of the rules that a profile itself declares, and that are in use."""
    rules = profile.rules.values()
    return sorted(one.code for one in rules if not one.is_deactivated and one.code.startswith(f"{profile.token}:"))


OWN = [pytest.param(token, code, id=code) for token in profile_tokens() for code in own_codes(load_profile(token))]


@pytest.mark.parametrize(("token", "code"), OWN)
def test_rule__generated_records_meet_and_break_it(token: str, code: str) -> None:
    assert list(proof_of(token).defects(code)) == []


@pytest.mark.soak
@pytest.mark.parametrize("token", [token for token in profile_tokens() if len(load_profile(token).tokens) > 1])
def test_profile__rules_of_those_below_work_in_it(token: str) -> None:
    proof = proof_of(token)
    inherited = sorted(set(proof.codes) - set(proof.own_codes()))

    assert inherited
    assert [defect for code in inherited for defect in proof.defects(code)] == []


@pytest.mark.soak
@pytest.mark.parametrize("token", profile_tokens())
def test_profile__pyshacl_says_the_same_of_generated_records(token: str) -> None:
    proof = proof_of(token)

    assert by_pyshacl_wrong(proof) == []


@pytest.mark.parametrize("token", profile_tokens())
def test_profile__deactivated_rules_find_nothing_in_records_that_break_them(token: str) -> None:
    profile = proof_of(token).profile
    off = [rule for rule in profile.rules.values() if rule.is_deactivated]
    broken = [
        one for rule in off for one in proof_of(rule.code.partition(":")[0]).records(rule.code) if not one.is_good
    ]

    assert {one.rule for one in broken} == {rule.code for rule in off}
    assert [one.rule for one in broken if proof_of(token).severities(one)] == []


COMPONENTS = """
@prefix : <https://e.vn/shapes/each#> .
@prefix dmv: <https://w3id.org/danhmuc/def#> .
@prefix prof: <http://www.w3.org/ns/dx/prof/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://e.vn/shapes/each> a prof:Profile ; prof:hasToken "each" .
:Small a sh:NodeShape ; sh:maxExclusive 3 .
:Even a sh:NodeShape ; sh:in ( 0 2 4 6 ) .
:Named a sh:NodeShape ; sh:property [ sh:path :name ; sh:minCount 1 ] .
"""
RULES = {
    "Class": "sh:class :Thing",
    "Datatype": "sh:datatype xsd:date",
    "NodeKind": "sh:nodeKind sh:BlankNode",
    "MinCount": "sh:minCount 2",
    "MaxCount": "sh:maxCount 2",
    "MinExclusive": "sh:minExclusive 3",
    "MinInclusive": "sh:minInclusive 3",
    "MaxExclusive": 'sh:maxExclusive "2026-01-01"^^xsd:date',
    "MaxInclusive": "sh:maxInclusive 3.5",
    "MinLength": "sh:minLength 3",
    "MaxLength": "sh:maxLength 3",
    "Pattern": 'sh:pattern "^a[0-9]{2,3}$" ; sh:flags "i"',
    "LanguageIn": 'sh:languageIn ( "vi" "en" )',
    "UniqueLang": "sh:uniqueLang true",
    "Equals": "sh:equals :other",
    "Disjoint": "sh:disjoint :other",
    "LessThan": "sh:lessThan :other",
    "LessThanOrEquals": "sh:lessThanOrEquals :other",
    "Not": "sh:not :Small",
    "And": "sh:and ( :Small :Even )",
    "Or": "sh:or ( :Small :Even )",
    "Xone": "sh:xone ( :Small :Even )",
    "Node": "sh:node :Named",
    "QualifiedMinCount": "sh:qualifiedValueShape :Even ; sh:qualifiedMinCount 2",
    "QualifiedMaxCount": "sh:qualifiedValueShape :Even ; sh:qualifiedMaxCount 1",
    "HasValue": "sh:hasValue 3",
    "In": "sh:in ( 1 2 )",
    "MaxAge": 'dmv:maxAge "P1Y2M3D"^^xsd:duration',
    "MaxAhead": 'dmv:maxAhead "P1D"^^xsd:duration',
    "OrderedPeriod": "dmv:orderedPeriod true",
    "WorkingDaysAfter": "dmv:workingDaysAfter :other ; dmv:workingDays 3",
    "MaxAgeBy": 'dmv:maxAgeBy :other ; dmv:grace "P7D"^^xsd:duration',
    "InForce": "dmv:inForce true ; dmv:onDateOf :other",
    "ValidCode": 'dmv:validCode true ; dmv:onDate "2026-01-01"^^xsd:date',
    "ListedCode": "dmv:validCode true ; dmv:codeList <https://w3id.org/danhmuc/concept/agency>",
}
"""A rule of each component, on a property; of one that a list tells more about another."""
TOLD = 'sh:severity sh:Warning ; sh:message "Chữ"@vi'
NODE_RULES = {"Closed": "sh:closed true ; sh:ignoredProperties ( rdf:type )"}


@pytest.fixture(scope="module")
def each(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """The proof of a profile with a rule of each component."""
    text = COMPONENTS
    for name, lines in RULES.items():
        text += f":{name} a sh:PropertyShape ; sh:path :p ; {lines} ; {TOLD} .\n"
    for name, lines in NODE_RULES.items():
        text += f":{name} a sh:NodeShape ; sh:targetClass :{name}Record ; {lines} ; {TOLD} .\n"
    held = " , ".join(f":{name}" for name in RULES)
    path = tmp_path_factory.mktemp("each") / "each.ttl"
    path.write_text(f"{text}:Judged a sh:NodeShape ; sh:targetClass :Record ; sh:property {held} .\n", encoding="utf-8")
    return Proof(load_profile(path))


@pytest.mark.parametrize("name", [*(component.name for component in ALL_COMPONENTS), "ListedCode"])
def test_component__records_that_meet_and_break_it_are_made_and_judged_so(each: Proof, name: str) -> None:
    assert list(each.defects(f"each:{name}")) == []


def test_components__pyshacl_says_the_same_of_their_records(each: Proof) -> None:
    assert by_pyshacl_wrong(each) == []


DEAD = {
    "Held-by-none": ("sh:minCount 1", "no record meets it; does a shape with a target hold it?"),
    "Lengths": ("sh:minLength 5 ; sh:maxLength 2", "a record that meets it by all that it demands"),
    "Or": ("sh:or ( :Even :Any )", "a record that breaks it by Or"),
    "Choice-in-it": ("sh:or ( :Even :Coded )", "a record that breaks it by way 2 within Or"),
    "Count": ("sh:minCount 0", "a record that breaks it by MinCount"),
    "Datatype": ("sh:datatype xsd:gMonthDay", "nothing here makes a value of the datatype"),
    "Path": ("sh:minCount 1 ; sh:path [ sh:zeroOrMorePath :p ]", "nothing here makes values of a path"),
}


@pytest.mark.parametrize("name", DEAD)
def test_defects__rule_that_cannot_work_is_told(tmp_path: Path, name: str) -> None:
    lines, told = DEAD[name]
    lines = lines if "sh:path" in lines else f"{lines} ; sh:path :p"
    held = "" if name == "Held-by-none" else f" ; sh:property :{name}"
    path = tmp_path / "each.ttl"
    path.write_text(
        f"{COMPONENTS}:Any a sh:NodeShape ; sh:not [ sh:in ( 0 ) ] .\n"
        f":Coded a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:or ( :Named :Unnamed ) .\n"
        f":Unnamed a sh:NodeShape ; sh:property [ sh:path :name ; sh:maxCount 0 ] .\n"
        f":{name} a sh:PropertyShape ; {lines} ; {TOLD} .\n"
        f":Judged a sh:NodeShape ; sh:targetClass :Record{held} .\n",
        encoding="utf-8",
    )

    assert next(Proof(load_profile(path)).defects(f"each:{name}"), "").startswith(f"each:{name}: {told}")


def test_defects__component_without_generator_is_told(each: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(GENERATORS, "NodeKind")

    assert list(Proof(each.profile).defects("each:NodeKind")) == [
        "each:NodeKind: nothing here makes a node for the component NodeKind"
    ]


def by_pyshacl_wrong(proof: Proof) -> list[str]:
    """The records that pySHACL judges otherwise, each by its rule alone, in one call."""
    records = [record for code in proof.core_codes() for record in proof.records(code) if record.nquads is not None]
    assert records
    data, shapes = rdflib.Graph(), rdflib.Graph()
    add_nquads(shapes, proof.profile.nquads)
    shapes.remove((None, SH.targetClass, None))
    for record in records:
        add_nquads(data, record.nquads or b"")
        shapes.add((rdflib.URIRef(proof.codes[record.rule]), SH.targetNode, rdflib.URIRef(record.focus.value)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph), text
    failed = {
        (str(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    return [
        f"{record.rule}: a record that {record}"
        for record in records
        if ((proof.codes[record.rule], record.focus.value) in failed) is record.is_good
    ]
