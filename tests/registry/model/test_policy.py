"""Policies and their rules, each noun in a file that is loaded when it is needed."""

from __future__ import annotations

import subprocess
import sys

from danhmuc.registry import Duty, Offer, Permission, Policy

ODRL = "http://www.w3.org/ns/odrl/2/"
TURTLE = """
    @prefix dcat: <http://www.w3.org/ns/dcat#> .
    @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
    <urn:d> a dcat:Dataset ; odrl:hasPolicy <urn:o> .
    <urn:o> a odrl:Offer ; odrl:permission [ odrl:action odrl:distribute ] .
"""


def test_policies__are_shown_as_their_kind_though_nobody_asked_for_it_before() -> None:
    kinds = f"[type(one).__name__ for one in Dataset.parse({TURTLE!r}).policies]"
    program = f"from danhmuc.registry import Dataset; print({kinds})"
    told = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (told.stdout, told.stderr) == ("['Offer']\n", "")


def test_rules__stand_in_a_policy_with_what_they_ask_for() -> None:
    made = Offer(permissions=[Permission(actions=[ODRL + "distribute"], duties=[Duty(actions=[ODRL + "attribute"])])])
    (allowed,) = Policy.parse(made.to()).permissions
    assert (type(allowed), type(allowed.duties[0])) == (Permission, Duty)
    assert [action.iri for action in allowed.actions] == [ODRL + "distribute"]
