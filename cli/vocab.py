"""``danhmuc vocab``: the code lists that metadata is written with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.core import ParameterSource

from .group import Command, LazyGroup
from .language import both, language, say
from .options import day_given, json_option, lang_option, open_registry, option, registry_option
from .output import clean, count, print_json, print_table, state, tell, when

if TYPE_CHECKING:
    from datetime import date

    from danhmuc.registry import Registry, VocabularyChange, VocabularyRow
    from danhmuc.vocab.concepts import Concept, ConceptScheme

__all__ = ["command"]

_STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    "active": ("đang hiệu lực", "active"),
    "closed": ("đóng mã", "closed"),
    "deprecated": ("không nên dùng", "deprecated"),
}
_LOCAL_FILE: Final = "danhmuc.db"


@click.group("vocab", cls=LazyGroup, summaries={}, help=both("Các bảng mã.", "The code lists."))
def command() -> None:
    """Group the commands about code lists."""


@command.command(
    "list",
    cls=Command,
    help=both(
        "Liệt kê bảng mã, mỗi bảng với phiên bản đang dùng; không cần sổ đăng ký.",
        "List the code lists, each with the version in force; needs no registry.",
    ),
)
@option("--all", "every", is_flag=True, help=both("Cả phiên bản không dùng nữa.", "Versions not in force, too."))
@registry_option
@json_option
@lang_option
@click.pass_context
def list_vocabularies(
    context: click.Context,
    every: bool,  # noqa: FBT001 - click's own
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Show each list, in the version that is in force."""
    with _registry_if_any(context, registry_url) as registry:
        rows = [row for row in _rows(registry) if every or row.in_force]
    if as_json:
        print_json([row.as_dict() for row in rows])
        return 0
    headings = (
        say("bảng mã", "list"),
        say("tên", "title"),
        say("số mã", "codes"),
        say("mức độ", "kind"),
        say("phiên bản", "version"),
        say("từ đâu", "from"),
        "IRI",
    )
    print_table(
        headings,
        [
            (
                row.token,
                row.title(language()),
                count(row.concepts),
                say("đầy đủ", "complete") if row.is_complete else say("bản chụp", "snapshot"),
                row.version,
                _origin(row) if row.in_force else f"{_origin(row)}, " + say("không dùng", "not in force"),
                row.iri,
            )
            for row in rows
        ],
        numbers=frozenset({2}),
    )
    return 0


