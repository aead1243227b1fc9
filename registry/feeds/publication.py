"""Publish a feed: build it beside what is served, check it, and put it in its place by one rename.

::

    FOLDER/current              a link to the build that is served: the root of the web server
    FOLDER/.builds/00000017     the last good copy
    FOLDER/.builds/00000018     the build that is served
    FOLDER/.builds/lock         who is building

A build is complete before the link leads to it, so the folder that is served is whole at any moment. Builds have
ascending numbers, hence what a killed build left has a greater number than the one that is served, and the next build
removes it. A build whose name ends in ``-alone`` suffers no older one beside it, even if the process was killed before
it could remove that: the older one holds what must not be public. The lock is one that the system releases when the
process ends, in whatever way.

Knows folders and files; not what they hold.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import re
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, cast
from urllib.parse import quote, unquote, urlsplit

from danhmuc.vocab.errors import ManifestError, RegistryError, UsageError
from danhmuc.vocab.messages import system_reason

from ..messages.feeds import FeedFoldersText
from ..record.spools import SpooledMapping, SpooledSequence
from ..store.target import FEED_BUILDS
from .feed_files import FeedDraft, ManifestFile, describe_file, describe_folder, explaining, sync
from .manifest import MANIFEST, read_manifest

# ---------------------------------------------------------------- publication

CURRENT: Final = "current"
_LOCK: Final = "lock"
_LINK: Final = "link"
_NAME: Final = re.compile(r"(\d{8,})(-alone)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A build that is served now.

    Attributes:
        path: its folder; that of the web server is the link that leads to it.
        files: number of its files, the manifest included.
        fresh: files that are new, or hold something else than before.
        gone: paths of files that the last build had.
        manifest: digest of its manifest.
    """

    path: Path
    files: int
    fresh: tuple[ManifestFile, ...]
    gone: tuple[str, ...]
    manifest: str

    @property
    def fresh_bytes(self) -> int:
        """Bytes that the fresh files take, as they are packed."""
        return sum((self.path / file.path).stat().st_size for file in self.fresh)


def publish(folder: Path, build: Callable[[FeedDraft], None]) -> Publication:
    """Build a feed and serve it.

    Args:
        folder: of the feed; made if it is not there.
        build: writes all files into the draft that it is given, and the manifest at last.

    Raises:
        UsageError: the folder cannot be written, or something stands there that is no feed. What was served is still.
        ManifestError: the feed that is served was written by a newer version.
        RegistryError: it is being built already.
    """
    builds = folder / FEED_BUILDS
    with explaining(folder):
        builds.mkdir(parents=True, exist_ok=True)
    with hold_lock(builds / _LOCK, feed=folder):
        with explaining(folder):
            served = _find_served(folder)
            _remove_builds(builds, keep=_names_to_keep(builds, served))
        draft, before = _begin(folder, served)
        try:
            build(draft)
            _see_that_it_is_complete(draft)
            draft.flush()
            name = _serve(folder, draft)
        except BaseException:
            if served_build(folder) != draft.path:
                shutil.rmtree(draft.path, ignore_errors=True)
            raise
        _remove_after(folder, name)
    written = {file.path: file for file in draft.files}
    gone = tuple(sorted(path for path in before if path not in written))
    manifest = written[MANIFEST].sha256
    return Publication(path=builds / name, files=len(written), fresh=draft.fresh, gone=gone, manifest=manifest)


def served_build(folder: Path) -> Path | None:
    """The folder of the build that is served; None if there is none yet.

    Raises:
        UsageError: what stands in its place is not a link to a build.
    """
    served = _find_served(folder)
    return None if served is None else folder / FEED_BUILDS / served.name


class _Build(NamedTuple):
    """A build by its name."""

    number: int
    is_alone: bool
    name: str


def _begin(folder: Path, served: _Build | None) -> tuple[FeedDraft, dict[str, ManifestFile]]:
    """An empty draft, and the files of the build before it."""
    builds = folder / FEED_BUILDS
    previous = None if served is None else _last_build(builds, served)
    before = {} if previous is None else _files_of(previous)
    is_believed = before is not None
    if before is None:
        assert previous is not None, "else there are no files"
        before = describe_folder(previous)
    path = builds / f"{1 if served is None else served.number + 1:08d}"
    with explaining(folder):
        path.mkdir()
    draft = FeedDraft(path, feed=folder, previous=previous, previous_files=before, is_believed=is_believed)
    return draft, before


