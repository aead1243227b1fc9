"""Files for the web server of a feed: nginx and Apache give its types, alternates, and what was or moved.

They are written with the feed. A record that went is answered with 410 as soon as the feed is served by Apache, and as
soon as nginx, which reads its files when it starts, is told to reload them: ``nginx -s reload`` belongs behind each
build. Where the feed lies is not in them: the same registry gives the same files on every machine. All names in them
have a digest of the feed's address, so one server can include those of several feeds.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple, cast
from urllib.parse import quote, unquote, urlsplit

from ..record.spools import SpooledMapping, SpooledSequence

APACHE_PLACES: Final = "apache-places.txt"

FEED_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "trig": "application/trig",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "txt": "text/plain",
    "conf": "text/plain",
}
"""Media type by ending of a file in a feed."""
_NEGOTIATED: Final = ("ttl", "rdf", "jsonld")
"""Endings of the syntaxes in which a page is there; the first is given to who names none."""
_WITH_CHARSET: Final = ("text/turtle", "application/n-triples", "application/trig", "application/jsonl")
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Location",
}
_CHANGES: Final = "no-cache"
_NEVER_CHANGES: Final = "public, max-age=31536000, immutable"
_GONE: Final = "-"
_MOVED: Final = ">"
"""Begins the address of what stands for a record by now."""
_IRI_SAFE: Final = "!#%&'()*+,/:;=?@[]~"
"""Not the dollar sign, with which names of variables begin."""
_APACHE_SAFE: Final = "$-_.+!*'(),:@&=/~"


_NGINX_SIZES: Final = b"""# In the block http, once, however many feeds there are: nginx expects shorter names.
map_hash_bucket_size 1024;
map_hash_max_size 262144;
"""


@dataclass(frozen=True, slots=True)
class ServedPlace:
    """The place of a local IRI now.

    Attributes:
        path: of the local IRI below the base of the feed, such as ``record/hue/9f2c…``.
        page: path of its page without the ending, such as ``page/00000003-9f2c…``; None if it is gone or moved.
        moved_to: path of the local IRI of the record that stands for it; None if there is none.
    """

    path: str
    page: str | None
    moved_to: str | None = None


class RenamedIri(NamedTuple):
    """An IRI that the feed had for a record, and the one that the record has now."""

    old: str
    new: str


def nginx_parts(
    base: str, places: Collection[ServedPlace], *, closed: Iterable[str] = (), renamed: Iterable[RenamedIri] = ()
) -> dict[str, Iterable[bytes]]:
    """The files for nginx, by name, part by part: there may be as many as records.

    ``nginx-http.conf`` is included in the block ``http``, ``nginx-server.conf`` in a block ``server`` behind
    ``set $danhmuc_feed /srv/feed;``, the folder that is served. ``nginx-sizes.conf`` belongs in the block ``http``,
    too, but once, however many feeds there are.

    Args:
        base: the address of the feed, which ends with a slash.
        places: of all local IRIs that were ever given.
        closed: paths of the pages of the stream to which nothing comes any more.
        renamed: IRIs of owners; those of the same host as the feed are redirected.
    """
    origin, path = _split(base)
    name = _variables(base)
    types = "".join(f"        {media} {ending};\n" for ending, media in FEED_TYPES.items())
    headers = "".join(f'    add_header {name} "{value}" always;\n' for name, value in _CORS.items())
    served = (
        f"    types {{\n{types}    }}\n    default_type application/octet-stream;\n    charset utf-8;\n"
        f"    charset_types {' '.join(_WITH_CHARSET)};\n    etag on;\n    gzip_static on;\n    gzip_vary on;\n{headers}"
    )
    links = _links(base).replace('"', r"\"")
    server = f"""# In a block server, behind: set $danhmuc_feed /srv/feed; (the folder that is served)
