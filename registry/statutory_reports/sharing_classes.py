"""The class of a dataset by its sharing nature: exactly one, and never open unless that is understood.

Source: Data Law 60/2024/QH15, Articles 3, 13 and 21.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import DCT, DMV

from ..messages.statutory_reports import StatutoryReportsText
from ..record.search_words import code_of
from ..record.summary import publicity_level

if TYPE_CHECKING:
    from danhmuc.vocab.messages import Message
    from danhmuc.vocab.reading import Term

    from .listed_record import ListedRecord


SharingClass = Literal["open", "conditional", "shared", "internal", "unclear"]
SharingForm = Literal["default", "special"]

SHARING_CLASSES: Final[tuple[SharingClass, ...]] = ("open", "conditional", "shared", "internal", "unclear")
_NATURE: Final = "https://w3id.org/danhmuc/concept/sharing-nature/"
_CLASSES: Final[dict[str, SharingClass]] = {
    f"{_NATURE}MO": "open",
    f"{_NATURE}MO_CO_DIEU_KIEN": "conditional",
    f"{_NATURE}DUNG_CHUNG": "shared",
    f"{_NATURE}DUNG_RIENG": "internal",
}
_FORM: Final = "https://w3id.org/danhmuc/concept/sharing-form/"
_FORMS: Final[dict[str, SharingForm]] = {f"{_FORM}MAC_DINH": "default", f"{_FORM}DAC_THU": "special"}
_LIMITS: Final[dict[SharingClass, dict[NamedNode, int]]] = {
    "open": {DCT.accessRights: 0, DMV.personalData: 0, DMV.importance: 0},
    "conditional": {DCT.accessRights: 1, DMV.personalData: 1, DMV.importance: 1},
}
"""The least public level of other properties that goes with a class; what is not understood goes with neither."""
SHARED_BY: Final = (DMV.sharingNature, DMV.sharingForm, *_LIMITS["open"])
"""The properties of a dataset by which `sharing_of` finds its class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """The way in which a dataset is shared.

    Attributes:
        why: why its class is ``unclear``; None if it is not.
        form: of shared data; None if it is not stated or not understood.
    """

    kind: SharingClass
    why: Message | None = None
    form: SharingForm | None = None


def sharing_of(record: ListedRecord) -> Sharing:
    """The class of a record by the sharing nature that it states, and by whatever contradicts it."""
    natures = record.values(DMV.sharingNature)
    if not natures:
        return Sharing(kind="unclear", why=StatutoryReportsText.SHARING_NOT_STATED())
    if len(natures) > 1:
        return Sharing(
            kind="unclear", why=StatutoryReportsText.SHARING_SEVERAL(values=tuple(sorted(map(record.name, natures))))
        )
    nature = natures[0]
    kind = _CLASSES.get(nature.value) if isinstance(nature, NamedNode) else None
    if kind is None:
        return Sharing(kind="unclear", why=StatutoryReportsText.SHARING_UNKNOWN(value=record.name(nature)))
    for prop, value in contradictions(kind, record.values):
        why = StatutoryReportsText.SHARING_CONTRADICTS(
            nature=record.name(nature),
            property=StatutoryReportsText.SHARING_PROPERTIES[code_of(prop.value)](),
            value=record.name(value),
        )
        return Sharing(kind="unclear", why=why)
    return Sharing(kind=kind, form=_form_of(record.values(DMV.sharingForm)))


def contradictions(
    kind: SharingClass, values: Callable[[NamedNode], Iterable[Term]]
) -> Iterator[tuple[NamedNode, Term]]:
    """The properties, with their values, by which data is less public than its class.

    Args:
        values: returns the values of a property of the dataset.
    """
    for prop, limit in _LIMITS.get(kind, {}).items():
        for value in values(prop):
            if publicity_level(prop, value) > limit:
                yield prop, value


def _form_of(values: list[Term]) -> SharingForm | None:
    if len(values) != 1 or not isinstance(values[0], NamedNode):
        return None
    return _FORMS.get(values[0].value)
