"""Objects in notebooks: a table with a row for each field; nested things can be opened.

It suits light and dark pages, narrow columns and paper; it uses the colours of the page, and neither fetches nor runs
anything. If a page drops the style, the table stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import SPDX
from danhmuc.vocab.text import shorten

from ..messages.model import ModelText
from .concept import Concept
from .language_map import LanguageMap, Texts
from .literals import Boolean, Number, Text, TypedLiteral

if TYPE_CHECKING:
    from .resource import Resource

# ---------------------------------------------------------------- plain repr
# Objects as text, in the form of a constructor call: a field a line, long values shortened.

CUT: Final = 68
"""Characters of a text that are shown."""
_FEW: Final = 3
_DEPTH: Final = 2
_LISTS: Final = {
    "http://www.iana.org/assignments/media-types/": 0,
    "http://publications.europa.eu/resource/authority/": 1,
    SPDX.checksumAlgorithm_sha256.value.removesuffix("sha256"): 0,
    "http://purl.org/adms/": 1,
    "http://data.europa.eu/bna/": 0,
    "https://w3id.org/danhmuc/concept/": 1,
}
"""Namespaces whose IRIs end in the code that a constructor takes, by the number of slashes before it."""


def text_of(resource: Resource) -> str:
    """The object as a constructor call: a field a line, nested things and long values shortened.

    Values that a constructor would not take follow as a comment.
    """
    parts = [] if resource.iri is None else [repr(resource.iri)]
    parts += [f"{name}={_plain_text(value)}" for name, value in shown_fields(resource)]
    if resource.extra:
        parts.append(
            "extra={"
            + ", ".join(f"{abbreviate(iri)!r}: {_plain_text(values)}" for iri, values in resource.extra.items())
            + "}"
        )
    margin = " " * (len(type(resource).__name__) + 1)
    misplaced = ", ".join(f"{name}={_plain_text(values)}" for name, values in resource.misplaced.items())
    comment = f"  # misplaced: {misplaced}" if misplaced else ""
    return f"{type(resource).__name__}({f',{chr(10)}{margin}'.join(parts)}){comment}"


def shown_fields(one: Resource) -> Iterator[tuple[str, object]]:
    """The fields that show something, in the order of the standard."""
    for name in one.fields:
        value = getattr(one, name)
        if value is not None and value != () and not (isinstance(value, LanguageMap) and not value):
            yield name, value


def _plain_text(value: object, depth: int = 0) -> str:
    """A value on one line."""
    from .resource import Resource

    match value:
        case LanguageMap():
            return repr(LanguageMap([Text(shorten(str(text), CUT), text.language) for text in value.texts]))
        case Text():
            return repr(Text(shorten(str(value), CUT), value.language))
        case Boolean() if value.python is not None:
            return repr(value.python)
        case Number():
            return value.lexical if value.decimal is not None else repr(value.lexical)
        case TypedLiteral():
            return repr(value.lexical)
        case Resource():
            return _short(value, depth)
        case tuple():
            shown = [_plain_text(each, depth) for each in value[:_FEW]]
            more = [str(ModelText.VALUES_IN_ALL(number=len(value)))] if len(value) > _FEW else []
            return f"[{', '.join(shown + more)}]"
    return repr(shorten(value, CUT)) if isinstance(value, str) else repr(value)


def _short(one: Resource, depth: int) -> str:
    """A nested thing by IRI and first field; by the IRI alone at some depth, since things may link to themselves."""
    if not one._statements.root_values and one.iri is not None:
        return repr(code_of(one) or one.iri)
    names = [] if one.iri is None else [repr(one.iri)]
    fields = list(shown_fields(one))
    if depth < _DEPTH:
        named = [field for field in fields[:1] if not isinstance(field[1], tuple) or len(field[1]) == 1]
        names += [f"{name}={_plain_text(value, depth + 1)}" for name, value in named]
    return f"{type(one).__name__}({', '.join(names + (['…'] if len(fields) > 1 or not names else []))})"


def code_of(one: Resource) -> str:
    """The code of an item of a code list, taken from its IRI without loading the list; empty for other things."""
    if type(one).__name__ == "Concept" and one.iri is not None:
        for namespace, depth in _LISTS.items():
            code = one.iri.removeprefix(namespace)
            if code != one.iri:
                return code.split("/", depth)[-1]
    return ""


# ---------------------------------------------------------------- notebook

_LIMITS: Final = (20, 8, 0)
"""Number of values of a field that are shown, by depth; at 0, nested things are named and cannot be opened."""
_LONG: Final = 400
"""Characters beyond which a text is folded."""
_CONTACT: Final = ("mailto:", "tel:")

# Names are doubled to win over the notebook's own rules for tables. Greys are see-through, so they suit any page.
_STYLE: Final = """<style>
.danhmuc.danhmuc{container-type:inline-size;max-width:60rem;line-height:1.45;overflow-wrap:anywhere}
.danhmuc.danhmuc table{width:100%;margin:0;border:0;border-collapse:collapse;table-layout:auto;
font:inherit;color:inherit}
.danhmuc.danhmuc caption{caption-side:top;padding:.2em 0 .4em;text-align:left;color:inherit}
.danhmuc.danhmuc tr{background:none!important}
.danhmuc.danhmuc :is(th,td){background:none;text-align:left;vertical-align:top;white-space:normal;max-width:none}
.danhmuc.danhmuc :is(th,td){padding:.25em 0;border:0;border-top:1px solid rgba(128,128,128,.3)}
.danhmuc.danhmuc th{width:13em;padding-right:1em;font-weight:600;overflow-wrap:normal}
.danhmuc.danhmuc th.other{font-weight:400;font-style:italic}
.danhmuc.danhmuc ul{margin:0;padding:0;list-style:none}
.danhmuc.danhmuc [dir]{white-space:pre-line}
.danhmuc.danhmuc a{color:inherit;text-decoration:underline;text-decoration-color:rgba(128,128,128,.7)}
.danhmuc.danhmuc :is(i,small){font-style:normal;font-size:.85em;opacity:.72}
.danhmuc.danhmuc summary{cursor:pointer}
.danhmuc.danhmuc details[open]>summary>span{display:none}
.danhmuc.danhmuc details table{margin:.2em 0 .4em;border-left:3px solid rgba(128,128,128,.3)}
.danhmuc.danhmuc details :is(th,td){padding-left:.8em}
.danhmuc.danhmuc details caption{padding-left:calc(.8em + 3px)}
@container (max-width:34rem){.danhmuc.danhmuc :is(th,td){display:block;width:auto}
.danhmuc.danhmuc th{padding-bottom:0}.danhmuc.danhmuc td{padding-top:0;border-top:0}}
@media print{.danhmuc.danhmuc tr{break-inside:avoid}
.danhmuc.danhmuc details::details-content{content-visibility:visible;block-size:auto}}
</style>"""


def html_of(resource: Resource) -> str:
    """The object as a table; all text in it is escaped."""
    iri = "" if resource.iri is None else f" <small>{_link(resource.iri)}</small>"
    return f'{_STYLE}<div class="danhmuc">{_table(resource, f"<b>{type(resource).__name__}</b>{iri}", 0)}</div>'


def _table(one: Resource, caption: str, depth: int) -> str:
    head = f"<caption>{caption}</caption>" if caption else ""
    rows = [
        f'<tr><th scope="row" title="{escape(one.fields[name].__doc__ or "")}">{escape(name)}</th>'
        f"<td>{_value(value, depth)}</td></tr>"
        for name, value in shown_fields(one)
    ]
    rows += [
        f'<tr><th scope="row" class="other" title="{escape(_refusal(one, name))}">{escape(name)}</th>'
        f"<td>{_value(values, depth)}</td></tr>"
        for name, values in one.misplaced.items()
    ]
    rows += [
        f'<tr><th scope="row" class="other" title="{escape(iri)}">{escape(abbreviate(iri))}</th>'
        f"<td>{_value(values, depth)}</td></tr>"
        for iri, values in one.extra.items()
    ]
    nothing = f"<tr><td>{escape(str(ModelText.NOTHING_SAID()))}</td></tr>"
    return f"<table>{head}<tbody>{''.join(rows) or nothing}</tbody></table>"


def _refusal(one: Resource, name: str) -> str:
    field = one.fields[name]
    return str(ModelText.VALUE_MISPLACED(property=field.property, range=field.range))


def _value(value: object, depth: int) -> str:
    """The content of a cell."""
    from .resource import Resource

    match value:
        case LanguageMap():
            return "".join(_lines(value.texts, depth, together=False))
        case Texts():
            return "".join(_lines(value, depth, together=True))
        case tuple() if len(value) == 1:
            return _value(value[0], depth)
        case tuple():
            shown = value[: _LIMITS[depth] or 1]
            return f"<ul>{''.join(f'<li>{_value(each, depth)}</li>' for each in shown)}</ul>{_more(value, shown)}"
        case Text():
            return "".join(_lines(Texts([value]), depth, together=False))
        case TypedLiteral():
            return escape(value.lexical)
        case Concept():
            return _concept(value)
        case Resource():
            return _thing(value, depth)
    return _link(str(value))


def _lines(texts: Texts, depth: int, *, together: bool) -> list[str]:
    """A line for each language, or for each text if they are not written together; the language comes first."""
    shown = Texts(texts[: _LIMITS[depth] or 1])
    made = []
    for language in shown.languages:
        mark = f"<i>{escape(language)}</i> " if language else ""
        attributes = f' lang="{escape(language)}"' if language else ""
        own = shown.all(language)
        texts_here = (", ".join(own),) if together else own
        made += [f'<div dir="auto"{attributes}>{_text(text, mark)}</div>' for text in texts_here]
    return [*made, _more(texts, shown)]


def _text(text: str, mark: str) -> str:
    """A text after the mark of its language; folded if it is long."""
    if len(text) <= _LONG:
        return mark + escape(text)
    return f"<details><summary>{mark}<span>{escape(shorten(text, _LONG // 2))}</span></summary>{escape(text)}</details>"


def _concept(one: Concept) -> str:
    """An item of a code list: its code, then its names; an item without IRI by its own labels."""
    code = _code(one)
    names = dict.fromkeys(name for name in (one.label("vi"), one.label("en")) if name not in ("", code))
    label = f" <small>{escape(' – '.join(names))}</small>" if names else ""
    return (escape(code) if one.iri is None else _link(one.iri, code)) + label


def _code(one: Concept) -> str:
    listed = one.listed
    return code_of(one) or one.code if listed is None or one.notation is not None else listed.code


def _thing(one: Resource, depth: int) -> str:
    """A nested thing: its name, which opens its fields."""
    iri = "" if one.iri is None else _link(one.iri)
    if not one._statements.root_values:
        return iri or "[]"
    noun = f"<small>{type(one).__name__}</small>"
    name = escape(_name(one)) or iri or "[]"
    if not _LIMITS[depth]:
        return f"{name} {noun}"
    inner = _table(one, f"<small>{iri}</small>" if iri else "", depth + 1)
    return f"<details><summary>{name} {noun}</summary>{inner}</details>"


def _name(one: Resource) -> str:
    """A name that tells it from others of its kind: the first two fields that it has."""
    return " · ".join([shorten(part, CUT) for part in (_brief(value) for _, value in shown_fields(one)) if part][:2])


def _brief(value: object) -> str:
    """A value in a few words; empty for another nested thing."""
    match value:
        case LanguageMap():
            return str(value)
        case TypedLiteral():
            return value.lexical
        case Concept():
            return _code(value)
        case str():
            return _plain(value)
        case tuple() if value:
            return _brief(value[0])
    return ""


def _more(values: Sequence[object], shown: Sequence[object]) -> str:
    return f"<small>{ModelText.VALUES_IN_ALL(number=len(values))}</small>" if len(values) > len(shown) else ""


def _plain(address: str) -> str:
    """An address without ``mailto:`` or ``tel:``."""
    for scheme in _CONTACT:
        address = address.removeprefix(scheme)
    return address


def _link(iri: str, name: str = "") -> str:
    """A link, if following it only opens a page, a letter or a call; else the text."""
    shown = escape(name or _plain(iri))
    if iri.startswith(("http://", "https://", *_CONTACT)):
        return f'<a href="{escape(iri)}" rel="noopener noreferrer">{shown}</a>'
    return shown
