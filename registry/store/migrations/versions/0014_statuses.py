"""The statuses (`adms:status`) of stored versions: the column of publicity says what is withdrawn or not understood.

Their graphs are read, since an unchanged record is not written again. A status that is not understood frees nothing
that the version before withdrew.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from alembic import op
from sqlalchemy import Connection, text

revision = "0014"
down_revision = "0013"

_PAGE: Final = 500
_QUERY: Final = text("""
SELECT versions.id, versions.record_id, versions.publicity, records.iri, versions.iri AS former, graphs.body
FROM versions JOIN records ON records.id = versions.record_id JOIN graphs ON graphs.digest = versions.digest
WHERE versions.id > :after AND versions.role = 'record' ORDER BY versions.id LIMIT :page
""")
_FILL: Final = text("UPDATE versions SET publicity = :publicity WHERE id = :id")
_DIGITS: Final = 4
_STATUS: Final = b"> <http://www.w3.org/ns/adms#status> "
_WITHDRAWN: Final = frozenset({"withdrawn", "da rut", "da thu hoi"})
_OTHERS: Final = frozenset(
    {"completed", "da hoan thanh", "hoan thanh", "develop", "underdevelopment", "under development"}
    | {"in development", "dang xay dung", "dang phat trien", "deprecated", "khong nen dung nua", "loi thoi"}
    | {"discont", "discontinued", "da ngung", "ngung cap nhat", "op_datpro", "provisional data", "du lieu tam thoi"}
)
_TEXT: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PUBLICITY: Final = "four digits: how public the data may be; then 1 if its status withdraws it, ? if that is unknown"


def upgrade() -> None:
    """Fill in what statuses say."""
    connection = op.get_bind()
    withdrawn: set[int] = set()
    for rows in _pages(connection):
        changed = [{"id": row.id, "publicity": found} for row in rows if (found := _publicity(row, withdrawn))]
        if changed:
            connection.execute(_FILL, changed)
    if connection.dialect.supports_comments:
        op.alter_column("versions", "publicity", comment=_PUBLICITY)


def _pages(connection: Connection) -> Iterator[list[Any]]:
    after = -1
    while rows := connection.execute(_QUERY, {"after": after, "page": _PAGE}).all():
        yield list(rows)
        after = rows[-1].id


def _publicity(row: Any, withdrawn: set[int]) -> str | None:
    """The publicity of a version with what its status says; None if it says nothing."""
    graph = zlib.decompress(row.body)
    starts = tuple(b"<" + iri.encode("utf-8", "surrogatepass") + _STATUS for iri in (row.iri, row.former) if iri)
    values = [] if _STATUS not in graph else list(_values(graph.split(b"\n"), starts))
    names = set(map(_name, values))
    is_unknown = not names <= _WITHDRAWN | _OTHERS
    if not names.isdisjoint(_WITHDRAWN) or (is_unknown and row.record_id in withdrawn):
        withdrawn.add(row.record_id)
        mark = "1"
    else:
        withdrawn.discard(row.record_id)
        mark = "?" if is_unknown else ""
    digits, colon, others = row.publicity.partition(":")
    return digits[:_DIGITS] + mark + colon + others if mark else None


def _values(lines: Iterable[bytes], starts: tuple[bytes, ...]) -> Iterator[str]:
    for line in lines:
        for start in starts:
            if line.startswith(start):
                yield line[len(start) :].decode("utf-8", "surrogatepass").removesuffix(" .")


def _name(value: str) -> str:
    """The name of a status, folded; of an IRI its last part."""
    written = _TEXT.match(value)
    name = value.strip("<>") if written is None else written[1].strip()
    if written is None or "://" in name:
        name = name.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    marked = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "d"))
    bare = "".join(one for one in marked if not "\u0300" <= one <= "\u036f")
    return " ".join(bare.split()).casefold()
