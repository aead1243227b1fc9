"""Shorten texts of unknown origin, and make them harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import AnyStr, Final

# Compiled when first used, and kept by `re`: `danhmuc --help` needs neither.
_BLANKS: Final = "[\t\n\v\f\r\x85\u2028\u2029]+"
# Control characters, marks that change the direction of writing, surrogates, and characters that XML does not allow.
_HARMFUL: Final = "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
# Those of them that JSON and Turtle may hold as they are: controls beyond ASCII, and marks of direction.
_CONTROLS: Final = "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
# Where a program for tables may see a formula: also after a separator inside a cell, as some split there, and behind
# quotation marks, which they take off.
_FORMULA: Final = '(^|[,;\t])("*)(?=[=+\\-@＝＋－＠])'
# User and password of an address, also of one that is written wrongly; a password may hold any mark, also ``@``.
_USER: Final = r"([A-Za-z][\w+.-]{0,30}:/{1,2}(?!/)|^(?!mailto:|[\w+.-]+:/))([^\s/?#@:'\"]*):\S*@"
_WEB_USER: Final = r"(?i)\b((?:https?|s?ftp)://)[^\s/?#]+(?:@|%40)"
_PARAMETER: Final = r"""([?&;#]|^|\s)([\w%.-]+)(\s*=\s*)('[^']*'|[^&;\s'"]+)"""
# User and password of an address in plain text, N-Quads or JSON, where a letter may be written by its number.
_BY_NUMBER: Final = r"\\u[0-9A-Fa-f]{4}"
_NO_MARK: Final = r'\s/?#"<>\\'
_ADDRESS_PASSWORD: Final = (
    rf"(://)[^{_NO_MARK}@:%]*(?:(?:%(?!3[Aa])|{_BY_NUMBER})[^{_NO_MARK}@:%]*)*(?::|%3[Aa])"
    rf"(?!\*\*\*@)(?:[^{_NO_MARK}]|{_BY_NUMBER})*(?:[^{_NO_MARK}@]|{_BY_NUMBER})(?:@|%40)"
)
_OF_BYTES: Final = re.compile(_ADDRESS_PASSWORD.encode())
_AFTER: Final = ":,.!?)]}>»’”…"
"""Marks that belong to the sentence around an address if the address ends with them."""
_KEY_NAME: Final = (
    r"(?:.*(?:password|passwd|passphrase|pwd|secret|token|signature|credentials?|(?:api|access|subscription)[-_.]?key)"
    r"|pass|auth|sig|key)[0-9]*"
)
# An address, or what was meant as one: a word and a colon, slashes alone, or a scheme that lacks its colon.
_SCHEME: Final = (
    r"[^\w/\\.~]*(?:([a-z][\w+.-]*)\s*[:：﹕]"
    r"|((?:https?|s?ftp|postgres\w*|sqlite)(?:\+\w+)?)\W{0,2}[/\\]{2}|[/\\]{2}(?=.*[@＠]))"
)
_HOST: Final = r"(?:[^\s/?#@:\[\]\\%<>\"'＠﹫：﹕／⁄∕]+|\[[\w:.%]+\])"
_NO_AT: Final = "(?:(?!%40)[^@＠﹫])*"
_USER_PART: Final = r"(?:(?:(?!%3a)[^\s/?#@\[\]\\＠﹫：﹕])*@)"
# Behind a port or a user no ``@`` may follow: the port would be the beginning of a password.
_ADDRESS: Final = (
    rf"[a-z][a-z0-9+.-]*://(?:{_HOST}(?:[/?#](?:\S*|[^@]*))?"
    rf"|{_USER_PART}?{_HOST}(?::[0-9]*)?(?:[/?#]{_NO_AT})?|(?:/{_NO_AT})?)"
    rf"|postgres\w*(?:\+\w+)?://{_USER_PART}/{_NO_AT}"  # by a socket
    r"|(?:file|sqlite):///.*|file:/(?!/).*"
    rf"|(?!(?:https?|s?ftp|postgres\w*|sqlite|file)\W)[a-z][\w+.-]*:(?!//){_NO_AT}"
)
_LONGEST_SHOWN: Final = 300


def shorten(text: str, length: int) -> str:
    """Shorten a text to at most that many characters, the last of which is ``…`` if something is left out.

    The passwords of addresses are masked first: half of one would not be known as one.

    >>> shorten("Sông Hương", 10), shorten("Sông Hương", 6)
    ('Sông Hương', 'Sông …')
    """
    if len(text) <= length:
        return text
    masked = mask_address_passwords(text)
    return masked if len(masked) <= length else masked[: length - 1] + "…"


def first_of(texts: Iterable[str], most: int) -> Sequence[str]:
    """The first texts of several, and ``…`` if there are more.

    >>> first_of("abcd", 3), first_of("abc", 3)
    (['a', 'b', 'c', '…'], ['a', 'b', 'c'])
    """
    every = list(texts)
    return [*every[:most], "…"] if len(every) > most else every


def mask_address_passwords(text: AnyStr) -> AnyStr:
    """Plain text, N-Quads or JSON with three asterisks for each user and password of an address.

    >>> mask_address_passwords("<https://hue:s3cret@e.vn/a> <ftp://anonymous@e.vn/> <ftp://hue:@e.vn/>")
    '<https://***@e.vn/a> <ftp://anonymous@e.vn/> <ftp://hue:@e.vn/>'
    """
    if isinstance(text, bytes):
        return _OF_BYTES.sub(rb"\1***@", text) if _may_have_user(text) else text
    return re.sub(_ADDRESS_PASSWORD, r"\1***@", text, flags=re.ASCII) if "://" in text else text


def _may_have_user(text: bytes) -> bool:
    """Whether an address stands before an ``@``: far quicker asked than where a password is, and mostly denied."""
    if b"%40" in text:
        return True
    *before, _ = text.split(b"@")
    return any(piece[-1:] != b'"' and b"://" in piece[piece.rfind(b" ") + 1 :] for piece in before)


def mask_passwords(text: str) -> str:
    """The text with three asterisks for each password of an address in it, as user information or as a parameter.

    >>> mask_passwords("postgresql://hue:s3cret@host/x?sslpassword=s3cret")
    'postgresql://hue:***@host/x?sslpassword=***'
    """
    if "@" in text or "%40" in text:
        text = re.sub(_USER, r"\1\2:***@", re.sub(_WEB_USER, r"\1***@", text))
    return re.sub(_PARAMETER, _mask_parameter, text) if "=" in text else text


def shown_location(text: str) -> str:
    """A location as it may be shown, without passwords: a path as it is, an address on one line.

    Of what begins like an address and is none, only the scheme is shown: where its password ends, nobody can tell.

    >>> shown_location("https://hue:s3cret@e.vn/a.ttl"), shown_location("https:/hue:s3cret@e.vn")
    ('https://***@e.vn/a.ttl', 'https:…')
    """
    start = re.match(_SCHEME, text, re.IGNORECASE | re.DOTALL)
    if start is None:
        return mask_passwords(text)
    if re.fullmatch(_ADDRESS, text.strip(), re.IGNORECASE | re.DOTALL) is None:
        return f"{start[1] or start[2]}:…" if start[1] or start[2] else "//…"
    return shorten(one_line(mask_passwords(text)), _LONGEST_SHOWN)


def is_host(text: str | None) -> bool:
    """Whether what a parser took for a host may be one, and not the rest of a password; none is one."""
    return text is None or re.search("[@＠﹫%]", text) is None


def is_secret_name(name: str) -> bool:
    """Whether a parameter of an address holds a password or a key, by its name.

    >>> is_secret_name("Access_Token"), is_secret_name("secretariat")
    (True, False)
    """
    from urllib.parse import unquote  # --help needs none of it

    return re.fullmatch(_KEY_NAME, unquote(name), re.IGNORECASE) is not None


def _mask_parameter(found: re.Match[str]) -> str:
    before, name, sign, value = found.groups()
    if not is_secret_name(name):
        return found.group()
    bare = value.rstrip(_AFTER)
    return f"{before}{name}{sign}***{value[len(bare) :] if bare else ''}"


def one_line(text: str) -> str:
    r"""The text on one line, with escapes for invisible characters and for those that control terminals.

    The passwords of addresses in it are masked.

    >>> one_line("Sông\n\u202eHương ")
    'Sông \\u202eHương'
    """
    return escape_harmful(text).strip()


def escape_harmful(text: str) -> str:
    """Escape the same characters as `one_line`, and keep the blanks at the ends of the text."""
    text = mask_address_passwords(text)
    if text.isprintable():
        return text
    return re.sub(_HARMFUL, lambda found: f"\\u{ord(found.group()):04x}", re.sub(_BLANKS, " ", text))


def escape_controls(text: str) -> str:
    r"""A text of JSON or Turtle that says the same, with escapes for characters that control terminals.

    The passwords of addresses in it are masked.

    >>> escape_controls('"\u202eS\u00f4ng"')
    '"\\u202eSông"'
    """
    return re.sub(_CONTROLS, lambda found: f"\\u{ord(found.group()):04x}", mask_address_passwords(text))


def guard_formulas(cell: str) -> str:
    """A cell of a table with an apostrophe before each ``=``, ``+``, ``-`` or ``@`` with which a formula could begin.

    >>> guard_formulas("=1+1"), guard_formulas("a;=1,b-c"), guard_formulas("a = 1")
    ("'=1+1", "a;'=1,b-c", 'a = 1')
    """
    return re.sub(_FORMULA, r"\1\2'", cell)
