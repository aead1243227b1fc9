"""Write docs/en/profiles and docs/vi/profiles: the rules of the profiles class by class, and the table of fields.

    python .ci/profile_pages.py [--check]

The pages are made of the Turtle of the profiles; each rule has a record that meets it and one that breaks it. Rewrites
both folders; with ``--check`` it writes nothing and exits with 1 where they are not those of the profiles. Needs
danhmuc installed with what its tests need (``make test``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, parse
from rule_examples import DAY, Example, RuleExamples

from danhmuc.registry.reporting.explained_findings import basis_text
from danhmuc.shapes import Profile, Rule, load_profile, profile_tokens
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.terms import RDFS, SH

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
COMMAND: Final = "python .ci/profile_pages.py"

Lang = Literal["vi", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("en", "vi")

WORDS: Final[Mapping[str, Mapping[Lang, str]]] = {
    "basis": {"en": "Basis", "vi": "Căn cứ"},
    "breaks": {"en": "Breaks it:", "vi": "Không đúng quy tắc:"},
    "builds on": {"en": "Builds on", "vi": "Dựa trên"},
    "class": {"en": "Class", "vi": "Lớp"},
    "field": {"en": "Field", "vi": "Trường"},
    "fields": {"en": "Table of fields", "vi": "Bảng trường"},
    "fix": {"en": "How to fix", "vi": "Cách sửa"},
    "from": {"en": "from", "vi": "từ"},
    "in place of": {"en": "In place of", "vi": "Thay cho"},
    "iri": {"en": "IRI", "vi": "IRI"},
    "layer": {"en": "Layer", "vi": "Tầng"},
    "meets": {"en": "Meets it:", "vi": "Đúng quy tắc:"},
    "note": {"en": "Note", "vi": "Ghi chú"},
    "obligation": {"en": "Obligation", "vi": "Mức độ bắt buộc"},
    "other": {"en": "Other", "vi": "Khác"},
    "other language": {"en": "Tiếng Việt", "vi": "English"},
    "out of use": {"en": "deactivated", "vi": "không dùng"},
    "profile": {"en": "Profile", "vi": "Hồ sơ"},
    "profiles": {"en": "Profiles and their rules", "vi": "Hồ sơ và các quy tắc"},
    "property": {"en": "Property", "vi": "Thuộc tính"},
    "replaced by": {"en": "replaced by", "vi": "được thay bằng"},
    "rule": {"en": "Rule", "vi": "Quy tắc"},
    "rule in force": {"en": "Rule applies", "vi": "Quy tắc áp dụng"},
    "rules": {"en": "Rules", "vi": "Số quy tắc"},
    "own rules": {"en": "Rules of its own", "vi": "Số quy tắc riêng"},
    "see also": {"en": "See also", "vi": "Đọc thêm"},
    "severity": {"en": "Severity", "vi": "Mức độ"},
    "title": {"en": "Title", "vi": "Tên"},
    "until": {"en": "until", "vi": "đến"},
    "use instead": {"en": "Use {} instead.", "vi": "Dùng {} thay thế."},
    "values": {"en": "Number of values", "vi": "Số giá trị"},
    "what": {"en": "Requirement", "vi": "Yêu cầu"},
    "yields to": {"en": "Yields to", "vi": "Nhường cho"},
}
SEVERITIES: Final[Mapping[str, Mapping[Lang, str]]] = {
    "violation": {"en": "violation", "vi": "vi phạm"},
    "warning": {"en": "warning", "vi": "cảnh báo"},
    "info": {"en": "info", "vi": "gợi ý"},
}
LAYERS: Final[Mapping[str, Mapping[Lang, str]]] = {
    "spec": {"en": "specification", "vi": "theo đặc tả"},
    "recommended": {"en": "recommended", "vi": "khuyến nghị"},
    "vocabulary": {"en": "vocabulary", "vi": "theo bảng mã"},
    "national": {"en": "national", "vi": "của hồ sơ Việt Nam"},
    "house": {"en": "house", "vi": "quy ước của danhmuc"},
}
ACTS: Final[Mapping[Lang, str]] = {
    "en": "Severities are choices of this profile, not duties by law: most of its rules follow Decree 47/2020/NĐ-CP, "
    "which is reported ended from 2025-10-22 (not verified). The status that these pages give with each basis is that "
    "of the bundled list [`legal-act`](../code-lists.md); a list that an operator loads in its place changes what "
    "reports say.",
    "vi": "Mức độ là lựa chọn của hồ sơ này, không phải nghĩa vụ theo luật: phần lớn quy tắc theo Nghị định "
    "47/2020/NĐ-CP, văn bản được cho là hết hiệu lực từ 22/10/2025 (chưa kiểm chứng). Trạng thái ghi ở mỗi căn cứ "
    "trong các trang này lấy từ bảng có sẵn [`legal-act`](../code-lists.md); bảng do người vận hành nạp thay sẽ thay "
    "đổi lời trong báo cáo.",
}
MADE: Final[Mapping[Lang, str]] = {
    "en": "Each profile is one Turtle file in [`shapes/`](../../../shapes). "
    f"`{COMMAND}` generates these pages from those files.",
    "vi": "Mỗi hồ sơ là một tệp Turtle trong [`shapes/`](../../../shapes). "
    f"Các trang ở đây được tạo từ các tệp đó bằng `{COMMAND}`.",
}
ADDRESSES: Final[Mapping[Lang, str]] = {
    "en": "Reports link to these pages if you say where they are published: see "
    "[`--docs-url`](../commands/validate.md).",
    "vi": "Báo cáo dẫn tới các trang này khi biết chúng được đăng ở đâu: xem [`--docs-url`](../commands/validate.md).",
}
EXAMPLES: Final[Mapping[Lang, str]] = {
    "en": "The examples are excerpts: a record needs more than an excerpt shows. The first example of each pair meets "
    f"the rule and the second breaks it, validated for {DAY.isoformat()}. Their prefixes:",
    "vi": "Ví dụ chỉ là trích đoạn: một bản ghi cần nhiều hơn những gì trích đoạn cho thấy. Mỗi quy tắc có một ví dụ "
    f"đúng và một ví dụ không đúng, xét vào ngày {DAY:%d/%m/%Y}. Các tiền tố:",
}
BY_VN: Final[Mapping[Lang, str]] = {
    "en": "According to the profile [`vn`](vn.md) and the profiles that it builds on. A missing *mandatory* field is a "
    "violation, a missing *recommended* field a warning.",
    "vi": "Theo hồ sơ [`vn`](vn.md) và các hồ sơ mà nó dựa trên. *Phải*: thiếu là vi phạm; *nên*: thiếu là cảnh báo.",
}
OBLIGATIONS: Final[Mapping[str, Mapping[Lang, str]]] = {
    "mandatory": {"en": "mandatory", "vi": "phải"},
    "recommended": {"en": "recommended", "vi": "nên"},
    "optional": {"en": "optional", "vi": "có thể"},
}

_COMMENT: Final = RDFS.comment
_MIN_COUNT: Final = SH.minCount
_MAX_COUNT: Final = SH.maxCount
_COUNTS: Final = {
    _MIN_COUNT: _MIN_COUNT,
    _MAX_COUNT: _MAX_COUNT,
    SH.qualifiedMinCount: _MIN_COUNT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A page: the rules that a profile itself declares for one class.

    Attributes:
        class_name: first part of the names of the rules, such as ``Dataset``.
        rules: in the order of their fields.
    """

    token: str
    class_name: str
    label: Mapping[str, str]
    rules: tuple[Rule, ...]