# Several feeds may stand in one block, each behind a line "set" of its own.
set ${name}_folder $danhmuc_feed;
if (${name}_renamed != "") {{
    return 301 ${name}_renamed;
}}
location ^~ {path} {{
    alias ${name}_folder/;
    index index.html;
{served}    add_header Cache-Control ${name}_cache;
}}
location = {path} {{
    rewrite ^ {path}index.html last;
}}
location = {path}index.html {{
    alias ${name}_folder/index.html;
{served}    add_header Cache-Control "{_CHANGES}";
    add_header Link "{links}";
}}
location = {path}catalog {{
{headers}    add_header Vary Accept always;
    return 303 {base}catalog.${name}_ending;
}}
location ^~ {path}record/ {{
{headers}    add_header Vary Accept always;
    if (${name}_moved != "") {{
        return 301 ${name}_moved;
    }}
    if (${name}_page = "") {{
        return 404;
    }}
    if (${name}_page = "{_GONE}") {{
        return 410;
    }}
    return 303 {origin}${name}_page.${name}_ending;
}}
"""
    return {
        "nginx-http.conf": _nginx_maps(base, places, closed, renamed),
        "nginx-server.conf": [server.encode()],
        "nginx-sizes.conf": [_NGINX_SIZES],
    }


def _nginx_maps(
    base: str, places: Iterable[ServedPlace], closed: Iterable[str], renamed: Iterable[RenamedIri]
) -> Iterator[bytes]:
    path, name = urlsplit(base).path, _variables(base)
    yield b"# In the block http: the syntax that a client asks for, what never changes, and where records are.\n"
    yield b"# nginx reads this when it starts: run nginx -s reload after each build of the feed,\n"
    yield b"# since until then what is gone is answered as before, and what is new with 404.\n"
    yield b"# nginx-sizes.conf belongs beside it, once in a server.\n"
    yield f"map $http_accept ${name}_ending {{\n    default {_NEGOTIATED[0]};\n".encode()
    for ending in _NEGOTIATED[1:]:
        yield f'    "~*{re.escape(FEED_TYPES[ending])}" {ending};\n'.encode()
    yield f'}}\nmap $uri ${name}_cache {{\n    default "{_CHANGES}";\n'.encode()
    for one in closed:
        yield f'    "{path}{one}" "{_NEVER_CHANGES}";\n'.encode()
    yield f'}}\nmap $uri ${name}_page {{\n    default "";\n'.encode()
    for place in places:
        yield f"    {_nginx_key(path + place.path)} {_GONE if place.page is None else path + place.page};\n".encode()
    yield f'}}\nmap $uri ${name}_moved {{\n    default "";\n'.encode()
    for place in places:
        if place.moved_to is not None:
            yield f'    {_nginx_key(path + place.path)} "{_address(base + place.moved_to)}";\n'.encode()
    yield f'}}\nmap $uri ${name}_renamed {{\n    default "";\n'.encode()
    for old, new in _of_this_host(base, renamed):
        yield f'    {_nginx_key(old)} "{_address(new)}";\n'.encode()
    yield b"}\n"


def _nginx_key(path: str) -> str:
    """A path as the source of a map: nginx compares the address decoded."""
    return '"{}"'.format(unquote(path).replace("\\", "\\\\").replace('"', '\\"'))


def _variables(base: str) -> str:
    """The beginning of the names of variables and maps, which no other feed has."""
    return f"danhmuc_{hashlib.sha256(base.encode()).hexdigest()[:8]}"


def _address(iri: str) -> str:
    """An IRI as an address in a header, with one question mark at most, as Apache wants it."""
    path, mark, query = quote(iri, safe=_IRI_SAFE).partition("?")
    return path + mark + query.replace("?", "%3F")


def _of_this_host(base: str, renamed: Iterable[RenamedIri]) -> Iterator[RenamedIri]:
    """The paths of old IRIs that the server of a feed is asked for, each with the new IRI.

    Nobody asks it for those of other hosts. Those with a query are told apart by no path, and ``record/`` has its own.
    """
    of_feed = urlsplit(base)
    for old, new in renamed:
        try:
            parts = urlsplit(old)
        except ValueError:  # no address
            continue
        is_here = parts.scheme in ("http", "https") and parts.netloc.casefold() == of_feed.netloc.casefold()
        is_path = len(parts.path) > 1 and not (parts.query or parts.fragment or old.endswith(("?", "#")))
        if is_here and is_path and not parts.path.startswith(f"{of_feed.path}record/"):
            yield RenamedIri(parts.path, new)


def apache_parts(
    base: str, places: Collection[ServedPlace], *, closed: Iterable[str] = (), renamed: Iterable[RenamedIri] = ()
) -> dict[str, Iterable[bytes]]:
    """The files for Apache, by name, part by part: there may be as many as records.

    ``apache.conf`` is included in a virtual host, behind ``Define danhmuc_feed /srv/feed``, the folder that is served;
    it reads the other files in the folder ``server`` there, and needs the modules alias, dir, env, headers, mime and
    rewrite.

    Args:
        base, places, closed, renamed: as in `nginx_parts`.
    """
    origin, path = _split(base)
    name = _variables(base)
    here = re.escape(path)
    endings = "|".join(FEED_TYPES)
    accepted = "".join(
        f'RewriteCond "%{{HTTP_ACCEPT}}" "{re.escape(FEED_TYPES[one])}" [NC]\n'
        f'RewriteRule "^" "-" [E={name}_ending:{one}]\n'
        for one in _NEGOTIATED[1:]
    )
    types = "".join(f"    AddType {media} .{ending}\n" for ending, media in FEED_TYPES.items())
    charsets = "".join(f"    AddCharset utf-8 .{one}\n" for one, media in FEED_TYPES.items() if media in _WITH_CHARSET)
    cors = "".join(f'    Header always set {name} "{value}"\n' for name, value in _CORS.items())
    links = _links(base).replace('"', r"\"")
    conf = f"""# In a virtual host, behind: Define danhmuc_feed /srv/feed (the folder that is served)
