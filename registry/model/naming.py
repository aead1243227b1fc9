"""Names of fields and properties: resolve them, and suggest similar ones."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FieldError, UnknownTermError, UsageError
from danhmuc.vocab.messages.errors import ErrorsText
from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.text import shorten

from ..messages.model import ModelText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.vocab.concepts import CodeList
    from danhmuc.vocab.messages import Message

    from .fields import Field
    from .resource import Resource

# ---------------------------------------------------------------- naming

_CUT: Final = 80
_ALIASES: Final = {"dcterms": "dct"}
"""Common aliases of our prefixes."""
_OPEN: Final = frozenset(
    {"as", "cc", "dcat-us", "eli", "geo", "hydra", "ldes", "odrl", "rdf", "schema", "sh", "spdx", "tree"}
)
"""Prefixes of vocabularies of which danhmuc does not list all terms."""
_SCHEMES: Final = frozenset(
    {
        *("about", "acct", "ark", "cid", "data", "did", "doi", "file", "ftp", "ftps", "git", "hdl", "http", "https"),
        *("info", "ipfs", "irc", "ldap", "magnet", "mailto", "mid", "news", "ni", "oid", "s3", "sftp", "sip", "sips"),
        *("sms", "ssh", "swh", "tag", "tel", "urn", "uuid", "ws", "wss", "xmpp"),
    }
)
"""The registered IRI schemes by which catalogues may name things."""


def unknown_field(noun: type[Resource], name: str) -> FieldError:
    """The error for a field that a noun does not have, with similar names."""
    if name == "iri":
        return FieldError(noun.__name__, name, ModelText.FIELD_IRI_STAYS())
    near = get_close_matches(name, [*noun.fields, "extra", "classes"], n=2, cutoff=0.5)
    if near:
        return FieldError(noun.__name__, name, ModelText.FIELD_UNKNOWN_NEAR(near=alternatives(near)))
    return FieldError(
        noun.__name__, name, ModelText.FIELD_UNKNOWN(fields=tuple(noun.fields) or ErrorsText.NONE_KNOWN())
    )


def wrong_type(call: str, takes: Message, value: object) -> UsageError:
    """The error for an argument of the wrong type."""
    return UsageError(ModelText.CALL_TAKES(call=call, takes=takes, found=value_text(value)))


def alternatives(names: Sequence[str]) -> str | Message:
    """Join names by *or*; there is at least one."""
    return names[0] if len(names) == 1 else ModelText.ALTERNATIVES(others=tuple(names[:-1]), last=names[-1])


def value_text(value: object) -> str | Message:
    """A value on one line, shortened."""
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python writes no number of more than 4,300 digits
        return ModelText.VALUE_VERY_LARGE(type=type(value).__name__)
    return shorten(text, _CUT)


def property_iri(name: str, noun: str, part: str) -> str:
    """The IRI of a property or class given by IRI or prefixed name.

    Args:
        name: the IRI or prefixed name.
        noun: the class that an error names.
        part: the argument that an error names, such as ``extra``.

    Raises:
        FieldError: it is neither, or the vocabulary of that prefix has no such term.
    """
    prefix, colon, local = name.partition(":")
    prefix = _ALIASES.get(prefix, prefix)
    if prefix not in PREFIXES or local.startswith("//"):
        if is_iri(name):
            return name
        raise FieldError(noun, part, _unknown_prefix(name, prefix if colon else "", local))
    iri = PREFIXES[prefix] + local
    if prefix not in _OPEN:
        unknown = _unknown_term(name, prefix, local)
        if unknown is not None:
            raise FieldError(noun, part, unknown)
    elif not _is_term(iri):
        raise FieldError(noun, part, _unknown_prefix(name, "", ""))
    return iri


def is_iri(text: str) -> bool:
    """Whether a text is an IRI and, by its scheme, not a prefixed name."""
    scheme, _, rest = text.partition(":")
    has_scheme = rest.strip("/") != "" and (scheme.lower() in _SCHEMES or rest.startswith("//"))
    return has_scheme and _is_term(text)


def _is_term(iri: str) -> bool:
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True


def _unknown_prefix(name: str, prefix: str, local: str) -> Message:
    """The message for a name that is neither an IRI nor a prefixed name, with similar names."""
    close = get_close_matches(prefix, PREFIXES)
    near = [f"{other}:{local}" for other in close if other in _OPEN or _unknown_term(name, other, local) is None]
    if near:
        return ModelText.PREFIX_UNKNOWN_NEAR(name=name, near=alternatives(near))
    return ModelText.PREFIX_UNKNOWN(name=name, prefixes=tuple(PREFIXES))


def _unknown_term(name: str, prefix: str, local: str) -> Message | None:
    """The message for a term that its vocabulary does not have; None if it has it."""
    from danhmuc.vocab import namespaces  # prefixed names are rare

    constant = prefix.upper().replace("-", "_")
    namespace: namespaces.ClosedNamespace = getattr(namespaces, constant)
    if local in namespace:
        return None
    try:
        namespace[local]
    except UnknownTermError as error:
        if error.nearest is not None:
            return ModelText.PREFIXED_TERM_UNKNOWN_NEAR(name=name, prefix=prefix, near=f"{prefix}:{error.nearest}")
    return ModelText.PREFIXED_TERM_UNKNOWN(name=name, prefix=prefix, namespace=constant)


# ---------------------------------------------------------------- codes
# Find items of the bundled code lists by code or name, for constructors.

_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\Z")
_MEDIA_TYPES: Final = "http://www.iana.org/assignments/media-types/"
_FEW: Final = 3


def find_item(field: Field[Any, Any], text: str, *, takes: Message) -> NamedNode:
    """Find the item for a text in the code lists of the field: by code, else by an unambiguous name.

    Raises:
        FieldError: there is none, or several; the error lists similar codes.
    """
    from danhmuc.vocab import concepts  # only codes need the lists

    lists: list[CodeList] = []
    for token in field.schemes:
        lists.append(concepts.load(token))
        item = lists[-1].get(text)
        if item is not None:
            return NamedNode(item.iri)
    if "media-type" in field.schemes and _MEDIA_TYPE.match(text):
        # The list is a snapshot; a well-formed type may be newer.
        return NamedNode(_MEDIA_TYPES + text)
    found = {item.iri: item.code for code_list in lists for item in code_list.find(text)}
    if len(found) == 1:
        return NamedNode(*found)
    if found:
        codes = alternatives([*found.values()][:_FEW])
        raise FieldError(
            field.noun, field.name, ModelText.CODE_AMBIGUOUS(takes=takes, found=value_text(text), codes=codes)
        )
    raise field.refusal(takes, text, near=[code for code_list in lists for code in code_list.near(text)][:_FEW])
