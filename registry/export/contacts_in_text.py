"""Phone numbers and addresses of people in texts, IRIs and names of properties, however they are spelt.

A text is read as a person would read it: escapes of HTML and of addresses, letters of full width and of other scripts,
and what has no width are resolved first. Nothing but what is found is changed.

Source of the rules: docs/decisions/0050-what-may-be-public.md.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

MASK: Final = "[…]"
"""Stands where a text had an e-mail address or a mobile number."""

_ESCAPE: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,12});?")
_LAYERS: Final = 3
_WITHOUT_WIDTH: Final = "\u034f\u20e3\ufe00-\ufe0f"
_UNUSUAL: Final = re.compile(
    rf"[%&\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff{_WITHOUT_WIDTH}]|(?![0-9])\d"
)
_DROPPED: Final = re.compile(f"[{_WITHOUT_WIDTH}]")

_LETTERS: Final = r"\w\u0300-\u036f"
_AT: Final = r"(?:[ \t]?@[ \t]?|[ \t]?[\[({<][ \t]?(?:@|at|a[ -]?c[òo]ng)[ \t]?[\])}>][ \t]?|[ \t]a[ -]?còng[ \t])"
_DOT: Final = r"(?:\.|[ \t]?[\[({<][ \t]?(?:\.|dot|chấm|cham)[ \t]?[\])}>][ \t]?|[ \t](?:dot|chấm)[ \t])"
_EMAIL: Final = (
    rf"(?<![{_LETTERS}.%+-])[{_LETTERS}.%+-]+(?:{_DOT}[{_LETTERS}%+-]+)?{_AT}[{_LETTERS}-]+(?:{_DOT}[{_LETTERS}-]+)*"
    rf"{_DOT}[^\W\d_]{{2,}}[{_LETTERS}-]*"
)
_BETWEEN: Final = r"[ \t.()\[\]\-\u2010-\u2015·]{0,3}"
_MOBILE: Final = (
    r"(?!0?\d[ ]?[.\-–][ ]?[01]?\d[ ]?[.\-–][ ]?(?:19|20)\d\d(?!\d))"  # a date
    rf"[(\[]?(?:(?:\+|00)[ (\[]?8[ ]?4[)\]]?{_BETWEEN}(?:\(?0\)?[ ]?)?|(?<=[(\[])84[)\]]{_BETWEEN}|84|0[)\]]?[ ]?)"
    rf"[35789](?:{_BETWEEN}[0-9]){{8}}"
)
_CHATS: Final = (
    r"(?:zalo(?:app)?\.(?:me|com)|wa\.me|whatsapp\.com|t\.me|telegram\.(?:me|org|dog)|m\.me|messenger\.com|viber\.(?:click|com)"
    r"|(?:facebook|fb|instagram|linkedin|tiktok|twitter|x|threads)\.(?:com|net)|fb\.me|line\.me|signal\.(?:me|group)"
    r"|(?:join\.)?skype\.com|wechat\.com|discord\.(?:gg|com))"
)
_CHAT: Final = rf"(?<![\w.@-])(?:https?://)?(?:[\w-]+\.){{0,2}}{_CHATS}/[^\s\"<>]*[^\s\"<>;,.]"
_SCHEME: Final = (
    r"(?:mailto|tel|sms|mms|sips?|xmpp|callto|fax|facetime|skype|zalo|viber|whatsapp|tg|weixin|imto|msteams)"
)
_IN_TEXT: Final = re.compile(
    rf"\A\s*{_SCHEME}:\S+\s*\Z|{_EMAIL}|{_CHAT}|(?<![\w+./-]){_MOBILE}(?:\s?/\s?{_MOBILE})*(?![\w/-])", re.IGNORECASE
)
_HINT: Final = re.compile(r"[@0-9]|[\[({<][ \t]?a|còng|\S/\S|:\S", re.IGNORECASE)
"""Without one of these a text has no contact; most have none."""
_OF_IRI: Final = re.compile(rf"{_SCHEME}:|https?://(?:[\w-]+\.){{0,2}}{_CHATS}(?::\d+)?/.", re.IGNORECASE)
_BEHIND_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:(?://[^/?#]*)?)?(.*)", re.IGNORECASE | re.DOTALL)
_IN_IRI: Final = re.compile(rf"{_EMAIL.replace('@[ ', '@[')}|[=](?:{_MOBILE})(?![\w-])", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"[?&;#]([\w.-]+)=[^&;]")

_OTHERS_WORDS: Final = (
    r"(?:_?(?:lien_?(?:he|lac)|contact|address|number|no|ca_?nhan|co_?quan|rieng|nguoi_?\w+|can_?bo))?_?[0-9]*"
)
_CONTACT_NAME: Final = re.compile(
    rf"""(?:(?:has)?(?:work|home|office)?
        | [\w.-]*[_.-] | [\w.-]*(?-i:(?<=[a-z0-9])(?=[A-Z])) | [\w.-]*(?=phone|e_?mail|dien_?thoai|sdt|lien_?he|hotline)
    )(?:tel|telephone|(?:tele)?phone_?(?:number|no)|phone|mobile|cell(?:phone)?|hand_?phone|e?_?mail|e?_?mail_?address|mbox
        |mbox_sha1sum|fax|fax_?number|instant_?message|impp|(?:skype|jabber|zalo|line|wechat)_?id|\w+chatid
        |hot_?line|zalo|viber|whatsapp|telegram|facebook|messenger|skype|wechat
        |contact_?(?:info(?:rmation)?|details?|number|no)
        |(?:so_?)?dien_?thoai|sdt|(?:so_?)?di_?dong|so_?may|duong_?day_?nong|tong_?dai|lien_?(?:he|lac)
        |thu_?dien_?tu|hop_?thu){_OTHERS_WORDS}""",
    re.IGNORECASE | re.VERBOSE,
)
_PERSON_NAME: Final = re.compile(
    r"""(?:[\w.-]*[_.-] | [\w.-]*(?-i:(?<=[a-z0-9])(?=[A-Z])) )?
    (?:ho_?(?:va_?)?ten|ten_?(?:nguoi|can_?bo)\w*|nguoi_?(?:lien_?(?:he|lac)|phu_?trach|dai_?dien|lap|ky|quan_?ly)
        |can_?bo(?:_?(?:phu_?trach|dau_?moi|lien_?he))?|dau_?moi
        |(?:full|given|family|first|last|middle|nick|contact|person|author|creator|maintainer)_?name|fn
        |author|maintainer|creator|contributor|contact_?person|responsible_?person)""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NAME: Final = 64