@command.command(
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
def show(
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
    with _registry_if_any(context, registry_url) as registry:
        scheme = _scheme(registry, token)
        row = next(row for row in _rows(registry, token) if row.token == token and row.in_force)
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
    _print_concepts(shown)
    _tell_hidden(hidden, day, named=bool(text))
    tell(_which(row, len(shown)), err=True)
    return 0


@command.command(
    "add",
    cls=Command,
    help=both(
        "Nạp bảng mã từ FILE (SKOS, hoặc CSV có cột mã và tên) vào sổ đăng ký.\n\n"
        "Bảng mã đã nạp thay bảng cùng tên đi kèm danhmuc, chỉ trong sổ đăng ký này.",
        "Load the code list in FILE (SKOS, or CSV with columns code and name) into the registry.\n\n"
        "A loaded list stands in for the one of its name that comes with danhmuc, in this registry only.",
    ),
)
@click.argument("file", metavar="FILE")
@option(
    "--token",
    metavar="TOKEN",
    help=both(
        "Tên ngắn của bảng mã; mặc định lấy trong tệp, hoặc từ tên tệp.",
        "The list's short name; by default what the file says, or made of its name.",
    ),
)
@option("--title", metavar="TITLE", help=both("Tên đầy đủ của bảng mã.", "What the list is called."))
@option(
    "--complete",
    is_flag=True,
    help=both(
        "Bảng này đầy đủ: mã không có trong bảng là mã sai.",
        "It holds every code: one that is not there is wrong.",
    ),
)
@option(
    "--date",
    "snapshot",
    metavar="DATE",
    help=both("Ngày của bản chụp, ví dụ 2026-11-25.", "Day of the snapshot, such as 2026-11-25."),
)
@option(
    "--parents",
    metavar="TOKEN",
    help=both(
        "Bảng mã để tra cột mã cha, nếu mã cha không ở trong tệp.",
        "List in which a CSV file's parents stand, where they are not in the file.",
    ),
)
@registry_option
@json_option
@lang_option
def add(
    file: str,
    token: str | None,
    title: str | None,
    complete: bool,  # noqa: FBT001 - click's own
    snapshot: str | None,
    parents: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Load, then tell what that changed."""
    day = day_given("--date", snapshot)
    with open_registry(registry_url) as registry:
        changes = registry.add_vocabulary(
            file, by="vocab add", token=token, title=title, snapshot=day, complete=complete, parents=parents
        )
    if as_json:
        print_json([change.as_dict() for change in changes])
        return 0
    for change in changes:
        for line in _change_lines(change):
            tell(line)
    return 0


@command.command(
    "use",
    cls=Command,
    help=both(
        "Dùng lại một phiên bản của bảng mã TOKEN đã nạp trước đây; không nêu VERSION là bảng đi kèm danhmuc.",
        "Put a version of the code list TOKEN in force that was loaded before; without VERSION the bundled one.",
    ),
)
@click.argument("token", metavar="TOKEN")
@click.argument("version", required=False, metavar="[VERSION]")
@registry_option
@json_option
@lang_option
def use(
    token: str,
    version: str | None,
    registry_url: str,
    as_json: bool,  # noqa: FBT001 - click's own
) -> int:
    """Change what is in force, then tell what that changed."""
    with open_registry(registry_url) as registry:
        change = registry.use_vocabulary(token, version, by="vocab use")
    if as_json:
        print_json(change.as_dict())
        return 0
    for line in _change_lines(change):
        tell(line)
    return 0


@contextmanager
def _registry_if_any(context: click.Context, url: str) -> Iterator[Registry | None]:
    """The registry that was named, or the one in this folder; None where nobody named one and none is here."""
    named = context.get_parameter_source("registry_url") is not ParameterSource.DEFAULT
    if not named and not Path(_LOCAL_FILE).exists():
        yield None
        return
    with open_registry(url) as registry:
        yield registry


def _rows(registry: Registry | None, token: str | None = None) -> list[VocabularyRow]:
    """The rows of all lists; where there is no registry and one list is asked for, of that one alone."""
    if registry is not None:
        return registry.vocabularies()
    from danhmuc.registry.vocabularies import bundled_rows  # brings the guarded reader along

    return bundled_rows(token)


def _scheme(registry: Registry | None, token: str) -> ConceptScheme:
    if registry is not None:
        return registry.vocabulary(token)
    from danhmuc.vocab import concepts  # --help needs no list

    return concepts.load(token)


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
                _named(concept.replaced_by_iris, concept),
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
        tell(say(f"{number} mã không có hiệu lực ngày {day}", f"{number} codes not valid on {day}"), err=True)
        return
    for concept in hidden:
        line = f"{concept.code} {concept.label(language())}: " + say(
            f"không có hiệu lực ngày {day}", f"not valid on {day}"
        )
        if concept.replaced_by_iris:
            line += say("; thay bằng ", "; replaced by ") + _named(concept.replaced_by_iris, concept)
        tell(clean(line), err=True)


def _named(iris: tuple[str, ...], concept: Concept) -> str:
    """Codes and names of concepts, of this list or of one that comes with danhmuc; else the IRIs."""
    from danhmuc.vocab.concepts import concept_at  # --help needs no list

    def name(iri: str) -> str:
        found = concept.scheme.at(iri) or concept_at(iri)
        return iri if found is None else f"{found.code} {found.label(language())}"

    return ", ".join(map(name, iris)) or "–"


def _validity(concept: Concept) -> str:
    begins, ends = concept.valid_from, concept.valid_until
    if begins is None and ends is None:
        return "–"
    if ends is None:
        return say(f"từ {begins}", f"from {begins}")
    return say(f"đến {ends}", f"until {ends}") if begins is None else f"{begins} – {ends}"


def _origin(row: VocabularyRow) -> str:
    if row.origin == "bundled":
        return say("đi kèm danhmuc", "bundled")
    return say(f"đã nạp {when(row.added_at)}", f"loaded {when(row.added_at)}")


def _which(row: VocabularyRow, shown: int) -> str:
    """Which snapshot an answer comes from, and how much of it."""
    numbers = count(row.concepts) if shown == row.concepts else f"{count(shown)}/{count(row.concepts)}"
    codes = say("mã", "codes")
    return clean(f"{row.token}: {numbers} {codes}, " + say("phiên bản", "version") + f" {row.version}, {_origin(row)}")


def _change_lines(change: VocabularyChange) -> Iterator[str]:
    row = change.row
    yield clean(f"{row.token}: {state(change.kind)}, {_which(row, row.concepts).partition(': ')[2]}")
    if change.kind != "unchanged" and change.replaced is not None:
        before, added, removed, changed = (
            change.replaced,
            *map(count, map(len, (change.added, change.removed, change.changed))),
        )
        yield "  " + say(
            f"so với phiên bản {before.version} ({_origin(before)}): thêm {added}, bớt {removed}, sửa {changed}",
            f"against version {before.version} ({_origin(before)}): {added} added, {removed} removed, "
            f"{changed} changed",
        )
    if change.unread:
        heads = clean(", ".join(change.unread))
        yield "  " + say(f"cột không đọc: {heads}", f"columns not read: {heads}")
