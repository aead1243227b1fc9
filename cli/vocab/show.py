"""``danhmuc vocab show``: look up in one list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import click

from ..group import Command
from ..language import both, language, say
from ..options import day_given, json_option, lang_option, option, registry_option
from ..output import clean, count, print_json, print_table, tell
from .at_hand import registry_if_any, rows_at_hand, scheme_at_hand
from .telling import which_version

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.vocab.concepts import Concept, ConceptScheme

__all__ = ["command"]

_STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "active": ("đang hiệu lực", "active"),
    "closed": ("đóng mã", "closed"),
    "deprecated": ("không nên dùng", "deprecated"),
}


@click.command(
    "show",
    cls=Command,
    help=both(
        "Xem bảng mã TOKEN; có TEXT thì tra mã, tên hoặc IRI, có dấu hay không dấu đều được.\n\n"
        "Không có mã hay tên nào đúng như TEXT thì liệt kê những mục có đủ các từ đó.",
        "Show the code list TOKEN; with TEXT look up a code, name or IRI, diacritics or not.\n\n"
        "Where no code or name is TEXT, those that have all its words are listed.",
    ),
)
@click.argument("token", metavar="TOKEN")
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@option(
    "--on",
    "on",
    metavar="DATE",
    help=both(
        "Chỉ mã có hiệu lực vào ngày này, ví dụ 2025-07-01 hoặc 01/07/2025.",
        "Only codes valid on that day, such as 2025-07-01 or 01/07/2025.",
    ),
)
@registry_option
@json_option
@lang_option
@click.pass_context
def command(
    context: click.Context,
    token: str,
    text: tuple[str, ...],
    on: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Look up, or show all."""
    day = day_given("--on", on)
    asked = " ".join(text)
    with registry_if_any(context, registry_url) as registry:
        scheme = scheme_at_hand(registry, token)
        row = next(row for row in rows_at_hand(registry, token) if row.token == token and row.in_force)
    found = list(scheme) if not text else list(scheme.find(asked) or scheme.search(asked))
    shown = [concept for concept in found if day is None or concept.valid_on(day)]
    hidden = [concept for concept in found if day is not None and not concept.valid_on(day)]
    if as_json:
        print_json(
            {
                "vocabulary": row.as_dict(),
                "concepts": [concept.as_dict() for concept in shown],
                "not_valid": [concept.as_dict() for concept in hidden],
            }
        )
        return 0
    if shown:
        _print_concepts(shown)
    if found:
        _tell_hidden(hidden, day, named=bool(text))
    else:
        _tell_nothing(asked, scheme)
    if text:
        _tell_sources(shown)
    tell(which_version(row, len(shown)), err=True)
    return 0


def _tell_nothing(asked: str, scheme: ConceptScheme) -> None:
    line = say(f"không có mã, tên hay IRI nào là '{asked}'", f"no code, name or IRI is '{asked}'")
    near = ", ".join(f"{concept.code} {concept.label(language())}" for concept in scheme.alike(asked))
    tell(clean(line + (say(f"; gần giống: {near}", f"; near it: {near}") if near else "")), err=True)


def _print_concepts(concepts: list[Concept]) -> None:
    headings = (
        say("mã", "code"),
        say("tên", "name"),
        say("thuộc", "belongs to"),
        say("trạng thái", "status"),
        say("hiệu lực", "valid"),
        say("thay bằng", "replaced by"),
        "IRI",
    )
    print_table(
        headings,
        [
            (
                concept.code,
                concept.label(language()),
                _named(concept.broader_iris, concept),
                say(*_STATUSES[concept.status]),
                _validity(concept),
                _named(concept.replaced_by_iris, concept, with_list=True),
                concept.iri,
            )
            for concept in concepts
        ],
    )


def _tell_hidden(hidden: list[Concept], day: date | None, *, named: bool) -> None:
    """Say of codes that are not valid on the day how many there are; of those looked up, what took their place."""
    if not hidden or day is None:
        return
    if not named:
        number = count(len(hidden))
        codes = say("mã", "code" if len(hidden) == 1 else "codes")
        tell(say(f"{number} {codes} không có hiệu lực ngày {day}", f"{number} {codes} not valid on {day}"), err=True)
        return
    for concept in hidden:
        line = f"{concept.code} {concept.label(language())}: " + say(
            f"không có hiệu lực ngày {day}", f"not valid on {day}"
        )
        if concept.replaced_by_iris:
            line += say("; thay bằng ", "; replaced by ") + _named(concept.replaced_by_iris, concept, with_list=True)
        tell(clean(line), err=True)


def _tell_sources(shown: list[Concept]) -> None:
    """Say of codes that were looked up where they were found, if their list tells that of each."""
    for concept in shown:
        if concept.source is not None:
            tell(clean(say(f"nguồn của {concept.code}: ", f"source of {concept.code}: ") + concept.source), err=True)


def _named(iris: tuple[str, ...], concept: Concept, *, with_list: bool = False) -> str:
    """Codes and names of concepts, of this list or of one that comes with danhmuc; else the IRIs.

    Args:
        with_list: whether another list is named, too: two lists may have one code for two places.
    """
    from danhmuc.vocab.concepts import concept_at  # --help needs no list

    def name(iri: str) -> str:
        found = concept.scheme.at(iri) or concept_at(iri)
        if found is None:
            return iri
        is_other = with_list and found.scheme.token != concept.scheme.token
        return f"{found.code} {found.label(language())}" + (f" ({found.scheme.token})" if is_other else "")

    return ", ".join(map(name, iris)) or "–"


def _validity(concept: Concept) -> str:
    begins, ends = concept.valid_from, concept.valid_until
    if begins is None and ends is None:
        return "–"
    if ends is None:
        return say(f"từ {begins}", f"from {begins}")
    return say(f"đến {ends}", f"until {ends}") if begins is None else f"{begins} – {ends}"
