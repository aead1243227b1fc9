"""The address of a portal, whichever of its pages or actions a person names."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from danhmuc.vocab.errors import UsageError

from ..messages.ckan_portals import CkanPortalsText

_PAGES: Final = re.compile(r"/(?:api(?:/\d+)?(?:/(?:action|rest|search)(?:/[^/]*)?)?|dataset|organization|group)/*$")
"""Ends of paths that are no part of a portal's own address."""
_FILTERS: Final = frozenset({"fq", "fq_list", "q", "organization", "groups", "tags", "license_id", "res_format", "id"})
_ALL: Final = frozenset({"", "*:*", "*"})


def portal_of(url: str) -> str:
    """The address of the portal that has a page or action, ending in ``/``.

    >>> portal_of("https://data.hue.vn/kho/api/3/action/package_search?rows=10")
    'https://data.hue.vn/kho/'

    Raises:
        UsageError: the address selects some packages.
    """
    parts = urlsplit(url)
    path = _PAGES.sub("", "/" + parts.path.strip("/")).rstrip("/") + "/"
    portal = urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in _FILTERS and value not in _ALL:
            raise UsageError(CkanPortalsText.FILTERED(name=name, portal=portal))
    return portal


def action_url(portal: str, action: str, query: str = "") -> str:
    """The address of an action of a portal."""
    return f"{portal}api/3/action/{action}{'?' if query else ''}{query}"
