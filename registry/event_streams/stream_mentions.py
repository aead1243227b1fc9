"""The IRIs that pages of a stream mention: a later visit finds them by what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.reading import Descriptions
from danhmuc.vocab.terms import LDES

from ..record.bars import mentions_of
from ..record.contents import ReadDocument
from ..record.spools import replace_unloaded
from .pages import Composition
from .stream_page import TIES, StreamPage, StreamSettings, is_of_stream

SETTING_IRIS: Final = (LDES.timestampPath.value, LDES.versionOfPath.value, LDES.retentionPolicy.value)
"""Mentioned by a page that says how its stream is to be read."""


def page_mentions(page: StreamPage, settings: StreamSettings) -> str:
    """The keys of all that a page mentions."""
    return mentions_of(_iris(page, settings))


def with_mentions(documents: Iterable[ReadDocument], mentions: Mapping[str, str]) -> Iterator[ReadDocument]:
    """The documents, each with what it mentions, by place."""
    return (replace_unloaded(one, mentions=mentions.get(one.place)) for one in documents)


def _iris(page: StreamPage, settings: StreamSettings) -> set[str]:
    """The IRIs that a page describes, is about, or ties to others."""
    found = set(SETTING_IRIS) if page.settings else set()
    for activity, described in Composition(settings=settings).descriptions_on(page):
        if activity.thing is not None:
            found.add(activity.thing)
        found |= _iris_in(described)
    outside = {subject: pairs for subject, pairs in page.outside.items() if not is_of_stream(pairs)}
    return found | _iris_in(outside)


def _iris_in(descriptions: Descriptions) -> set[str]:
    found = {subject.value for subject in descriptions if isinstance(subject, NamedNode)}
    for pairs in descriptions.values():
        found.update(value.value for predicate, value in pairs if predicate in TIES and isinstance(value, NamedNode))
    return found
