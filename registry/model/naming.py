"""Names of fields and properties: what was asked for, and what is near it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from danhmuc.vocab.errors import FieldError, UnknownTermError, UsageError
from danhmuc.vocab.prefixes import PREFIXES

if TYPE_CHECKING:
    from .resource import Resource

__all__ = ["is_iri", "property_iri", "shown", "unknown_field", "wrong_type"]

_CUT: Final = 80
_TAKES: Final = "takes IRIs and prefixed names"
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
        return FieldError(noun.__name__, name, "is no field: the IRI stays; make another object for another IRI")
    near = get_close_matches(name, [*noun.fields, "extra", "classes"], n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"its fields: {', '.join(noun.fields) or 'none'}"
    return FieldError(noun.__name__, name, f"is no field; {hint}")


def wrong_type(call: str, takes: str, value: object) -> UsageError:
    """That a method takes something else."""
    return UsageError(f"{call} takes {takes}; found {shown(value)}")


def shown(value: object) -> str:
    """What was given, on one line and not too long."""
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python writes no number of more than 4,300 digits
        text = f"a very large {type(value).__name__}"
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


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
        raise FieldError(noun, part, f"{_TAKES}; found {name!r}; {_near_prefix(prefix, colon, local)}")
    iri = PREFIXES[prefix] + local
    if prefix not in _OPEN:
        unknown = _unknown_term(prefix, local)
        if unknown is not None:
            raise FieldError(noun, part, f"{_TAKES}; found {name!r}, which {prefix} does not have; {unknown}")
    elif not _is_term(iri):
        raise FieldError(noun, part, f"{_TAKES}; found {name!r}; {_near_prefix('', '', '')}")
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


def _near_prefix(prefix: str, colon: str, local: str) -> str:
    near = [one for one in get_close_matches(prefix, PREFIXES) if one in _OPEN or _unknown_term(one, local) is None]
    if near and colon:
        return f"did you mean {' or '.join(f'{one}:{local}' for one in near)}?"
    return f"known prefixes: {', '.join(PREFIXES)}"


def _unknown_term(prefix: str, local: str) -> str | None:
    """What to say of a term that a vocabulary does not have; None where it has it."""
    from danhmuc.vocab import namespaces  # few give prefixed names

    name = prefix.upper().replace("-", "_")
    namespace: namespaces.ClosedNamespace = getattr(namespaces, name)
    if local in namespace:
        return None
    try:
        namespace[local]
    except UnknownTermError as error:
        if error.nearest is not None:
            return f"did you mean {prefix}:{error.nearest}?"
    return f"list({name}) of danhmuc.vocab.namespaces gives all that it has"
