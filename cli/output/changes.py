"""Lines about what a run changed: graphs, settings, names, what left, and what the network said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from danhmuc.vocab.messages import Message
from danhmuc.vocab.prefixes import abbreviate, shorten
from danhmuc.vocab.text import one_line

from ..language import language, render
from ..messages.registry import RegistryIdentityText, RegistryText
from ..messages.source import SourceText
from .text import print_line, short_line

if TYPE_CHECKING:
    from danhmuc.registry import HostTraffic, PageReading, ProposedRename
    from danhmuc.registry.record.graph_changes import PropertyChange
    from danhmuc.registry.record.source_settings import SettingValue
    from danhmuc.registry.record.stored import LeftNode

# ---------------------------------------------------------------- graph changes
# Changes of graphs in a terminal.

_COLOURS: Final = {"-": "red", "+": "green"}
_LONGEST: Final = 400


def print_graph_changes(
    iri: str, changes: Iterable[PropertyChange], names: Mapping[str, Mapping[str, str]], *, indent: int = 2
) -> None:
    """The changes of a record, property by property, with old and new values.

    Args:
        names: of properties, from `load_property_names`.
    """
    from danhmuc.registry.reporting.plan_page import change_lines  # --help needs none of it

    blanks = " " * indent
    for line in change_lines(iri, changes, names, language()):
        if line.mark:
            text = f"{blanks}  {line.mark} {short_line(line.text, _LONGEST)}"
            print_line(text, colour=_COLOURS[line.mark])
        else:
            print_line(blanks + one_line(line.text))


# ---------------------------------------------------------------- setting changes
# Values of sources, and their changes, as lines of text.

_CORRECTIONS: Final = "corrections"


def value_messages(field: str, value: SettingValue) -> list[Message]:
    """A value with its name, as in a file of sources; corrections on a line each."""
    if field == _CORRECTIONS and isinstance(value, list):
        return [SourceText.CORRECTION(correction=_correction_message(one)) for one in value]
    return [SourceText.VALUE(field=field, value=_value_text(field, value))]


def change_messages(field: str, before: SettingValue, after: SettingValue) -> list[Message]:
    """A value before and after; of corrections, those that are gone and those that are new."""
    if field != _CORRECTIONS:
        return [
            SourceText.VALUE_CHANGED(field=field, before=_value_text(field, before), after=_value_text(field, after))
        ]
    old, new = (value if isinstance(value, list) else [] for value in (before, after))
    gone = [SourceText.CORRECTION_GONE(correction=_correction_message(one)) for one in old if one not in new]
    fresh = [SourceText.CORRECTION_NEW(correction=_correction_message(one)) for one in new if one not in old]
    return [*gone, *fresh] or [SourceText.CORRECTIONS_MOVED()]


def _correction_message(one: Mapping[str, Any]) -> Message:
    """A correction on one line; values as in a file of sources, IRIs with their prefixes."""
    facts = {
        "field": abbreviate(one["field"]),
        "before": one_line(shorten(one["from"])) if "from" in one else SourceText.ANY_VALUE(),
        "after": one_line(shorten(one["to"])) if "to" in one else SourceText.NOTHING_INSTEAD(),
        "reason": one_line(one["reason"]),
    }
    if "record" in one:
        return SourceText.CORRECTION_OF_RECORD(**facts, record=one_line(one["record"]))
    return SourceText.CORRECTION_OF_ALL(**facts)


def _value_text(field: str, value: SettingValue) -> str:
    from danhmuc.registry.record.source_settings import shown_setting

    return _text(shown_setting(field, value))


def _text(value: SettingValue) -> str:
    """The value as TOML has it, a text without quotation marks, an agent by its IRI and what is said of it."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        others = ", ".join(_text(one) for key, one in value.items() if key != "iri")
        return f"{_text(value['iri'])} ({others})" if "iri" in value else others
    return str(value).lower() if isinstance(value, bool) else one_line(str(value))


# ---------------------------------------------------------------- renames
# Proposed renames as text, for `harvest` and `status`.

_SHOWN: Final = 20
"""Number of proposals that are shown; JSON has all."""


def print_renames(proposed: Sequence[ProposedRename], indent: str = "  ") -> None:
    """Print the proposals of one source, each with its evidence; nothing if there is none."""
    from danhmuc.registry.messages.edits import IdentityText

    if not proposed:
        return
    print_line(f"{indent}{render(RegistryIdentityText.PROPOSALS(count=len(proposed)))}")
    for one in proposed[:_SHOWN]:
        pair = RegistryIdentityText.PROPOSAL(old=one.old, new=one.new, evidence=IdentityText.EVIDENCE[one.evidence]())
        print_line(f"{indent}  {one_line(render(pair))}")
    if len(proposed) > _SHOWN:
        more = RegistryIdentityText.ALL_PROPOSALS(count=len(proposed) - _SHOWN, source=proposed[0].source)
        print_line(f"{indent}  {one_line(render(more))}")


# ---------------------------------------------------------------- left nodes
# Node records that stay stored although nothing else names them, as text, for `purge` and `harvest`.

_SHOWN_NODES: Final = 100
"""Number of node records that are shown; JSON has all."""


def print_left_nodes(nodes: Sequence[LeftNode], indent: str = "") -> None:
    """Print each node record with the command that purges it; of many, the first and the number of the others."""
    for one in nodes[:_SHOWN_NODES]:
        print_line(f"{indent}{one_line(render(RegistryText.NODE_LEFT(iri=one.iri, source=one.source)))}")
    if len(nodes) > _SHOWN_NODES:
        print_line(f"{indent}{render(RegistryText.MORE_NODES_LEFT(count=len(nodes) - _SHOWN_NODES))}")


# ---------------------------------------------------------------- network
# Counts of what went over the network, as text.

_NOT_MODIFIED: Final = 304


def print_pages(pages: Sequence[PageReading]) -> None:
    """Print how many pages were asked for, if the source comes in pages."""
    if not pages:
        return
    from danhmuc.registry.messages.sources import WebPagesText

    unmodified = sum(page.status == _NOT_MODIFIED for page in pages)
    print_line(f"  {render(WebPagesText.PAGES_READ(count=len(pages), unmodified=unmodified))}")


def print_network(traffic: Sequence[HostTraffic], letter: Message | None) -> None:
    """Print the counts of each host, and the letter to those who run a server that refuses."""
    if not traffic and letter is None:
        return
    from danhmuc.registry.messages.sources import WebSourcesText
    from danhmuc.registry.reporting.harvests.plain_text import traffic_message

    for host in traffic:
        print_line(f"  {render(traffic_message(host, language()))}")
    if letter is not None:
        print_line(f"  {render(WebSourcesText.LETTER())}")
        for line in render(letter).split("\n"):
            print_line(f"    {line}".rstrip())