class Book:
    """The content of all pages, read and made once for both languages."""

    def __init__(self) -> None:
        self.profiles = [load_profile(token) for token in profile_tokens()]
        self.owners: dict[str, Profile] = {}
        # A rule stands on the page of the profile that declares it; profiles above may give it another severity.
        for profile in sorted(self.profiles, key=lambda one: len(one.tokens)):
            for rule in profile.rules.values():
                self.owners.setdefault(rule.iri, profile)
        self.parts = [part for profile in self.profiles for part in self._parts(profile)]
        self.comments = {profile.token: _comments(profile) for profile in self.profiles}
        self.examples: dict[str, tuple[Example, Example]] = {}
        for profile in self.profiles:
            examples = RuleExamples(profile)
            self.examples |= {rule.iri: examples.of(rule) for rule in self.own_rules(profile)}

    def own_rules(self, profile: Profile) -> list[Rule]:
        """The rules that a profile declares itself."""
        own = (rule for rule in profile.rules.values() if self.owners[rule.iri].token == profile.token)
        return _ordered(own)

    def parts_of(self, profile: Profile) -> list[Part]:
        """The pages of a profile."""
        return [part for part in self.parts if part.token == profile.token]

    def _parts(self, profile: Profile) -> Iterator[Part]:
        rules: dict[str, list[Rule]] = {}
        for rule in self.own_rules(profile):
            rules.setdefault(_class_of(rule), []).append(rule)
        for class_name, own in rules.items():
            yield Part(profile.token, class_name, _group_label(own[0]), tuple(own))


