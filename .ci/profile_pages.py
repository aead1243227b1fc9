"""Write docs/profiles from the Turtle of the profiles: their tables, a page for each rule, and the table of fields.

    python .ci/profile_pages.py [--check]

Rewrites the whole folder; with ``--check`` it writes nothing and exits with 1 where the folder is not that of the
profiles. Needs danhmuc installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from danhmuc.shapes import Profile, Rule, load_profile, profile_tokens
from danhmuc.vocab.prefixes import abbreviate
from danhmuc.vocab.writing import write_text

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs" / "profiles"
SEVERITIES: Final = {
    "violation": ("vi phạm", "violation"),
    "warning": ("cảnh báo", "warning"),
    "info": ("gợi ý", "info"),
}
LAYERS: Final = {
    "spec": ("theo đặc tả", "specification"),
    "recommended": ("khuyến nghị", "recommended"),
    "vocabulary": ("theo bảng mã", "vocabulary"),
    "national": ("theo quy định của Việt Nam", "national"),
    "house": ("quy ước của danhmuc", "house"),
}
LISTED: Final = "http://www.w3.org/ns/shacl#"
COMMENT: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
MIN_COUNT: Final = NamedNode(LISTED + "minCount")
MAX_COUNT: Final = NamedNode(LISTED + "maxCount")
COUNTS: Final = {
    MIN_COUNT: MIN_COUNT,
    MAX_COUNT: MAX_COUNT,
    NamedNode(LISTED + "qualifiedMinCount"): MIN_COUNT,
}


def pages() -> Mapping[str, str]:
    """All pages by their path below the folder."""
    profiles = [load_profile(token) for token in profile_tokens()]
    owners: dict[str, Profile] = {}
    # A rule stands on the page of the profile that declares it, whatever profiles above say of its severity.
    for profile in sorted(profiles, key=lambda one: len(one.tokens)):
        for rule in profile.rules.values():
            owners.setdefault(rule.code, profile)
    made = {"README.md": _index(profiles, owners), "fields.md": _fields(load_profile("vn"))}
    for profile in profiles:
        own = [rule for rule in _ordered(profile.rules.values()) if owners[rule.code].token == profile.token]
        made[f"{profile.token}.md"] = _table(profile, own)
        graph = _Graph(profile)
        made |= {f"{profile.token}/{_local(rule)}.md": _page(rule, graph) for rule in own}
    return made


class _Graph:
    """What a profile says, to be cut out rule by rule."""

    def __init__(self, profile: Profile) -> None:
        self._said: dict[object, list[Quad]] = {}
        for quad in parse(profile.nquads, format=RdfFormat.N_QUADS, lenient=True):
            self._said.setdefault(quad.subject, []).append(quad)

    def comments(self, iri: str) -> list[str]:
        """What a rule's author remarks on it, Vietnamese first."""
        said = [quad.object for quad in self._said.get(NamedNode(iri), ()) if quad.predicate == COMMENT]
        texts = {one.language: one.value for one in said if isinstance(one, Literal)}
        return [texts[lang] for lang in ("vi", "en") if lang in texts]

    def about(self, iri: str) -> list[Quad]:
        """All that is said of a rule, with the nodes that have no name of their own."""
        found: list[Quad] = []
        todo: list[object] = [NamedNode(iri)]
        while todo:
            for quad in self._said.get(todo.pop(), ()):
                found.append(quad)
                if isinstance(quad.object, BlankNode):
                    todo.append(quad.object)
        return found


def _index(profiles: Iterable[Profile], owners: Mapping[str, Profile]) -> str:
    lines = [
        "# Hồ sơ – profiles",
        "",
        "Mỗi hồ sơ là một tệp Turtle trong `shapes/`; `.ci/profile_pages.py` tạo các trang ở đây từ các tệp đó.",
        "",
        "Each profile is one Turtle file in `shapes/`; `.ci/profile_pages.py` makes these pages of those files.",
        "",
        "| Hồ sơ – Profile | | Dựa trên – Builds on | Quy tắc riêng – Rules of its own |",
        "|---|---|---|--:|",
    ]
    for profile in profiles:
        own = sum(owner.token == profile.token for owner in owners.values())
        below = ", ".join(f"`{token}`" for token in profile.tokens[1:]) or "–"
        title = f"{profile.title['vi']} – {profile.title['en']}"
        lines.append(f"| [`{profile.token}`]({profile.token}.md) | {title} | {below} | {own} |")
    lines += [
        "",
        "[Bảng trường: tên, thuộc tính, bắt buộc hay không – the fields: names, properties, obligation](fields.md)",
        "",
    ]
    return "\n".join(lines)