RewriteEngine On
RewriteMap {name}_places "txt:${{danhmuc_feed}}/server/{APACHE_PLACES}"
RewriteMap {name}_renamed "txt:${{danhmuc_feed}}/server/apache-renamed.txt"
RewriteMap {name}_closed "txt:${{danhmuc_feed}}/server/apache-closed.txt"
RewriteMap {name}_escape "int:escape"
RewriteRule "^" "-" [E={name}_ending:{_NEGOTIATED[0]}]
{accepted}RewriteRule "^{here}catalog$" "{base}catalog.%{{ENV:{name}_ending}}" [R=303,L,NE]
RewriteCond "${{{name}_renamed:${{{name}_escape:%{{REQUEST_URI}}}}|-}}" "^([^-?][^?]*)$"
RewriteRule "^" "%1" [R=301,L,NE]
# A question mark that a map has is refused; one that stands here is not.
RewriteCond "${{{name}_renamed:${{{name}_escape:%{{REQUEST_URI}}}}|-}}" "^([^-?][^?]*)[?](.*)$"
RewriteRule "^" "%1?%2" [R=301,L,NE]
RewriteCond "${{{name}_places:${{{name}_escape:%{{REQUEST_URI}}}}|unknown}}" "^(.*)$"
RewriteRule "^{here}record/" "-" [E={name}_page:%1]
RewriteCond "%{{ENV:{name}_page}}" "^{_GONE}$"
RewriteRule "^{here}record/" "-" [G]
RewriteCond "%{{ENV:{name}_page}}" "^{_MOVED}(.*)$"
RewriteRule "^{here}record/" "%1" [R=301,L,NE]
RewriteCond "%{{ENV:{name}_page}}" "^/"
RewriteRule "^{here}record/" "{origin}%{{ENV:{name}_page}}.%{{ENV:{name}_ending}}" [R=303,L,NE]
RewriteCond "${{{name}_closed:%{{REQUEST_URI}}|-}}" "!^-$"
RewriteRule "^{here}" "-" [E={name}_closed:1]
RewriteCond "%{{HTTP:Accept-Encoding}}" "gzip"
RewriteCond "${{danhmuc_feed}}/$1.gz" -f
RewriteRule "^{here}(.+[.](?:{endings}))$" "{path}$1.gz" [PT]
Alias "{path}" "${{danhmuc_feed}}/"
<Location "{path}">
    Require all granted
    DirectoryIndex index.html
    AddEncoding gzip .gz
{types}{charsets}{cors}    Header always merge Vary "Accept-Encoding"
    Header set Cache-Control "{_CHANGES}"
    Header set Cache-Control "{_NEVER_CHANGES}" env={name}_closed
    Header set Cache-Control "{_NEVER_CHANGES}" env=REDIRECT_{name}_closed
    FileETag MTime Size
