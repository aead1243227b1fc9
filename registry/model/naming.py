"""Names of fields and properties: what was asked for, and what is near it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FieldError, UnknownTermError, UsageError
from danhmuc.vocab.messages.errors import NONE_KNOWN
from danhmuc.vocab.prefixes import PREFIXES
from danhmuc.vocab.text import shorten

from ..messages.model import (
    ALTERNATIVES,
    CALL_TAKES,
    FIELD_IRI_STAYS,
    FIELD_UNKNOWN,
    FIELD_UNKNOWN_NEAR,
    PREFIX_UNKNOWN,
    PREFIX_UNKNOWN_NEAR,
    PREFIXED_TERM_UNKNOWN,
    PREFIXED_TERM_UNKNOWN_NEAR,
    VALUE_VERY_LARGE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from danhmuc.vocab.messages import Message

    from .resource import Resource

__all__ = ["alternatives", "is_iri", "property_iri", "shown", "unknown_field", "wrong_type"]

_CUT: Final = 80
_ALIASES: Final = {"dcterms": "dct"}
"""Prefixes that others use for what ours mean."""
_OPEN: Final = frozenset(
    {"as", "cc", "dcat-us", "eli", "geo", "hydra", "ldes", "odrl", "rdf", "schema", "sh", "spdx", "tree"}
)
"""Prefixes of vocabularies that have more terms than we know."""
_SCHEMES: Final = frozenset(
    {
        *("about", "acct", "ark", "cid", "data", "did", "doi", "file", "ftp", "ftps", "git", "hdl", "http", "https"),
        *("info", "ipfs", "irc", "ldap", "magnet", "mailto", "mid", "news", "ni", "oid", "s3", "sftp", "sip", "sips"),
        *("sms", "ssh", "swh", "tag", "tel", "urn", "uuid", "ws", "wss", "xmpp"),
    }
)
"""Of the registered schemes of IRIs, those that catalogues may name things by."""


def unknown_field(noun: type[Resource], name: str) -> FieldError:
    """That a noun has no field of that name, with those near it."""
    if name == "iri":
        return FieldError(noun.__name__, name, FIELD_IRI_STAYS())
    near = get_close_matches(name, [*noun.fields, "extra", "classes"], n=2, cutoff=0.5)
    if near:
        return FieldError(noun.__name__, name, FIELD_UNKNOWN_NEAR(near=alternatives(near)))
    return FieldError(noun.__name__, name, FIELD_UNKNOWN(fields=tuple(noun.fields) or NONE_KNOWN()))


def wrong_type(call: str, takes: Message, value: object) -> UsageError:
    """That a method takes something else."""
    return UsageError(CALL_TAKES(call=call, takes=takes, found=shown(value)))


def alternatives(names: Sequence[str]) -> str | Message:
    """Names of which any one is meant, at least one."""
    return names[0] if len(names) == 1 else ALTERNATIVES(others=tuple(names[:-1]), last=names[-1])


def shown(value: object) -> str | Message:
    """What was given, on one line and not too long."""
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python writes no number of more than 4,300 digits
        return VALUE_VERY_LARGE(type=type(value).__name__)
    return shorten(text, _CUT)


def property_iri(name: str, noun: str, part: str) -> str:
    """The IRI of a property or class given by IRI or prefixed name.

    Args:
        name: what was given.
        noun: whom to name where it is refused.
        part: where it was given, such as ``extra``.

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
    """Whether a text is an IRI, by its scheme no prefixed name."""
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
    """That a name is neither an IRI nor a prefixed name, with what it may have been meant to be."""
    close = get_close_matches(prefix, PREFIXES)
    near = [f"{one}:{local}" for one in close if one in _OPEN or _unknown_term(name, one, local) is None]
    if near:
        return PREFIX_UNKNOWN_NEAR(name=name, near=alternatives(near))
    return PREFIX_UNKNOWN(name=name, prefixes=tuple(PREFIXES))


def _unknown_term(name: str, prefix: str, local: str) -> Message | None:
    """That a vocabulary does not have the term of a prefixed name; None where it has it."""
    from danhmuc.vocab import namespaces  # few give prefixed names

    constant = prefix.upper().replace("-", "_")
    namespace: namespaces.ClosedNamespace = getattr(namespaces, constant)
    if local in namespace:
        return None
    try:
        namespace[local]
    except UnknownTermError as error:
        if error.nearest is not None:
            return PREFIXED_TERM_UNKNOWN_NEAR(name=name, prefix=prefix, near=f"{prefix}:{error.nearest}")
    return PREFIXED_TERM_UNKNOWN(name=name, prefix=prefix, namespace=constant)
