"""Files for the web server of a feed: nginx and Apache give its types, alternates, and what was or moved.

They are written with the feed. A record that went is answered with 410 as soon as the feed is served by Apache, and as
soon as nginx, which reads its files when it starts, is told to reload them: ``nginx -s reload`` belongs behind each
build. Where the feed lies is not in them: the same registry gives the same files on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

__all__ = ["FEED_TYPES", "ServedPlace", "apache_files", "nginx_files"]

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
_APACHE_SAFE: Final = "$-_.+!*'(),:@&=/~"


@dataclass(frozen=True, slots=True)
class ServedPlace:
    """The place of a local IRI now.

    Attributes:
        path: of the local IRI below the base of the feed, such as ``record/hue/9f2c…``.
        page: path of its page without the ending, such as ``page/00000003-9f2c…``; None if it is gone.
    """

    path: str
    page: str | None


def nginx_files(base: str, places: Iterable[ServedPlace], *, closed: Iterable[str] = ()) -> dict[str, bytes]:
    """The files for nginx, by name.

    ``nginx-http.conf`` is included in the block ``http``, ``nginx-server.conf`` in a block ``server`` behind
    ``set $danhmuc_feed /srv/feed;``, the folder that is served.

    Args:
        base: the address of the feed, which ends with a slash.
        places: of all local IRIs that were ever given.
        closed: paths of the pages of the stream to which nothing comes any more.
    """
    origin, path = _split(base)
    types = "".join(f"        {media} {ending};\n" for ending, media in FEED_TYPES.items())
    headers = "".join(f'    add_header {name} "{value}" always;\n' for name, value in _CORS.items())
    served = (
        f"    types {{\n{types}    }}\n    default_type application/octet-stream;\n    charset utf-8;\n"
        f"    charset_types {' '.join(_WITH_CHARSET)};\n    etag on;\n    gzip_static on;\n    gzip_vary on;\n{headers}"
    )
    links = _links(base).replace('"', r"\"")
    server = f"""# In a block server, behind: set $danhmuc_feed /srv/feed; (the folder that is served)
location ^~ {path} {{
    alias $danhmuc_feed/;
    index index.html;
{served}    add_header Cache-Control $danhmuc_cache;
}}
location = {path} {{
    rewrite ^ {path}index.html last;
}}
location = {path}index.html {{
    alias $danhmuc_feed/index.html;
{served}    add_header Cache-Control "{_CHANGES}";
    add_header Link "{links}";
}}
location = {path}catalog {{
{headers}    add_header Vary Accept always;
    return 303 {base}catalog.$danhmuc_ending;
}}
location ^~ {path}record/ {{
{headers}    add_header Vary Accept always;
    if ($danhmuc_page = "") {{
        return 404;
    }}
    if ($danhmuc_page = "{_GONE}") {{
        return 410;
    }}
    return 303 {origin}$danhmuc_page.$danhmuc_ending;
}}
"""
    return {"nginx-http.conf": b"".join(_nginx_maps(path, places, closed)), "nginx-server.conf": server.encode()}


def _nginx_maps(path: str, places: Iterable[ServedPlace], closed: Iterable[str]) -> Iterator[bytes]:
    yield b"# In the block http: the syntax that a client asks for, what never changes, and where records are.\n"
    yield b"# nginx reads this when it starts; run nginx -s reload after each build of the feed.\n"
    yield b"map_hash_bucket_size 1024;\nmap_hash_max_size 262144;\n"
    yield f"map $http_accept $danhmuc_ending {{\n    default {_NEGOTIATED[0]};\n".encode()
    for ending in _NEGOTIATED[1:]:
        yield f'    "~*{re.escape(FEED_TYPES[ending])}" {ending};\n'.encode()
    yield f'}}\nmap $uri $danhmuc_cache {{\n    default "{_CHANGES}";\n'.encode()
    for name in closed:
        yield f'    "{path}{name}" "{_NEVER_CHANGES}";\n'.encode()
    yield b'}\nmap $uri $danhmuc_page {\n    default "";\n'
    for one in places:
        # nginx compares the address decoded.
        key = unquote(path + one.path).replace("\\", "\\\\").replace('"', '\\"')
        yield f'    "{key}" {_GONE if one.page is None else path + one.page};\n'.encode()
    yield b"}\n"


def apache_files(base: str, places: Iterable[ServedPlace], *, closed: Iterable[str] = ()) -> dict[str, bytes]:
    """The files for Apache, by name.

    ``apache.conf`` is included in a virtual host, behind ``Define danhmuc_feed /srv/feed``, the folder that is served;
    it reads the other files in the folder ``server`` there, and needs the modules alias, dir, env, headers, mime and
    rewrite.

    Args:
        base, places, closed: as in `nginx_files`.
    """
    origin, path = _split(base)
    here = re.escape(path)
    endings = "|".join(FEED_TYPES)
    accepted = "".join(
        f'RewriteCond "%{{HTTP_ACCEPT}}" "{re.escape(FEED_TYPES[one])}" [NC]\n'
        f'RewriteRule "^" "-" [E=danhmuc_ending:{one}]\n'
        for one in _NEGOTIATED[1:]
    )
    types = "".join(f"    AddType {media} .{ending}\n" for ending, media in FEED_TYPES.items())
    charsets = "".join(f"    AddCharset utf-8 .{one}\n" for one, media in FEED_TYPES.items() if media in _WITH_CHARSET)
    cors = "".join(f'    Header always set {name} "{value}"\n' for name, value in _CORS.items())
    links = _links(base).replace('"', r"\"")
    conf = f"""# In a virtual host, behind: Define danhmuc_feed /srv/feed (the folder that is served)
