"""The datasets of databases, split as Decree 47/2020/NĐ-CP, Article 11(4)(d), splits the items of a database."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from danhmuc.vocab.terms import DCT

from ..messages.statutory_lists import StatutoryListsText
from .listed_record import join_texts

if TYPE_CHECKING:
    from .listed_record import ListedRecord
    from .sharing_classes import Sharing


ItemKind = Literal["open", "default", "special", "other"]


class ItemsOfDatabases:
    """Names of datasets by the database of which they state to be part, and by how they are shared."""

    def __init__(self) -> None:
        self._names: defaultdict[tuple[str, ItemKind], list[str]] = defaultdict(list)

    def add(self, record: ListedRecord, sharing: Sharing) -> None:
        """Add a dataset to each database that it names."""
        databases = record.iris(DCT.isPartOf)
        if not databases:
            return
        name = record.text(DCT.title) or record.text(DCT.identifier) or record.iri
        if sharing.kind == "conditional":
            name = StatutoryListsText.CONDITIONAL_ITEM(name=name).render(record.lang)
        for database in databases:
            self._names[database.value, _kind_of(sharing)].append(name)

    def names(self, database: str, kind: ItemKind) -> str:
        """The names of the items of a database that are shared in one way."""
        return join_texts(sorted(self._names.get((database, kind), ())))


def _kind_of(sharing: Sharing) -> ItemKind:
    """The kind of an item; shared data of a form that is not stated is none of the three that the decree names."""
    if sharing.kind in ("open", "conditional"):
        return "open"
    if sharing.kind == "shared" and sharing.form is not None:
        return sharing.form
    return "other"
