"""Objects in notebooks: a table with a row for each field; nested things can be opened.

It suits light and dark pages, narrow columns and paper; it uses the colours of the page, and neither fetches nor runs
anything. If a page drops the style, the table stays readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.text import shorten

from ..messages.model import ModelText
from .concept import Concept
from .language_map import LanguageMap, Texts
from .literals import Text, TypedLiteral
from .plain_repr import CUT, code_of, shown_fields

if TYPE_CHECKING:
    from .resource import Resource


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