"""The end of a longer name says as much, and takes no time."""


def mask_contacts(text: str) -> str:
    """The text with `MASK` for each e-mail address, mobile number of Viet Nam and address of a chat in it.

    >>> mask_contacts("Hỏi an&#64;e.vn, (+84) 912 345 678.")
    'Hỏi […], […].'
    """
    if _is_plain(text):
        return text if _HINT.search(text) is None else _IN_TEXT.sub(MASK, text)
    letters, places = _read_plainly(text)
    found = [(places[one.start()][0], places[one.end() - 1][1]) for one in _IN_TEXT.finditer(letters)]
    for start, end in reversed(found):
        text = text[:start] + MASK + text[end:]
    return text


@lru_cache(maxsize=4_096)
def is_contact_address(iri: str) -> bool:
    """Whether an IRI leads to a person: by its scheme, the host of a chat, or an address or number in it."""
    plain = iri if _is_plain(iri) else _read_plainly(iri)[0]
    if _OF_IRI.match(plain):
        return True
    behind = _BEHIND_HOST.fullmatch(plain)
    rest = plain if behind is None else behind[1]
    return _IN_IRI.search(rest) is not None or any(map(is_contact_name, _PARAMETER.findall(rest)))


def is_contact_name(name: str) -> bool:
    """Whether values of a property or member of JSON are phone numbers or addresses, by its name in any vocabulary.

    It is the name alone, or stands at the end of several words: ``contactEmail``, ``soDienThoaiLienHe``.
    """
    return _CONTACT_NAME.fullmatch(_bare(name)) is not None


def is_person_name(name: str) -> bool:
    """Whether values of a property or member of JSON are names of persons, by its name in any vocabulary."""
    return _PERSON_NAME.fullmatch(_bare(name)) is not None


@lru_cache(maxsize=4_096)
def _bare(name: str) -> str:
    """The end of a name without marks over its letters."""
    plain = name if _is_plain(name) else _read_plainly(name)[0]
    letters = unicodedata.normalize("NFKD", plain[-_LONGEST_NAME:].replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("-", "_")


def _is_plain(text: str) -> bool:
    return _UNUSUAL.search(text) is None and unicodedata.is_normalized("NFKC", text)


def _read_plainly(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text as it is read, and where each of its letters stands in the text as it is written."""
    letters, places = text, [(number, number + 1) for number in range(len(text))]
    for _ in range(_LAYERS):
        if _ESCAPE.search(letters) is None:
            break
        letters, places = _replace(letters, places, _ESCAPE, _unescape)
    return _replace(letters, places, re.compile("."), lambda found: _usual(found[0]))


def _replace(
    letters: str, places: list[tuple[int, int]], pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]
) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    found_places: list[tuple[int, int]] = []
    done = 0
    for found in pattern.finditer(letters):
        start, end = found.span()
        new = by(found)
        pieces += letters[done:start], new
        found_places += places[done:start]
        found_places += [(places[start][0], places[end - 1][1])] * len(new)
        done = end
    return "".join((*pieces, letters[done:])), found_places + places[done:]


def _unescape(found: re.Match[str]) -> str:
    if found[0].startswith("%"):
        return unquote_to_bytes(found[0]).decode("utf-8", "replace")
    return html.unescape(found[0])


def _usual(letter: str) -> str:
    """The letter as it is usually written; nothing if it has no width."""
    if unicodedata.category(letter) == "Cf" or _DROPPED.match(letter):
        return ""
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return " " if letter in "\u2800\u3164" else unicodedata.normalize("NFKC", letter)