RewriteEngine On
RewriteMap danhmuc_places "txt:${{danhmuc_feed}}/server/apache-places.txt"
RewriteMap danhmuc_closed "txt:${{danhmuc_feed}}/server/apache-closed.txt"
RewriteMap danhmuc_escape "int:escape"
RewriteRule "^" "-" [E=danhmuc_ending:{_NEGOTIATED[0]}]
{accepted}RewriteRule "^{here}catalog$" "{base}catalog.%{{ENV:danhmuc_ending}}" [R=303,L,NE]
RewriteCond "${{danhmuc_places:${{danhmuc_escape:%{{REQUEST_URI}}}}|unknown}}" "^(.*)$"
RewriteRule "^{here}record/" "-" [E=danhmuc_page:%1]
RewriteCond "%{{ENV:danhmuc_page}}" "^{_GONE}$"
RewriteRule "^{here}record/" "-" [G]
RewriteCond "%{{ENV:danhmuc_page}}" "^/"
RewriteRule "^{here}record/" "{origin}%{{ENV:danhmuc_page}}.%{{ENV:danhmuc_ending}}" [R=303,L,NE]
RewriteCond "${{danhmuc_closed:%{{REQUEST_URI}}|-}}" "!^-$"
RewriteRule "^{here}" "-" [E=danhmuc_closed:1]
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
    Header set Cache-Control "{_NEVER_CHANGES}" env=danhmuc_closed
    Header set Cache-Control "{_NEVER_CHANGES}" env=REDIRECT_danhmuc_closed
    FileETag MTime Size
</Location>
<LocationMatch "^{here}(?:catalog|record/.*)$">
    Header always merge Vary "Accept"
</LocationMatch>
<LocationMatch "^{here}(?:index[.]html)?$">
    Header set Link "{links}"
</LocationMatch>
"""
    lines = (
        f"{key} {_GONE if one.page is None else path + one.page}\n"
        for one in places
        for key in _apache_keys(path + one.path)
    )
    return {
        "apache.conf": conf.encode(),
        "apache-places.txt": "".join(lines).encode(),
        "apache-closed.txt": "".join(f"{path}{name} closed\n" for name in closed).encode(),
    }


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
