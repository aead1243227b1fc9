"""The code of the country in place of that of its language."""

from __future__ import annotations

import pytest

from danhmuc.registry import Agent, Dataset, Distribution
from danhmuc.vocab.errors import FieldError


@pytest.mark.parametrize("tag", ["vn", "VN", "vn-VN"])
def test_text__with_the_tag_of_the_country_is_refused_with_that_of_the_language(tag: str) -> None:
    texts = {tag: "Nước"}
    for make in (
        lambda: Dataset("https://e.vn/1", title=texts),
        lambda: Dataset("https://e.vn/1", keywords=texts),
        lambda: Distribution(title=texts),
        lambda: Agent("https://e.vn/so", name=texts),
    ):
        with pytest.raises(FieldError, match="takes the language tag 'vi' for Vietnamese"):
            make()


def test_text__of_others_with_that_tag_is_read_as_it_is() -> None:
    turtle = '<https://e.vn/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "Nước"@vn .'
    dataset = Dataset.parse(turtle)
    assert dataset.title["vn"] == "Nước"
    assert '"Nước"@vn' in dataset.replace(identifier=["1"]).to("turtle")
    assert '"Nước"@vi-vn' in Dataset("https://e.vn/1", title={"vi-VN": "Nước"}).to("turtle")