def pages() -> Mapping[str, str]:
    """All pages by their path below docs/."""
    book = Book()
    made: dict[str, str] = {}
    for lang in LANGUAGES:
        folder = f"{lang}/profiles"
        made[f"{folder}/README.md"] = _index(book, lang)
        made[f"{folder}/fields.md"] = _fields(load_profile("vn"), lang)
        made |= {f"{folder}/{profile.token}.md": _profile_index(book, profile, lang) for profile in book.profiles}
        made |= {f"{folder}/{part.token}/{part.class_name}.md": _page(book, part, lang) for part in book.parts}
    return made


# ---------------------------------------------------------------- indexes


def _index(book: Book, lang: Lang) -> str:
    lines = [
        f"# {WORDS['profiles'][lang]}",
        "",
        _language_link("README.md", lang),
        "",
        MADE[lang],
        "",
        _head(lang, "profile", "title", "builds on", "own rules"),
        "|---|---|---|--:|",
    ]
    for profile in book.profiles:
        below = ", ".join(f"`{token}`" for token in profile.tokens[1:]) or "–"
        own = len(book.own_rules(profile))
        lines.append(f"| [`{profile.token}`]({profile.token}.md) | {profile.title[lang]} | {below} | {own} |")
    lines += ["", f"[{WORDS['fields'][lang]}](fields.md)", "", ADDRESSES[lang], ""]
    return "\n".join(lines)


def _profile_index(book: Book, profile: Profile, lang: Lang) -> str:
    lines = [f"# {profile.token}", "", _language_link(f"{profile.token}.md", lang), "", f"{profile.title[lang]}.", ""]
    if len(profile.tokens) > 1:
        links = ", ".join(f"[`{token}`]({token}.md)" for token in profile.tokens[1:])
        lines += [f"{WORDS['builds on'][lang]} {links}.", ""]
    if any(rule.basis is not None for rule in book.own_rules(profile)):
        lines += [ACTS[lang], ""]
    lines += [f"Turtle: [`shapes/{profile.token}.ttl`](../../../shapes/{profile.token}.ttl)", ""]
    lines += [_head(lang, "class", "rules"), "|---|--:|"]
    for part in book.parts_of(profile):
        lines.append(f"| [{part.label[lang]}]({part.token}/{part.class_name}.md) | {len(part.rules)} |")
    for part in book.parts_of(profile):
        lines += ["", f"## {part.label[lang]}", "", _head(lang, "rule", "severity", "what"), "|---|---|---|"]
        for rule in part.rules:
            link = f"[`{rule.code}`]({part.token}/{part.class_name}.md#{_anchor(rule)})"
            lines.append(f"| {link} | {SEVERITIES[rule.severity][lang]} | {_cell(rule.message[lang])} |")
    return "\n".join([*lines, ""])


# ---------------------------------------------------------------- the page of a class


def _page(book: Book, part: Part, lang: Lang) -> str:
    prefixes: dict[str, str] = {}
    for rule in part.rules:
        for example in book.examples[rule.iri]:
            prefixes |= example.prefixes
    lines = [
        f"# {part.token}: {part.label[lang]}",
        "",
        _language_link(f"{part.token}/{part.class_name}.md", lang) + f" · [{part.token}](../{part.token}.md)",
        "",
        EXAMPLES[lang],
        "",
        "```turtle",
        *(f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(prefixes.items())),
        "```",
    ]
    for rule in part.rules:
        lines += ["", *_section(book, rule, lang)]
    return "\n".join([*lines, ""])