def _table(profile: Profile, rules: list[Rule]) -> str:
    lines = [f"# {profile.token}", "", f"{profile.title['vi']}. {profile.title['en']}.", ""]
    if len(profile.tokens) > 1:
        links = ", ".join(f"[`{token}`]({token}.md)" for token in profile.tokens[1:])
        lines += [f"Dựa trên – builds on {links}.", ""]
    group = None
    for rule in rules:
        label = _group(rule)
        if label != group:
            group = label
            lines += ["", f"## {label}", "", "| Quy tắc – Rule | Mức độ – Severity | |", "|---|---|---|"]
        vi, en = SEVERITIES[rule.severity]
        link = f"[`{rule.code}`]({profile.token}/{_local(rule)}.md)"
        lines.append(f"| {link} | {vi} – {en} | {_cell(rule.message['vi'])}<br>{_cell(rule.message['en'])} |")
    return "\n".join([*lines, ""])


def _page(rule: Rule, graph: _Graph) -> str:
    severity, layer = SEVERITIES[rule.severity], LAYERS[rule.layer]
    rows = [
        ("Trường – Field", " – ".join(dict.fromkeys(rule.name.get(lang, "") for lang in ("vi", "en")))),
        ("Thuộc tính – Property", "" if rule.path is None else f"`{abbreviate(rule.path)}`"),
        ("Mức độ – Severity", " – ".join(severity)),
        ("Tầng – Layer", " – ".join(layer)),
        ("Căn cứ – Basis", "<br>".join(_basis(rule))),
        ("Căn cứ có hiệu lực – Basis in force", _basis_in_force(rule)),
        ("Quy tắc có hiệu lực – Rule in force", _span(rule.valid_from, rule.valid_through)),
        ("Ghi chú – Note", "<br>".join(graph.comments(rule.iri))),
        ("Thay bằng – Use instead", "" if rule.replaced_by is None else f"`{abbreviate(rule.replaced_by)}`"),
        ("Đọc thêm – See also", "<br>".join(f"<{page}>" for page in _links(rule))),
        ("IRI", f"`{rule.iri}`"),
    ]
    about = serialize(graph.about(rule.iri), format=RdfFormat.N_QUADS) or b""
    return "\n".join(
        [
            f"# {rule.code}",
            "",
            rule.message["vi"],
            "",
            rule.message["en"],
            "",
            "| | |",
            "|---|---|",
            *(f"| {head} | {_cell(text)} |" for head, text in rows if text),
            "",
            "```turtle",
            write_text("turtle", [about]).rstrip(),
            "```",
            "",
            f"[{_group(rule)}](../{rule.code.partition(':')[0]}.md)",
            "",
        ]
    )


def _fields(profile: Profile) -> str:
    """The fields of each class as the Vietnamese profile and those below it have them."""
    counts = _counts(profile)
    lines = [
        "# Bảng trường – table of fields",
        "",
        "Theo hồ sơ `vn` và các hồ sơ mà nó dựa trên. *Phải*: thiếu là vi phạm; *nên*: thiếu là cảnh báo.",
        "",
        "By the profile `vn` and those it builds on. *Mandatory*: without it a violation; *recommended*: a warning.",
        "",
    ]
    group = None
    seen: set[tuple[str, str]] = set()
    for rule in _ordered(profile.rules.values()):
        label = _group(rule)
        if rule.path is None or (label, rule.path) in seen or rule.replaced_by is not None or rule.is_deactivated:
            continue
        seen.add((label, rule.path))
        if label != group:
            group = label
            lines += [
                "",
                f"## {label}",
                "",
                "| Trường | Field | Thuộc tính – Property | | Số giá trị – Values |",
                "|---|---|---|---|---|",
            ]
        beside = [one for one in profile.rules.values() if one.path == rule.path and _group(one) == label]
        lines.append(
            f"| {_cell(rule.name.get('vi', ''))} | {_cell(rule.name.get('en', ''))} | `{abbreviate(rule.path)}` "
            f"| {_obligation(beside, counts)} | {_range(beside, counts)} |"
        )
    return "\n".join([*lines, ""])


