"""Shared lists by their names and codes, so that columns that seem to use one are found without comparing all pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from danhmuc.vocab.concepts import CodeList, ListedConcept
from danhmuc.vocab.errors import UnknownNameError, UsageError

from ..messages.elements import ElementsText
from ..record.table_draft import name_key


@dataclass(frozen=True, slots=True)
class SharedLists:
    """The code lists in force.

    Attributes:
        by_token: each by its short name.
        by_name: tokens by the keys of their names.
        by_code: tokens by code.
    """

    by_token: Mapping[str, CodeList]
    by_name: Mapping[str, tuple[str, ...]]
    by_code: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, lists: Iterable[CodeList]) -> SharedLists:
        """The indexes of some lists."""
        by_token: dict[str, CodeList] = {}
        names: dict[str, list[str]] = {}
        codes: dict[str, list[str]] = {}
        for one in lists:
            by_token[one.token] = one
            for key in {name_key(one.token), *(name_key(title) for title in one.titles.values())}:
                names.setdefault(key, []).append(one.token)
            for concept in one:
                codes.setdefault(concept.code, []).append(one.token)
        return cls(
            by_token,
            {key: tuple(sorted(tokens)) for key, tokens in names.items() if key},
            {code: tuple(dict.fromkeys(tokens)) for code, tokens in codes.items()},
        )

    def names_of(self, token: str) -> frozenset[str]:
        """The names by which a column may be bound to a list: its IRI and its token."""
        return frozenset({token, self.by_token[token].iri})

    def token_of(self, name: str) -> str | None:
        """The token of a list by its IRI or token."""
        if name in self.by_token:
            return name
        return next((token for token, one in self.by_token.items() if one.iri == name), None)

    def concept(self, code_list: str, code: str) -> ListedConcept:
        """The concept of a code in a list by its token or IRI.

        Raises:
            UnknownNameError: there is no such list.
            UsageError: the list has no such code.
        """
        token = self.token_of(code_list)
        if token is None:
            raise UnknownNameError(ElementsText.CODES_LIST_UNKNOWN, code_list, self.by_token)
        found = next((one for one in self.by_token[token] if code in (one.code, one.iri)), None)
        if found is None:
            raise UsageError(ElementsText.CODES_CODE_UNKNOWN(list=token, code=code))
        return found

    def of_codes(self, codes: Iterable[str]) -> dict[str, int]:
        """The lists that have all of some values as codes, two at least, with their number."""
        values = {code.strip() for code in codes} - {""}
        if len(values) < 2:
            return {}
        found = Counter(token for value in values for token in self.by_code.get(value, ()))
        return {token: number for token, number in sorted(found.items()) if number == len(values)}