def _section(book: Book, rule: Rule, lang: Lang) -> Iterator[str]:
    yield f'<a id="{_anchor(rule)}"></a>'
    yield ""
    yield f"## {rule.code}"
    yield ""
    yield rule.message[lang]
    yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {head} | {_cell(text)} |" for head, text in _rows(book, rule, lang) if text)
    for word, example in zip(("meets", "breaks"), book.examples[rule.iri], strict=True):
        yield from ("", WORDS[word][lang], "", "```turtle", example.text, "```")


def _rows(book: Book, rule: Rule, lang: Lang) -> Iterator[tuple[str, str]]:
    def word(name: str) -> str:
        return WORDS[name][lang]

    yield word("severity"), SEVERITIES[rule.severity][lang]
    yield word("field"), rule.name.get(lang, "")
    yield word("property"), "" if rule.path is None else f"`{abbreviate(rule.path)}`"
    instead = rule.replaced_by
    yield word("fix"), "" if instead is None else word("use instead").format(f"`{abbreviate(instead)}`")
    yield word("layer"), LAYERS[rule.layer][lang]
    yield word("basis"), basis_text(rule, lang)
    yield word("rule in force"), _span(rule.valid_from, rule.valid_through, lang)
    yield word("note"), book.comments[book.owners[rule.iri].token].get((rule.iri, lang), "")
    yield word("in place of"), "" if rule.in_place_of is None else _link(book, rule.in_place_of)
    yield word("yields to"), ", ".join(_link(book, iri) for iri in rule.yields_to)
    yield from (
        (f"{word('profile')} `{profile.token}`", said)
        for profile in book.profiles
        if (said := _override(book, profile, rule, lang))
    )
    yield word("see also"), "<br>".join(f"<{page}>" for page in _see_also(rule))
    yield word("iri"), f"`{rule.iri}`"


def _override(book: Book, profile: Profile, rule: Rule, lang: Lang) -> str:
    """How a profile changes a rule that another declares; empty if it does not."""
    above = profile.rules.get(rule.iri)
    if above is None:
        return ""
    if above.is_deactivated != rule.is_deactivated:
        instead = [one.iri for one in profile.rules.values() if one.in_place_of == rule.iri]
        if instead:
            return f"{WORDS['replaced by'][lang]} {', '.join(_link(book, iri) for iri in instead)}"
        return WORDS["out of use"][lang]
    return "" if above.severity == rule.severity else SEVERITIES[above.severity][lang]


def _link(book: Book, iri: str) -> str:
    """A rule's code, linked to its place from the page of any class."""
    rule = book.owners[iri].rules[iri]
    return f"[`{rule.code}`](../{rule.code.partition(':')[0]}/{_class_of(rule)}.md#{_anchor(rule)})"


def _span(first: date | None, last: date | None, lang: Lang) -> str:
    """The days from the first to the last, either of which may be unknown or missing."""
    if first is None:
        return "" if last is None else f"{WORDS['until'][lang]} {_day(last, lang)}"
    begin = _day(first, lang)
    return f"{WORDS['from'][lang]} {begin}" if last is None else f"{begin} – {_day(last, lang)}"


def _day(day: date, lang: Lang) -> str:
    return day.strftime("%d/%m/%Y") if lang == "vi" else day.isoformat()


def _see_also(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(rule.basis.see_also if rule.basis is not None else ()), *rule.see_also)))


def _comments(profile: Profile) -> Mapping[tuple[str, str], str]:
    """The comments on rules, by IRI and language."""
    found = {}
    for quad in parse(profile.nquads, format=RdfFormat.N_QUADS, lenient=True):
        if quad.predicate == _COMMENT and isinstance(quad.subject, NamedNode):
            said = quad.object
            assert isinstance(said, pyoxigraph.Literal)
            found[quad.subject.value, said.language or "en"] = said.value
    return found


# ---------------------------------------------------------------- the table of fields