def _counts(profile: Profile) -> Mapping[str, Mapping[NamedNode, int]]:
    """The counts that rules ask for, by rule."""
    found: dict[str, dict[NamedNode, int]] = {}
    for quad in parse(profile.nquads, format=RdfFormat.N_QUADS, lenient=True):
        if quad.predicate in COUNTS and isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, {})[COUNTS[quad.predicate]] = int(str(quad.object.value))
    # What stands in the place of a rule asks for as many.
    for rule in profile.rules.values():
        if rule.in_place_of in found:
            found[rule.iri] = {**found[rule.in_place_of], **found.get(rule.iri, {})}
    return found


def _obligation(rules: list[Rule], counts: Mapping[str, Mapping[NamedNode, int]]) -> str:
    asking = [rule for rule in rules if counts.get(rule.iri, {}).get(MIN_COUNT, 0) and not rule.is_deactivated]
    if any(rule.severity == "violation" for rule in asking):
        return "phải – mandatory"
    return "nên – recommended" if any(rule.severity == "warning" for rule in asking) else "có thể – optional"


def _range(rules: list[Rule], counts: Mapping[str, Mapping[NamedNode, int]]) -> str:
    mandatory = (rule for rule in rules if rule.severity == "violation")
    least = max((counts.get(rule.iri, {}).get(MIN_COUNT, 0) for rule in mandatory), default=0)
    most = min((counts[rule.iri][MAX_COUNT] for rule in rules if MAX_COUNT in counts.get(rule.iri, {})), default=None)
    return f"{least}..{'n' if most is None else most}"


def _basis(rule: Rule) -> Iterator[str]:
    if rule.basis is None:
        yield from (rule.source[lang] for lang in ("vi", "en") if lang in rule.source)
        return
    for lang, own in (("vi", "quy ước của danhmuc, theo "), ("en", "danhmuc's own convention, after ")):
        title, number = rule.basis.title.get(lang, ""), rule.basis.identifier or ""
        act = f"{title} ({number})" if title and number else title or number
        cited = ", ".join(part for part in (rule.clause.get(lang, ""), act) if part)
        yield own + cited if rule.layer == "house" else cited


def _basis_in_force(rule: Rule) -> str:
    return "" if rule.basis is None else _span(rule.basis.in_force_from, rule.basis.in_force_until)


def _span(first: date | None, last: date | None) -> str:
    """The days from the first to the last, either of which may be unknown or missing."""
    if first is None:
        return "" if last is None else f"đến – until {last}"
    return f"từ – from {first}" if last is None else f"{first} – {last}"


def _links(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(rule.basis.see_also if rule.basis is not None else ()), *rule.see_also)))


def _group(rule: Rule) -> str:
    if rule.group is None:
        return "Khác – other"
    return f"{rule.group.label['vi']} – {rule.group.label['en']}"


def _ordered(rules: Iterable[Rule]) -> list[Rule]:
    def place(rule: Rule) -> tuple[float, float, str]:
        group = rule.group.order if rule.group is not None and rule.group.order is not None else 1e9
        return (group, 1e9 if rule.order is None else rule.order, rule.code)

    return sorted(rules, key=place)


def _local(rule: Rule) -> str:
    return rule.code.partition(":")[2]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write, or check."""
    made = pages()
    there = {str(path.relative_to(FOLDER)): path for path in FOLDER.rglob("*.md")} if FOLDER.exists() else {}
    if "--check" in arguments:
        stale = [name for name, text in made.items() if name not in there or there[name].read_text("utf-8") != text]
        stale += there.keys() - made.keys()
        if stale:
            sys.stderr.write(f"docs/profiles/{stale[0]} is out of date: python .ci/profile_pages.py\n")
        return 1 if stale else 0
    for name in there.keys() - made.keys():
        there[name].unlink()
    for name, text in made.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