def _last_build(builds: Path, served: _Build) -> Path:
    """The folder of the build that is served; if there is nothing in it any more, that of the newest before it."""
    for build in _builds(builds):
        if build.number <= served.number and any((builds / build.name).iterdir()):
            return builds / build.name
    return builds / served.name


def _files_of(build: Path) -> dict[str, ManifestFile] | None:
    """The files of a build by its manifest, and that itself; None if it is lost or damaged."""
    try:
        manifest = read_manifest(build)
    except ManifestError as error:
        if not error.is_damaged:
            raise
        return None
    if manifest is None:
        return None
    return {**manifest.files, MANIFEST: describe_file(build, MANIFEST)}


def _see_that_it_is_complete(draft: FeedDraft) -> None:
    """See that the manifest of a build lists its files, and that nothing else stands beside them."""
    manifest = read_manifest(draft.path)
    if manifest is None:
        raise ValueError("a build writes its manifest")
    listed = {file.path: file for file in draft.files if file.path != MANIFEST}
    found = {one.relative_to(draft.path).as_posix() for one in draft.path.rglob("*") if not one.is_dir()}
    if dict(manifest.files) != listed or found != {*listed, MANIFEST}:
        raise ValueError("a build writes its manifest last, and all files through its draft")


def _serve(folder: Path, draft: FeedDraft) -> str:
    """Lead the link to a build, and return its name.

    Whoever follows the link at that moment finds the old build or the new one, whole.
    """
    builds = folder / FEED_BUILDS
    with explaining(folder):
        if not draft.keeps_last_build:
            draft.path = draft.path.rename(builds / f"{draft.path.name}-alone")
        sync(builds)
        link = builds / _LINK
        link.unlink(missing_ok=True)
        link.symlink_to(Path(FEED_BUILDS, draft.path.name), target_is_directory=True)
        link.replace(folder / CURRENT)
        sync(folder)
    return draft.path.name


def _find_served(folder: Path) -> _Build | None:
    current = folder / CURRENT
    if current.is_symlink():
        target = current.readlink()
        build = _build_named(target.name)
        if build is not None and target == Path(FEED_BUILDS, build.name):
            return build
    elif not current.exists():
        return None
    raise UsageError(FeedFoldersText.FEED_FOREIGN(folder=str(folder), path=str(current)))


def _build_named(name: str) -> _Build | None:
    match = _NAME.fullmatch(name)
    return None if match is None else _Build(int(match[1]), match[2] is not None, name)


def _builds(builds: Path) -> list[_Build]:
    """All builds there are, the newest first."""
    return sorted((build for one in builds.iterdir() if (build := _build_named(one.name)) is not None), reverse=True)


def _names_to_keep(builds: Path, served: _Build | None) -> set[str]:
    """The names of the build that is served and of the one before it."""
    if served is None:
        return set()
    older = [build.name for build in _builds(builds) if build.number < served.number][: not served.is_alone]
    return {served.name, *older}


def _remove_builds(builds: Path, *, keep: set[str]) -> None:
    for build in _builds(builds):
        if build.name not in keep:
            shutil.rmtree(builds / build.name)


def _remove_after(folder: Path, name: str) -> None:
    """Remove older builds when a new one is served; where that fails, the next build does it, if it may wait.

    Raises:
        UsageError: it may not.
    """
    builds = folder / FEED_BUILDS
    served = _build_named(name)
    try:
        _remove_builds(builds, keep=_names_to_keep(builds, served))
    except OSError as error:
        if served is not None and served.is_alone:
            reason = system_reason(error)
            raise UsageError(
                FeedFoldersText.FEED_REMAINS(folder=str(folder), reason=reason, path=str(builds))
            ) from error


@contextmanager
def hold_lock(path: Path, *, feed: Path) -> Iterator[None]:
    """Hold a lock file while a feed is built.

    Raises:
        RegistryError: another build holds it.
        UsageError: it cannot be opened.
    """
    foreign = UsageError(FeedFoldersText.FEED_LOCK_FOREIGN(folder=str(feed), path=str(path)))
    with explaining(feed):
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise foreign
        opened = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        with explaining(feed):
            is_held = _lock(opened)
            if not _is_lock_alone(opened, path):
                raise foreign
        if not is_held:
            owner = os.read(opened, 200).decode("utf-8", "replace").strip() or "?"
            raise RegistryError(FeedFoldersText.FEED_BUSY(folder=str(feed), process=owner))
        with explaining(feed):
            os.truncate(opened, 0)
            os.write(opened, f"{platform.node()}:{os.getpid()}\n".encode())
        yield
    finally:
        os.close(opened)


