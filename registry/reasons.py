"""Why a document, a record or a run is not whole: the library's English reasons, and the same in Vietnamese.

A reason is raised in English where it is noticed, with names and numbers in it. What only a parser or the system said
is nobody's sentence here: it is quoted.
"""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

__all__ = ["REASONS", "Reason", "in_vietnamese", "quoted"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in both languages.

    Attributes:
        code: its name.
        en, vi: the sentence, ``{0}``, ``{1}``, … standing for its parts in the order of the English.
        inner: numbers of the parts that are reasons themselves, ours or somebody's.
        has_short_parts: whether parts but the last are as short as can be, not as long.
    """

    code: str
    en: str
    vi: str
    inner: tuple[int, ...] = ()
    has_short_parts: bool = False


_PLAIN_ENTITIES: Final = ("; only plain entities, such as for namespaces, are read", ", chỉ đọc thực thể đơn giản")
_NOT_RDF: Final = (
    ("a PDF file", "tệp PDF"),
    ("a ZIP archive or an Office file", "tệp nén ZIP hoặc tệp Office"),
    ("an empty ZIP archive", "tệp nén ZIP rỗng"),
    ("an Office file of the old kind", "tệp Office kiểu cũ"),
    ("a PNG image", "ảnh PNG"),
    ("a JPEG image", "ảnh JPEG"),
    ("a bzip2 archive", "tệp nén bzip2"),
    ("an xz archive", "tệp nén xz"),
    ("a 7z archive", "tệp nén 7z"),
    ("a zstd archive", "tệp nén zstd"),
    ("a binary file (NUL byte at position {0})", "tệp nhị phân (byte NUL ở vị trí {0})"),
)
_ENTITIES: Final = (
    ("elsewhere", "a DOCTYPE that points elsewhere ({0})", "DOCTYPE dẫn ra ngoài tài liệu ({0})"),
    ("expanding", "entities that make {0} bytes out of {1}", "thực thể làm {1} byte phình thành {0} byte"),
    ("parameter", "a parameter entity ({0})", "có thực thể tham số ({0})"),
    ("external", "an external entity ({0})", "có thực thể bên ngoài ({0})"),
    (
        "nested",
        "an entity made of other entities or of markup ({0})",
        "có thực thể làm từ thực thể khác hoặc từ thẻ ({0})",
    ),
    ("long", "entity declarations of more than {0} bytes", "khai báo thực thể dài quá {0} byte"),
    (
        "default",
        "a default for attribute {0} of {1}",
        "có giá trị mặc định cho thuộc tính {0} của phần tử {1}",
    ),
)

REASONS: Final[tuple[Reason, ...]] = (
    # Documents that are not RDF.
    Reason("empty", "an empty file", "tệp trống"),
    Reason(
        "html",
        "an HTML page, not RDF; the location may need another address or a login",
        "đây là trang HTML, không phải RDF, có thể địa chỉ đã đổi hoặc phải đăng nhập",
    ),
    Reason(
        "data-json",
        "data.json (Project Open Data or DCAT-US JSON without a DCAT @context), not RDF",
        "data.json (Project Open Data hoặc JSON của DCAT-US, không có @context của DCAT), không phải RDF",
    ),
    *(Reason(f"not-rdf: {en}", f"{en}, not RDF", f"đây là {vi}, không phải RDF") for en, vi in _NOT_RDF),
    Reason(
        "unknown-format",
        "neither content nor name tells an RDF format; known: {0} (endings {1})",
        "nội dung và tên tệp không cho biết định dạng RDF nào, đọc được: {0} (đuôi tệp {1})",
    ),
    Reason(
        "unknown-format-in-pieces",
        "neither content nor name tells a format that can be read in pieces",
        "nội dung và tên tệp không cho biết định dạng nào đọc được từng phần",
    ),
    # Documents that are too large, too deep, cut off, in another encoding.
    Reason("too-large", "{0} bytes; the limit is {1}", "tài liệu có {0} byte, giới hạn là {1}"),
    Reason(
        "too-large-json",
        "{0} bytes of JSON-LD; the limit is {1}: publish pages, or Turtle",
        "JSON-LD có {0} byte, giới hạn là {1}, hãy công bố thành nhiều trang hoặc dùng Turtle",
    ),
    Reason(
        "too-large-contexts",
        "with its contexts written out over {0} bytes of JSON-LD, which is the limit: "
        "name the context once, at the top",
        "JSON-LD kể cả ngữ cảnh vượt giới hạn {0} byte, hãy nêu @context một lần ở đầu tài liệu",
    ),
    Reason(
        "too-large-gzip",
        "{0} bytes of gzip unpack to more than the limit of {1} bytes",
        "{0} byte gzip giải nén ra quá giới hạn {1} byte",
    ),
    Reason(
        "too-long-near",
        "a text, IRI or comment of more than {0} bytes near {1}; shorten it, or link to a file",
        "có văn bản, IRI hoặc chú thích dài hơn {0} byte ở gần {1}, hãy rút ngắn hoặc dẫn liên kết đến tệp",
    ),
    Reason(
        "too-long",
        "a text, IRI or comment of more than {0} bytes; shorten it, or link to a file",
        "có văn bản, IRI hoặc chú thích dài hơn {0} byte, hãy rút ngắn hoặc dẫn liên kết đến tệp",
    ),
    Reason("too-deep-json", "objects and arrays nested more than {0} deep", "đối tượng và mảng lồng nhau quá {0} tầng"),
    Reason("too-deep-xml", "elements nested more than {0} deep", "phần tử XML lồng nhau quá {0} tầng"),
    Reason(
        "gzip-cut-off",
        "the gzip stream is cut off after {0} unpacked bytes; fetch the file again",
        "tệp gzip bị cắt ngang sau {0} byte đã giải nén, hãy tải lại tệp",
    ),
    Reason(
        "gzip-damaged",
        "the gzip stream is damaged after {0} unpacked bytes: {1}",
        "tệp gzip bị hỏng sau {0} byte đã giải nén, bộ giải nén báo: {1}",
        inner=(1,),
    ),
    Reason(
        "encoding",
        "byte {0} at position {1} is not {2}; publish as UTF-8",
        "byte {0} ở vị trí {1} không phải {2}, hãy lưu lại thành UTF-8",
    ),
    Reason(
        "unknown-encoding",
        "unknown encoding {0}; known: {1}",
        "không đọc được bảng mã ký tự {0}, chỉ đọc được: {1}",
    ),
    # Documents in RDF that say what is not read.
    Reason(
        "triple-term",
        "triple terms of RDF 1.2 are not supported; publish plain triples",
        "chưa đọc được bộ ba lồng trong bộ ba của RDF 1.2, hãy công bố bộ ba thường",
    ),
    Reason("xml-malformed", "not well-formed XML: {0}", "XML không đúng cú pháp, bộ đọc XML báo: {0}", inner=(0,)),
    Reason("parse-type", "unknown rdf:parseType {0}; known: {1}", "không có rdf:parseType {0}, chỉ có: {1}"),
    *(Reason(f"entities-{code}", en + _PLAIN_ENTITIES[0], vi + _PLAIN_ENTITIES[1]) for code, en, vi in _ENTITIES),
    Reason(
        "context-network",
        "a JSON-LD context on the network; write the context inline",
        "@context nằm trên mạng nên không được tải về, hãy viết thẳng vào tài liệu",
    ),
    Reason(
        "context-unknown",
        "@context {0} is never fetched; write it inline (contexts at hand: none)",
        "@context {0} không được tải về, hãy viết thẳng vào tài liệu",
    ),
    Reason(
        "context-unknown-near",
        "@context {0} is never fetched; write it inline (contexts at hand: {1}, nearest {2})",
        "@context {0} không được tải về, hãy viết thẳng vào tài liệu (có sẵn {1} ngữ cảnh, gần nhất là {2})",
    ),
    Reason(
        "context-unknown-few",
        "@context {0} is never fetched; write it inline (contexts at hand: {1})",
        "@context {0} không được tải về, hãy viết thẳng vào tài liệu (có sẵn: {1})",
    ),
    Reason("context-circle", "@context {0} needs itself", "@context {0} dẫn vòng về chính nó"),
    Reason(
        "secret",
        "it may hold state secrets, so neither it nor the fault is kept",
        "tài liệu có thể chứa bí mật nhà nước nên không lưu cả tài liệu lẫn sai sót",
    ),
    Reason("unopened", "cannot be opened: {0}", "không mở được ({0})", inner=(0,)),
    # Records.
    Reason(
        "iri-too-long",
        "an IRI of {0} bytes cannot be kept, only {1}",
        "IRI dài {0} byte, chỉ lưu được đến {1} byte",
    ),
    Reason(
        "iri-taken",
        "its IRI was already given to another description of this source",
        "IRI này đã thuộc một mô tả khác của cùng nguồn",
    ),
    # Sources and runs.
    Reason("partial", "only a part, by --partial", "chỉ là một phần, theo --partial"),
    Reason("partial-too", "{0}; only a part, by --partial", "{0}; chỉ là một phần, theo --partial", inner=(0,)),
    Reason("interrupted", "interrupted", "bị ngắt"),
    Reason("lost", "the process that judged it ended early", "tiến trình kiểm tra kết thúc giữa chừng"),
    Reason("not-opened", "cannot open {0}: {1}", "không mở được {0}: {1}", inner=(1,)),
    Reason(
        "no-file-but-others",
        "no RDF file in {0}; {1} files passed over",
        "không có tệp RDF nào trong {0}; bỏ qua {1} tệp khác",
    ),
    Reason("no-file", "no RDF file in {0}", "không có tệp RDF nào trong {0}"),
    Reason("no-dcat", "no DCAT resource found in {0}", "không có tài nguyên DCAT nào trong {0}"),
    Reason(
        "documents-unread-first",
        "{0} of {1} documents unread; {2}: {3}",
        "{0}/{1} tài liệu không đọc được; {2}: {3}",
        inner=(3,),
        has_short_parts=True,
    ),
    Reason("documents-unread", "{0} of {1} documents unread", "{0}/{1} tài liệu không đọc được"),
)
"""The first that fits a sentence is its own."""

_SYSTEM: Final = {
    errno.EACCES: "không có quyền",
    errno.EISDIR: "đó là thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENOTDIR: "có phần trong đường dẫn không phải thư mục",
    errno.EROFS: "hệ thống tệp chỉ đọc",
}
_PART: Final = re.compile(r"\{(\d)\}")


def in_vietnamese(reason: str) -> str | None:
    """The reason in Vietnamese; None where it is not one of ours.

    >>> in_vietnamese("cannot open a.ttl: Permission denied")
    'không mở được a.ttl: không có quyền'
    >>> in_vietnamese("not well-formed XML: unclosed token")
    'XML không đúng cú pháp, bộ đọc XML báo: “unclosed token”'
    """
    for pattern, known in _patterns():
        found = pattern.fullmatch(reason)
        if found is not None:
            parts = found.groups()
            told = [
                (in_vietnamese(part) or quoted(part)) if number in known.inner else part
                for number, part in enumerate(parts)
            ]
            return known.vi.format(*told)
    return None


def quoted(words: str) -> str:
    """Somebody else's words, as such."""
    return f"“{words}”"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reason], ...]:
    system = [Reason(errno.errorcode[number], os.strerror(number), vi) for number, vi in _SYSTEM.items()]
    with_path = [Reason(f"{one.code}-path", f"{one.en} ({{0}})", f"{one.vi} ({{0}})") for one in system]
    return tuple((_pattern(one), one) for one in (*REASONS, *system, *with_path))


def _pattern(reason: Reason) -> re.Pattern[str]:
    # Every other piece is the number of a part, in their order.
    part = "(.+?)" if reason.has_short_parts else "(.+)"
    pieces = enumerate(_PART.split(reason.en))
    return re.compile("".join(part if at % 2 else re.escape(piece) for at, piece in pieces), re.DOTALL)
