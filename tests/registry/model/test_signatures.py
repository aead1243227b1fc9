"""The signatures of constructors, from which `help`, `inspect` and notebooks complete the fields."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys

import pytest

from danhmuc.registry import model
from danhmuc.registry.model import Catalog, Dataset, Distribution, Resource
from danhmuc.registry.model.nouns import NOUNS, noun_by_name
from danhmuc.vocab.errors import FieldError


@pytest.mark.parametrize("name", NOUNS)
def test_signature__has_a_keyword_for_each_field(name: str) -> None:
    noun = noun_by_name(name)
    parameters = inspect.signature(noun).parameters
    assert list(parameters) == ["iri", *noun.fields, "classes", "extra"]
    assert parameters["iri"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert {parameters[field].kind for field in [*noun.fields, "classes", "extra"]} == {inspect.Parameter.KEYWORD_ONLY}
    assert {parameter.default for parameter in parameters.values()} == {None}


@pytest.mark.parametrize("name", NOUNS)
def test_signature__names_types_without_variables(name: str) -> None:
    noun = noun_by_name(name)
    for field in noun.fields:
        given = inspect.signature(noun).parameters[field].annotation
        compile(given, field, "eval")
        assert given.endswith(" | None")
        assert not given.startswith("R ")


def test_signature__names_the_types_taken() -> None:
    parameters = inspect.signature(Dataset.__init__).parameters
    assert next(iter(parameters)) == "self"
    assert parameters["title"].annotation == "str | Mapping[str, str | Iterable[str]] | Texts | None"
    assert parameters["publisher"].annotation == "Agent | str | None"
    assert parameters["distributions"].annotation == "Distribution | str | Iterable[Distribution | str] | None"
    assert parameters["issued"].annotation == "str | date | Temporal | None"
    size = inspect.signature(Distribution).parameters["byte_size"]
    assert size.annotation == "int | Decimal | Number | None"


def test_signature__belongs_to_each_class_alone() -> None:
    assert "title" not in inspect.signature(Resource).parameters
    assert "datasets" not in inspect.signature(Dataset).parameters
    assert "datasets" in inspect.signature(Catalog).parameters


def test_constructor__of_a_subclass_takes_its_fields() -> None:
    class Station(Dataset):
        """A dataset of one station."""

    assert inspect.signature(Station) == inspect.signature(Dataset)
    assert Station("https://e.vn/1", title="x").title[""] == "x"
    with pytest.raises(FieldError, match=r"^Station\.titel is not a field"):
        Station(titel="x")


def test_constructor__of_a_subclass_may_be_its_own() -> None:
    class Named(Dataset):
        def __init__(self, name: str) -> None:
            super().__init__(title=name)

    assert Named("x").title[""] == "x"
    assert list(inspect.signature(Named).parameters) == ["name"]


def test_ipython__would_complete_fields() -> None:
    # As its completer asks without jedi: keywords and what may be given by name.
    kinds = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    names = [name for name, one in inspect.signature(model.Dataset).parameters.items() if one.kind in kinds]
    assert {"title", "publisher", "accrual_periodicity"} <= set(names)


def test_help__names_the_fields() -> None:
    command = [sys.executable, "-c", "import danhmuc.registry; help(danhmuc.registry.Checksum)"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # Python 3.13 gives each parameter a line.
    assert re.search(r"Checksum\([\s|]*iri: 'str \| None' = None,[\s|]*\*,[\s|]*algorithm: ", told)