def _is_lock_alone(opened: int, path: Path) -> bool:
    """Whether what was opened is a file that has the name of the lock still, and no other."""
    status = os.fstat(opened)
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and os.path.samestat(status, path.lstat())


if sys.platform == "win32":
    import msvcrt

    def _lock(opened: int) -> bool:
        """Lock a byte after all that is written there."""
        os.lseek(opened, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(opened, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(opened: int) -> bool:
        """Lock the file, unless another process has."""
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


# ---------------------------------------------------------------- server files
# Files for the web server of a feed: nginx and Apache give its types, alternates, and what was or moved.
#
# They are written with the feed. A record that went is answered with 410 as soon as the feed is served by Apache, and
# as soon as nginx, which reads its files when it starts, is told to reload them: ``nginx -s reload`` belongs behind
# each build. Where the feed lies is not in them: the same registry gives the same files on every machine. All names
# in them have a digest of the feed's address, so one server can include those of several feeds.

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
    return {
        "nginx-http.conf": _nginx_maps(base, places, closed, renamed),
        "nginx-server.conf": [_nginx_files(base).encode(), _nginx_redirects(base).encode()],
        "nginx-sizes.conf": [_NGINX_SIZES],
    }


_NGINX_CORS: Final = "".join(f'    add_header {name} "{value}" always;\n' for name, value in _CORS.items())


def _nginx_files(base: str) -> str:
    """The locations of the files of a feed."""
    path, name = _split(base)[1], _variables(base)
    types = "".join(f"        {media} {ending};\n" for ending, media in FEED_TYPES.items())
    served = (
        f"    types {{\n{types}    }}\n    default_type application/octet-stream;\n    charset utf-8;\n"
        f"    charset_types {' '.join(_WITH_CHARSET)};\n    etag on;\n    gzip_static on;\n    gzip_vary on;\n"
        f"{_NGINX_CORS}"
    )
    links = _links(base).replace('"', r"\"")
    return f"""# In a block server, behind: set $danhmuc_feed /srv/feed; (the folder that is served)
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
"""


def _nginx_redirects(base: str) -> str:
    """The locations of what has no file: it leads to one, or is gone."""
    origin, path = _split(base)
    name = _variables(base)
    return f"""location = {path}catalog {{
{_NGINX_CORS}    add_header Vary Accept always;
    return 303 {base}catalog.${name}_ending;
}}
location ^~ {path}record/ {{
{_NGINX_CORS}    add_header Vary Accept always;
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
    path = urlsplit(base).path
    lines = (f"{key} {_apache_value(base, one)}\n" for one in places for key in sorted(_apache_keys(path + one.path)))
    here_before = _of_this_host(base, renamed)
    moves = (f"{key} {_address(new)}\n" for old, new in here_before for key in sorted(_apache_keys(old)))
    return {
        "apache.conf": [_apache_rewrites(base).encode(), _apache_locations(base).encode()],
        APACHE_PLACES: map(str.encode, chain([f"# {len(places)} addresses\n"], lines)),
        "apache-renamed.txt": map(str.encode, moves),
        "apache-closed.txt": [f"{path}{name} closed\n".encode() for name in closed],
    }


def _apache_rewrites(base: str) -> str:
    """The rules that lead requests to files of a feed."""
    origin, path = _split(base)
    name, here = _variables(base), re.escape(path)
    endings = "|".join(FEED_TYPES)
    accepted = "".join(
        f'RewriteCond "%{{HTTP_ACCEPT}}" "{re.escape(FEED_TYPES[one])}" [NC]\n'
        f'RewriteRule "^" "-" [E={name}_ending:{one}]\n'
        for one in _NEGOTIATED[1:]
    )
    return f"""# In a virtual host, behind: Define danhmuc_feed /srv/feed (the folder that is served)
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
"""


def _apache_locations(base: str) -> str:
    """The folder of a feed, and the headers of its files."""
    path, name = _split(base)[1], _variables(base)
    here = re.escape(path)
    types = "".join(f"    AddType {media} .{ending}\n" for ending, media in FEED_TYPES.items())
    charsets = "".join(f"    AddCharset utf-8 .{one}\n" for one, media in FEED_TYPES.items() if media in _WITH_CHARSET)
    cors = "".join(f'    Header always set {name} "{value}"\n' for name, value in _CORS.items())
    links = _links(base).replace('"', r"\"")
    return f"""Alias "{path}" "${{danhmuc_feed}}/"
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
