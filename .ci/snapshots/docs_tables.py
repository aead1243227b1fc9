"""Write the tables of the bundled lists into the documentation, from the files themselves.

    python .ci/snapshots/docs_tables.py [--check]

Rewrites what stands between the marks in docs/en/code-lists.md, docs/vi/code-lists.md and docs/glossary.md; with
``--check`` it writes nothing and exits with 1 if a table differs from the files. Needs pyoxigraph.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "<!-- tables of the lists: docs_tables.py -->", "<!-- end of the tables -->"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
COMPLETENESS = "https://w3id.org/danhmuc/def#completeness"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
GROUPS = {
    "Lists of a Vietnamese inventory": (
        "sharing-nature", "importance", "sharing-form", "sharing-method", "data-layer", "database-class",
        "inventory-annex", "update-frequency", "data-format", "theme", "agency-letter", "code-status", "personal-data",
        "feedback-kind", "feedback-status", "request-status",
        "digitisation-state", "assessment-criterion",
    ),
    "Territory and agencies": ("province", "commune", "province-2004", "agency"),
    "Legal acts": ("legal-act",),
    "Tables of the European Union": (
        "data-theme", "frequency", "access-right", "distribution-status", "dataset-status", "planned-availability",
        "file-type", "licence", "language", "hvd-category",
    ),
    "Other tables": (
        "media-type", "publisher-type", "licence-type", "checksum-algorithm", "iso-frequency", "registration-status",
    ),
}  # fmt: skip
"""Every bundled list, in the order of the pages."""
SHORT = next(iter(GROUPS.values()))
"""The lists that the glossary shows value by value."""
HEADINGS = {
    "en": "| List | | Codes | | Date | Source, acknowledgement |",
    "vi": "| Bảng | | Số mã | | Ngày | Nguồn, ghi nhận |",
}
VIETNAMESE = {
    "Lists of a Vietnamese inventory": "Danh sách của Việt Nam",
    "Territory and agencies": "Đơn vị hành chính, cơ quan",
    "Legal acts": "Văn bản pháp luật",
    "Tables of the European Union": "Bảng của Liên minh châu Âu",
    "Other tables": "Bảng quốc tế khác",
    "complete": "đầy đủ",
    "snapshot": "bản chụp",
    'Agency code lists: the column "Đóng mã"': "Các bảng mã cơ quan: cột “Đóng mã”",
    "Data Law 60/2024/QH15, Art. 3": "Luật Dữ liệu 60/2024/QH15, Điều 3",
    "Data Law 60/2024/QH15, Art. 3; Decision 20/2025/QĐ-TTg": "Luật Dữ liệu 60/2024/QH15, Điều 3; Quyết định "
    "20/2025/QĐ-TTg",
    "Decree 47/2020/NĐ-CP, Art. 16": "Nghị định 47/2020/NĐ-CP, Điều 16",
    "Decision 124/2004/QĐ-TTg of the Prime Minister, as it stood on 30 June 2025": "Quyết định 124/2004/QĐ-TTg của Thủ "
    "tướng Chính phủ, theo trạng thái ngày 30/06/2025",
    "Decision 19/2025/QĐ-TTg of the Prime Minister, codes of administrative units": "Quyết định 19/2025/QĐ-TTg của Thủ "
    "tướng Chính phủ, mã số các đơn vị hành chính",
    "Decision 20/2020/QĐ-TTg, Decision 09/2025/QĐ-TTg": "Quyết định 20/2020/QĐ-TTg, Quyết định 09/2025/QĐ-TTg",
    "Decision 2439/QĐ-TTg (04/11/2025), as taught; Data Law 60/2024/QH15, Art. 3.5": "Quyết định 2439/QĐ-TTg "
    "(04/11/2025), theo tài liệu giảng dạy; Luật Dữ liệu 60/2024/QH15, Điều 3 khoản 5",
    "Decree 47/2020/NĐ-CP, Art. 11.1": "Nghị định 47/2020/NĐ-CP, Điều 11 khoản 1",
    "Decree 47/2020/NĐ-CP, Art. 19": "Nghị định 47/2020/NĐ-CP, Điều 19",
    "Decree 47/2020/NĐ-CP, Art. 23": "Nghị định 47/2020/NĐ-CP, Điều 23",
    "Decree 47/2020/NĐ-CP, Art. 3": "Nghị định 47/2020/NĐ-CP, Điều 3",
    "Decree 47/2020/NĐ-CP, Art. 35–38, 44": "Nghị định 47/2020/NĐ-CP, Điều 35–38, 44",
    "Formats of Vietnamese lists, paired with the EU authority table file-type": "Định dạng trong các danh sách của "
    "Việt Nam, ghép với bảng file-type của EU",
    "ISO 19115, MD_MaintenanceFrequencyCode": "ISO 19115, MD_MaintenanceFrequencyCode",
    "Personal Data Protection Law 91/2025/QH15": "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    "Texts of the acts and accounts of them, as stated for each": "Lời văn các văn bản và tin, bài về "
    "chúng, nêu ở từng văn bản",
    "The states of ISO/IEC 11179-6, defined in words of danhmuc": "Các trạng thái của ISO/IEC 11179-6, định nghĩa bằng "
    "lời của danhmuc",
    "Thanh Hóa, Decision 2053/QĐ-UBND of 07/07/2026": "Thanh Hóa, Quyết định 2053/QĐ-UBND ngày 07/07/2026",
    "Themes of data.gov.vn as the press names them, paired with the EU authority table data-theme": "Các lĩnh vực của "
    "data.gov.vn theo báo chí, ghép với bảng data-theme của EU",
    "Words of Vietnamese lists, paired with the EU authority table frequency": "Cách gọi trong các danh sách của Việt "
    "Nam, ghép với bảng frequency của EU",
    "A list of danhmuc, Apache-2.0": "Bảng của danhmuc, Apache-2.0",
    "A list of danhmuc, Apache-2.0; words of legal texts are free of rights": "Bảng của danhmuc, Apache-2.0; lời văn "
    "của văn bản pháp luật không thuộc phạm vi bảo hộ quyền tác giả",
    "ADMS controlled vocabulary, ISA Programme of the European Commission; reuse with acknowledgement, Decision "
    "2011/833/EU": "Bảng mã ADMS, Chương trình ISA của Ủy ban châu Âu; được dùng lại khi ghi nguồn, Quyết định "
    "2011/833/EU",
    "Code words and their plain meaning only, no text of the standard": "Chỉ gồm mã và nghĩa thông thường, không có "
    "lời văn của tiêu chuẩn",
    "Codes and names of a legal text: facts, free of rights": "Mã và tên trong văn bản pháp luật: dữ kiện, không thuộc "
    "phạm vi bảo hộ quyền tác giả",
    "Codes and names of legal texts: facts, free of rights": "Mã và tên trong văn bản pháp luật: dữ kiện, không thuộc "
    "phạm vi bảo hộ quyền tác giả",
    "Registered names of the IANA media types registry, public; collected by mime-db (MIT licence)": "Tên đã đăng ký "
    "trong danh sách kiểu MIME của IANA, công khai; do mime-db tập hợp (giấy phép MIT)",
    "© European Union, Publications Office; reuse with acknowledgement, Decision 2011/833/EU": "© Liên minh châu Âu, "
    "Văn phòng Xuất bản; được dùng lại khi ghi nguồn, Quyết định 2011/833/EU",
    "© European Union, Publications Office; reuse with acknowledgement, Decision 2011/833/EU; names from the Unicode "
    "CLDR, © Unicode, Inc., Unicode License v3": "© Liên minh châu Âu, Văn phòng Xuất bản; được dùng lại khi ghi "
    "nguồn, Quyết định 2011/833/EU; tên lấy từ Unicode CLDR, © Unicode, Inc., Unicode License v3",
    "© Linux Foundation and its contributors, SPDX 2.3 terms, CC BY 3.0": "© Linux Foundation và các tác giả, thuật "
    "ngữ SPDX 2.3, CC BY 3.0",
}
"""Headings, and sources and acknowledgements of the files, which have them in English."""


@dataclass(frozen=True, slots=True)
class Row:
    """A scheme or a concept: the texts of each property, with their language."""

    iri: str
    texts: dict[str, list[tuple[str, str]]]

    def text(self, predicate: str, language: str = "") -> str:
        """The first text in that language, of any language where none is asked for; empty where there is none."""
        return next((text for text, tag in self.texts.get(predicate, ()) if language in ("", tag)), "")


def rows(path: Path) -> list[Row]:
    """The scheme, then its concepts, in the order of the file."""
    found: dict[str, Row] = {}
    for triple in pyoxigraph.parse(path.read_bytes(), pyoxigraph.RdfFormat.TURTLE):
        row = found.setdefault(triple.subject.value, Row(triple.subject.value, {}))
        language = getattr(triple.object, "language", None) or ""
        row.texts.setdefault(triple.predicate.value, []).append((triple.object.value, language))
    return list(found.values())


def overview(schemes: Path, language: str) -> str:
    """The table of code-lists.md in ``en`` or ``vi``: one row per list."""
    lines = []
    for title, tokens in GROUPS.items():
        lines += [f"### {_in(language, title)}", "", HEADINGS[language], "|---|---|---|---|---|---|"]
        for token in tokens:
            scheme, *concepts = rows(schemes / f"{token}.ttl")
            source = _in(language, scheme.text(f"{DCT}source"))
            cells = (
                f"`{token}`",
                scheme.text(f"{DCT}title", language),
                f"{len(concepts):,}".replace(",", "." if language == "vi" else ","),
                _in(language, scheme.text(COMPLETENESS)),
                scheme.text(f"{DCT}modified"),
                f"{_source(source)}. {_in(language, scheme.text(f'{DCT}rights'))}",
            )
            lines.append(_line(cells))
        lines.append("")
    return "\n".join(lines)


def values(schemes: Path) -> str:
    """The tables of docs/glossary.md: the short lists value by value, then one row for each of the others."""
    lines = []
    for token in SHORT:
        scheme, *concepts = rows(schemes / f"{token}.ttl")
        lines += [
            f"### {scheme.text(f'{DCT}title', 'en')}: {scheme.text(f'{DCT}title', 'vi').lower()}, `{token}`",
            "",
            *_head(),
            *(
                _line((*_labels(concept), f"`{concept.text(f'{SKOS}notation')}`", _note(concept)))
                for concept in concepts
            ),
            "",
        ]
    lines += ["### Longer lists", "", *_head()]
    for token in (token for tokens in GROUPS.values() for token in tokens if token not in SHORT):
        scheme, *concepts = rows(schemes / f"{token}.ttl")
        titles = (scheme.text(f"{DCT}title", "en"), scheme.text(f"{DCT}title", "vi"))
        lines.append(_line((*titles, f"`{token}`", f"{len(concepts):,} codes: {_source(scheme.text(f'{DCT}source'))}")))
    return "\n".join([*lines, ""])


def _in(language: str, text: str) -> str:
    """The text of a file in the language of the page; an address stays as it is."""
    if language == "en" or re.match("https?://", text):
        return text
    if text not in VIETNAMESE:
        raise SystemExit(f"VIETNAMESE in {Path(__file__).name} lacks {text!r}")
    return VIETNAMESE[text]


def _head() -> list[str]:
    return ["| English | Vietnamese | Name | Note |", "|---|---|---|---|"]


def _labels(concept: Row) -> tuple[str, str]:
    return concept.text(f"{SKOS}prefLabel", "en"), concept.text(f"{SKOS}prefLabel", "vi")


def _note(concept: Row) -> str:
    """Where the word is from, and the EU code it is paired with."""
    matches = [
        (sign, iri)
        for predicate, sign in (("exactMatch", "="), ("closeMatch", "≈"))
        for iri, _ in concept.texts.get(SKOS + predicate, ())
        if "/authority/" in iri
    ]
    paired = ", ".join(f"{sign} {'/'.join(iri.split('/')[-2:])}" for sign, iri in matches)
    return "; ".join(part for part in (concept.text(f"{DCT}source"), paired) if part)


def _source(source: str) -> str:
    return f"<{source}>" if re.match("https?://", source) else source


def _line(cells: Iterable[str]) -> str:
    return ("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |").replace("|  |", "| |")


def renewed(page: str, tables: str) -> str:
    """The page with the tables between its marks."""
    before, mark, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise SystemExit(f"a page lacks its marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def main(*, check: bool) -> int:
    """Renew the pages, or only compare: 1 if one is out of date."""
    schemes = ROOT / "vocab" / "schemes"
    stray = {path.stem for path in schemes.glob("*.ttl")} ^ {token for tokens in GROUPS.values() for token in tokens}
    if stray:
        raise SystemExit(f"lists without a place in GROUPS, or places without a list: {', '.join(sorted(stray))}")
    code = 0
    pages = {
        "en/code-lists.md": overview(schemes, "en"),
        "vi/code-lists.md": overview(schemes, "vi"),
        "glossary.md": values(schemes),
    }
    for name, tables in pages.items():
        path = ROOT / "docs" / name
        page = path.read_text(encoding="utf-8")
        if (fresh := renewed(page, tables)) == page:
            continue
        if check:
            sys.stderr.write(f"docs/{name} is out of date: python .ci/snapshots/docs_tables.py\n")
            code = 1
        else:
            path.write_text(fresh, encoding="utf-8")
    return code


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    raise SystemExit(main(check=sys.argv[1:] == ["--check"]))
