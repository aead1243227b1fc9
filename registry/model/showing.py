"""Objects as people see them: a text that a constructor would take, and a table for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate

from .language_map import LanguageMap, Texts
from .literals import Number, Text, TypedLiteral

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["html_of", "text_of"]

_CUT: Final = 68
"""Characters of a text that are shown."""
_FEW: Final = 3
_MANY: Final = 20
_DEPTH: Final = 3
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"


def text_of(one: Resource) -> str:
    """The object as a constructor would take it: a field a line, nested things short, long values cut."""
    parts = [] if one.iri is None else [repr(one.iri)]
    parts += [f"{name}={_text(value)}" for name, value in _fields(one)]
    if one.extra:
        parts.append(
            "extra={" + ", ".join(f"{abbreviate(iri)!r}: {_text(values)}" for iri, values in one.extra.items()) + "}"
        )
    margin = " " * (len(type(one).__name__) + 1)
    return f"{type(one).__name__}({f',{chr(10)}{margin}'.join(parts)})"


def html_of(one: Resource) -> str:
    """The object as a table: a field a row, nested things to be opened."""
    return f'<div class="danhmuc">{_table(one, _DEPTH)}</div>'


def _fields(one: Resource) -> Iterator[tuple[str, object]]:
    """The fields that show something, in the order of the standard."""
    for name in one.fields:
        value = getattr(one, name)
        if value is not None and value != () and not (isinstance(value, LanguageMap) and not value):
            yield name, value


def _text(value: object) -> str:
    """A value on one line."""
    from .resource import Resource

    match value:
        case LanguageMap():
            return repr(LanguageMap([Text(_cut(str(text)), text.language) for text in value.texts]))
        case Text():
            return repr(Text(_cut(str(value)), value.language))
        case Number():
            return value.lexical if value.decimal is not None else repr(value.lexical)
        case TypedLiteral():
            return repr(value.lexical)
        case Resource():
            return _short(value)
        case tuple():
            shown = [_text(each) for each in value[:_FEW]]
            more = [f"… {len(value)} in all"] if len(value) > _FEW else []
            return f"[{', '.join(shown + more)}]"
    return repr(_cut(value)) if isinstance(value, str) else repr(value)


def _short(one: Resource) -> str:
    """A nested thing: what names it."""
    if not one._statements.said and one.iri is not None:
        return repr(_code(one) or one.iri)
    names = [] if one.iri is None else [repr(one.iri)]
    fields = list(_fields(one))
    names += [f"{name}={_text(value)}" for name, value in fields[:1] if not isinstance(value, tuple) or len(value) == 1]
    return f"{type(one).__name__}({', '.join(names + (['…'] if len(fields) > 1 or not names else []))})"


def _code(one: Resource) -> str:
    """The code of an item of a list, read off its IRI: showing an object loads no lists."""
    if type(one).__name__ != "Concept" or one.iri is None:
        return ""
    if one.iri.startswith(_MEDIA_TYPES):
        return one.iri.removeprefix(_MEDIA_TYPES)
    return one.iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


def _table(one: Resource, depth: int) -> str:
    rows = [(name, one.fields[name].__doc__ or "", getattr(one, name)) for name, _ in _fields(one)]
    rows += [(abbreviate(iri), iri, values) for iri, values in one.extra.items()]
    head = f"<caption>{escape(type(one).__name__)} {'' if one.iri is None else _link(one.iri)}</caption>"
    body = "".join(
        f'<tr><th scope="row" title="{escape(doc)}">{escape(name)}</th><td>{_html(value, depth)}</td></tr>'
        for name, doc, value in rows
    )
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _html(value: object, depth: int) -> str:
    from .resource import Resource

    match value:
        case LanguageMap():
            return _several(value.texts, depth)
        case Texts():
            return ", ".join(_html(each, depth) for each in value[:_MANY]) + _more(value)
        case tuple():
            return _several(value, depth)
        case Text():
            language = "" if value.language is None else f' lang="{escape(value.language)}"'
            return f"<span{language}>{escape(str(value))}</span>"
        case TypedLiteral():
            return escape(value.lexical)
        case Resource() if not value._statements.said:
            return "[]" if value.iri is None else _link(value.iri, _code(value))
        case Resource() if depth == 0:
            return escape(_short(value))
        case Resource():
            return f"<details><summary>{escape(_short(value))}</summary>{_table(value, depth - 1)}</details>"
    return _link(str(value))


def _several(values: Sequence[object], depth: int) -> str:
    if len(values) == 1:
        return _html(values[0], depth)
    return "<ul>" + "".join(f"<li>{_html(each, depth)}</li>" for each in values[:_MANY]) + "</ul>" + _more(values)


def _more(values: Sequence[object]) -> str:
    return f" … {len(values)} in all" if len(values) > _MANY else ""


def _link(iri: str, name: str = "") -> str:
    """A link, where following it does no more than open a page."""
    shown = escape(name or iri)
    if iri.startswith(("http://", "https://", "mailto:", "tel:")):
        return f'<a href="{escape(iri)}" rel="noopener">{shown}</a>'
    return shown
