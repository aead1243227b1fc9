"""``danhmuc elements match codes``: which codes of two lists mean the same."""

from __future__ import annotations

import click

from ..group import Command, LazyGroup, Words
from ..language import render
from ..messages.element_codes import ElementCodesText
from ..messages.elements import DecisionWords, ElementsCommandText
from ..messages.options import OptionsText
from ..options import (
    bare_iri,
    by_option,
    json_option,
    lang_option,
    name_of_actor,
    open_registry,
    option,
    registry_option,
)
from ..output.json import print_json
from ..output.table import print_table
from ..output.text import print_line


@click.group("codes", cls=LazyGroup, summaries={}, help=ElementCodesText.HELP, short_help=ElementCodesText.BRIEF)
def codes() -> None:
    """Group the commands about codes."""


@codes.command("list", cls=Command, help=ElementCodesText.LIST_HELP, short_help=ElementCodesText.LIST_BRIEF)
@option("--domain", metavar="IRI", help=ElementCodesText.ONLY_DOMAIN)
@option("--decided", is_flag=True, help=ElementsCommandText.ALSO_DECIDED)
@registry_option
@json_option
@lang_option
def list_codes(
    domain: str | None,
    decided: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """List the codes that may mean the same."""
    plain = None if domain is None else bare_iri(domain)
    with open_registry(registry_url) as registry:
        found = registry.dictionary.find_code_matches(domain=plain, decided=decided)
    if as_json:
        print_json([one.as_dict() for one in found])
        return 0
    headings = (
        ElementsCommandText.SHARED_LIST,
        ElementCodesText.CODE,
        ElementsCommandText.SHARED_LIST,
        ElementCodesText.CODE,
        ElementsCommandText.WHY,
        ElementsCommandText.OUTCOME,
    )
    print_table(
        [*map(render, headings), "IRI"],
        [
            (
                one.code_list,
                _code(one.code, one.label),
                one.other_list,
                _code(one.other_code, one.other_label),
                ", ".join(render(ElementCodesText.REASONS[reason]) for reason in one.reasons),
                "–" if one.decision is None else render(ElementsCommandText.OUTCOMES[one.decision]),
                one.domain,
            )
            for one in found
        ],
    )
    print_line(render(ElementsCommandText.MATCHES_COUNTED(count=len(found))), err=True)
    return 0


def _code(code: str, label: str | None) -> str:
    return code if label is None else f"{code} ({label})"


def _decision_command(name: str, wording: DecisionWords) -> None:
    """Add the command that records or revokes one decision."""

    @codes.command(name, cls=Command, help=wording.help, short_help=wording.brief)
    @click.argument("code_list", metavar="LIST")
    @click.argument("code", metavar="CODE")
    @click.argument("other_list", metavar="OTHER_LIST")
    @click.argument("other_code", metavar="OTHER_CODE")
    @option("--reason", metavar="TEXT", type=Words(), help=OptionsText.REASON)
    @by_option
    @registry_option
    @json_option
    @lang_option
    def decide(
        code_list: str,
        code: str,
        other_list: str,
        other_code: str,
        reason: str | None,
        by: str | None,
        registry_url: str,
        as_json: bool,  # noqa: FBT001 - click's own
    ) -> int:
        """Record it, and say so."""
        who, is_new = name_of_actor(by), True
        with open_registry(registry_url, writes=True) as registry:
            dictionary = registry.dictionary
            if name == "revoke":
                dictionary.revoke_code_match(code_list, code, other_list, other_code, by=who, reason=reason)
            else:
                decided = dictionary.accept_code_match if name == "accept" else dictionary.reject_code_match
                is_new = decided(code_list, code, other_list, other_code, by=who, reason=reason)
        if as_json:
            names = {"list": code_list, "code": code, "other_list": other_list, "other_code": other_code}
            print_json({**names, "outcome": wording.outcome, "changed": is_new})
            return 0
        said = wording.done(by=who, code=code, list=code_list, other=other_code, other_list=other_list)
        print_line(render(said if is_new else ElementsCommandText.NOTHING_NEW()))
        return 0


for _name, _wording in ElementCodesText.DECISIONS_ABOUT_CODES.items():
    _decision_command(_name, _wording)