</Location>
<LocationMatch "^{here}(?:catalog|record/.*)$">
    Header always merge Vary "Accept"
</LocationMatch>
<LocationMatch "^{here}(?:index[.]html)?$">
    Header set Link "{links}"
</LocationMatch>
"""
    lines = (f"{key} {_apache_value(base, one)}\n" for one in places for key in sorted(_apache_keys(path + one.path)))
    here_before = _of_this_host(base, renamed)
    moves = (f"{key} {_address(new)}\n" for old, new in here_before for key in sorted(_apache_keys(old)))
    return {
        "apache.conf": [conf.encode()],
        APACHE_PLACES: map(str.encode, chain([f"# {len(places)} addresses\n"], lines)),
        "apache-renamed.txt": map(str.encode, moves),
        "apache-closed.txt": [f"{path}{name} closed\n".encode() for name in closed],
    }


def _apache_value(base: str, place: ServedPlace) -> str:
    if place.moved_to is not None:
        return _MOVED + _address(base + place.moved_to)
    return _GONE if place.page is None else urlsplit(base).path + place.page


class _Places(SpooledSequence["ServedPlace"]):
    """Places in a temporary file."""

    def _fields(self, value: ServedPlace) -> Sequence[object]:
        return (value.path, value.page, value.moved_to)

    def _value(self, fields: Sequence[object]) -> ServedPlace:
        path, page, moved_to = cast("tuple[str, str | None, str | None]", fields)
        return ServedPlace(path, page, moved_to)


def read_places(data: bytes, base: str) -> Mapping[str, ServedPlace] | None:
    """The places in the file that Apache reads, by the path of the local IRI; None if it is not whole."""
    _, path = _split(base)
    found = SpooledMapping(_Places(), lambda one: one.path)
    try:
        lines = iter(io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="\n"))
        head = next(lines, "").removesuffix("\n")
        count = int(head.removeprefix("# ").removesuffix(" addresses"))
        for line in lines:
            key, value = line.removesuffix("\n").split(" ")
            place = _read_place(key, value, base, path)
            if place is None:
                return None
            known = found.get(place.path)
            if known is None:
                found.add(place)
            elif known != place:
                return None
    except ValueError:  # no text, no head, or no pair
        return None
    return found if len(found) == count and data.endswith(b"\n") else None


def _read_place(key: str, value: str, base: str, path: str) -> ServedPlace | None:
    """A place; None if its line is not one that `apache_parts` writes for that base."""
    local = unquote(key).removeprefix(path)
    source, _, digest = local.removeprefix("record/").rpartition("/")
    if not local.startswith("record/") or not source or not digest:
        return None
    of = f"record/{quote(source, safe='')}/{digest}"
    if value == _GONE:
        return ServedPlace(of, None)
    if value.startswith(_MOVED):
        target, here = value.removeprefix(_MOVED), _address(base)
        return ServedPlace(of, None, target.removeprefix(here)) if target.startswith(here) else None
    return ServedPlace(of, value.removeprefix(path)) if value.startswith(path) else None


def _apache_keys(path: str) -> set[str]:
    """A path as Apache escapes it, since a map has no blanks; later versions leave a semicolon as it is."""
    return {
        re.sub("%..", lambda found: found[0].lower(), quote(unquote(path), safe=safe))
        for safe in (_APACHE_SAFE, f"{_APACHE_SAFE};")
    }


def _links(base: str) -> str:
    """The value of the header Link of the page for people."""
    return ", ".join(f'<{base}catalog.{one}>; rel="alternate"; type="{FEED_TYPES[one]}"' for one in _NEGOTIATED)


def _split(base: str) -> tuple[str, str]:
    """Origin and path of the base."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}", parts.path