def _fields(profile: Profile, lang: Lang) -> str:
    """The fields of each class as the Vietnamese profile and those below it have them."""
    counts = _counts(profile)
    lines = [f"# {WORDS['fields'][lang]}", "", _language_link("fields.md", lang), "", BY_VN[lang], ""]
    group = None
    seen: set[tuple[str, str]] = set()
    for rule in _ordered(profile.rules.values()):
        label = _group_label(rule)[lang]
        if rule.path is None or (label, rule.path) in seen or rule.replaced_by is not None or rule.is_deactivated:
            continue
        seen.add((label, rule.path))
        if label != group:
            group = label
            head = _head(lang, "field", "property", "obligation", "values")
            lines += ["", f"## {label}", "", head, "|---|---|---|---|"]
        beside = [one for one in profile.rules.values() if one.path == rule.path and _group_label(one)[lang] == label]
        obligation = OBLIGATIONS[_obligation(beside, counts)][lang]
        name = _cell(rule.name.get(lang, ""))
        lines.append(f"| {name} | `{abbreviate(rule.path)}` | {obligation} | {_range(beside, counts)} |")
    return "\n".join([*lines, ""])


def _counts(profile: Profile) -> Mapping[str, Mapping[NamedNode, int]]:
    """The counts that rules ask for, by rule."""
    found: dict[str, dict[NamedNode, int]] = {}
    for quad in parse(profile.nquads, format=RdfFormat.N_QUADS, lenient=True):
        if quad.predicate in _COUNTS and isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, {})[_COUNTS[quad.predicate]] = int(str(quad.object.value))
    # What stands in the place of a rule asks for as many.
    for rule in profile.rules.values():
        if rule.in_place_of in found:
            found[rule.iri] = {**found[rule.in_place_of], **found.get(rule.iri, {})}
    return found


def _obligation(rules: list[Rule], counts: Mapping[str, Mapping[NamedNode, int]]) -> str:
    asking = [rule for rule in rules if counts.get(rule.iri, {}).get(_MIN_COUNT, 0) and not rule.is_deactivated]
    if any(rule.severity == "violation" for rule in asking):
        return "mandatory"
    return "recommended" if any(rule.severity == "warning" for rule in asking) else "optional"


def _range(rules: list[Rule], counts: Mapping[str, Mapping[NamedNode, int]]) -> str:
    mandatory = (rule for rule in rules if rule.severity == "violation")
    least = max((counts.get(rule.iri, {}).get(_MIN_COUNT, 0) for rule in mandatory), default=0)
    most = min((counts[rule.iri][_MAX_COUNT] for rule in rules if _MAX_COUNT in counts.get(rule.iri, {})), default=None)
    return f"{least}..{'n' if most is None else most}"


# ---------------------------------------------------------------- small parts


def _language_link(path: str, lang: Lang) -> str:
    """The link to the same page in the other language."""
    other = "vi" if lang == "en" else "en"
    return f"[{WORDS['other language'][lang]}]({'../' * (path.count('/') + 2)}{other}/profiles/{path})"


def _head(lang: Lang, *words: str) -> str:
    return f"| {' | '.join(WORDS[word][lang] for word in words)} |"


def _group_label(rule: Rule) -> Mapping[str, str]:
    return WORDS["other"] if rule.group is None else rule.group.label


def _ordered(rules: Iterable[Rule]) -> list[Rule]:
    def place(rule: Rule) -> tuple[float, float, str]:
        group = rule.group.order if rule.group is not None and rule.group.order is not None else 1e9
        return (group, 1e9 if rule.order is None else rule.order, rule.code)

    return sorted(rules, key=place)


def _class_of(rule: Rule) -> str:
    return _anchor(rule).partition("-")[0]


def _anchor(rule: Rule) -> str:
    return rule.code.partition(":")[2]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write, or check."""
    made = pages()
    there = {
        str(path.relative_to(DOCS)): path for lang in LANGUAGES for path in (DOCS / lang / "profiles").rglob("*.md")
    }
    if "--check" in arguments:
        stale = [name for name, text in made.items() if name not in there or there[name].read_text("utf-8") != text]
        stale += there.keys() - made.keys()
        if stale:
            sys.stderr.write(f"docs/{stale[0]} is out of date: {COMMAND}\n")
        return 1 if stale else 0
    for name in there.keys() - made.keys():
        there[name].unlink()
    for name, text in made.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
