"""Every check of `danhmuc shapes lint`, with its severity and its words: the one table of them.

A new check is one line here and a few in the file of its group, which names the line by its code.
Source of the rules: SHACL 1.0; for profiles, the project's own rules for a shapes file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danhmuc.vocab.findings import Severity

__all__ = ["CHECKS", "Check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that is looked for.

    Attributes:
        code: stable name, such as ``lint:unknown-term``.
        severity: violation where a rule cannot work as it is written, warning where it hardly does what was meant.
        title: what is looked for, by language.
        message: by language, with the words of a finding in braces.
        of_profiles: whether it is asked of profiles only; in danhmuc's own it is a violation.
    """

    code: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    of_profiles: bool = False


def _check(name: str, severity: Severity, vi: tuple[str, str], en: tuple[str, str]) -> Check:
    title, message = ({"vi": vi[0], "en": en[0]}, {"vi": vi[1], "en": en[1]})
    return Check(code=f"lint:{name}", severity=severity, title=title, message=message)


def _house(name: str, vi: tuple[str, str], en: tuple[str, str]) -> Check:
    title, message = ({"vi": vi[0], "en": en[0]}, {"vi": vi[1], "en": en[1]})
    return Check(code=f"lint:{name}", severity="warning", title=title, message=message, of_profiles=True)


_TABLE: Final = (
    # Terms.
    _check(
        "unknown-term",
        "violation",
        ("Quy tắc dùng từ mà từ vựng của nó không có.", "{shape}: từ vựng không có {term}{near}."),
        ("A rule uses a term that its vocabulary does not have.", "{shape}: no vocabulary has {term}{near}."),
    ),
    _check(
        "unknown-term-elsewhere",
        "warning",
        ("Phần mô tả ngoài quy tắc dùng từ mà từ vựng của nó không có.", "{shape}: từ vựng không có {term}{near}."),
        ("A statement beside the rules uses such a term.", "{shape}: no vocabulary has {term}{near}."),
    ),
    _check(
        "unknown-term-forbidden",
        "info",
        (
            "Quy tắc cấm (sh:maxCount 0) một từ mà từ vựng của nó không có.",
            "{shape}: cấm {term}, mà từ vựng không có từ này{near}.",
        ),
        (
            "A rule forbids (sh:maxCount 0) a term that its vocabulary does not have.",
            "{shape}: forbids {term}, which no vocabulary has{near}.",
        ),
    ),
    _check(
        "unlisted-term",
        "info",
        (
            "Quy tắc dùng từ gần giống một từ đã biết, của từ vựng mà danhmuc chỉ biết một phần.",
            "{shape}: chưa kiểm chứng được {term}, danhmuc chỉ biết một phần từ vựng này{near}.",
        ),
        (
            "A rule uses a term that is like a known one, of a vocabulary that danhmuc knows in part.",
            "{shape}: {term} cannot be verified, danhmuc knows this vocabulary in part{near}.",
        ),
    ),
    _check(
        "near-namespace",
        "violation",
        (
            "IRI gần giống một không gian tên đã biết: http thay cho https, thiếu / hoặc # cuối tiền tố.",
            "{shape}: {term} không thuộc không gian tên nào{near}.",
        ),
        (
            "An IRI is nearly in a known namespace: http for https, a prefix without its last / or #.",
            "{shape}: {term} is in no known namespace{near}.",
        ),
    ),
    _check(
        "wrong-kind-of-term",
        "violation",
        (
            "Lớp đứng ở chỗ của thuộc tính, thuộc tính ở chỗ của lớp, hoặc lớp ở chỗ của kiểu dữ liệu.",
            "{shape}: {parameter} cần {wanted}, mà {term} thì không phải.",
        ),
        (
            "A class stands for a property, a property for a class, or a class for a datatype.",
            "{shape}: {parameter} needs {wanted}, and {term} is none.",
        ),
    ),
    _check(
        "superseded-term",
        "warning",
        (
            "Quy tắc về thuộc tính đã được DCAT 3 thay thế mà không nói đến thuộc tính mới.",
            "{shape}: {term} đã được thay thế{near}.",
        ),
        (
            "A rule is about a property that DCAT 3 has replaced, and does not name the new one.",
            "{shape}: {term} has been replaced{near}.",
        ),
    ),
    # Form.
    _check(
        "unknown-parameter",
        "violation",
        (
            "Thuộc tính trong không gian tên của SHACL hoặc danhmuc mà không phải tham số.",
            "{shape}: {term} không phải tham số{near}.",
        ),
        (
            "A property in the namespace of SHACL or danhmuc that is no parameter of a shape.",
            "{shape}: {term} is no parameter of a shape{near}.",
        ),
    ),
    _check(
        "no-constraint",
        "violation",
        (
            "Quy tắc thuộc tính không có ràng buộc nào, nên không bao giờ phát hiện gì.",
            "{shape}: không có ràng buộc nào, nên không bao giờ phát hiện gì.",
        ),
        (
            "A property shape without any constraint never finds anything.",
            "{shape}: has no constraint, so it never finds anything.",
        ),
    ),
    _check(
        "demands-nothing",
        "info",
        ("Quy tắc có đối tượng áp dụng mà không yêu cầu gì.", "{shape}: không yêu cầu gì ở {target}."),
        ("A shape has a target and demands nothing of it.", "{shape}: demands nothing of {target}."),
    ),
    _check(
        "unused-shape",
        "info",
        (
            "Trong tệp không có gì dùng đến quy tắc, và nó không có đối tượng áp dụng.",
            "{shape}: không có đối tượng áp dụng, và trong tệp không có gì dùng đến.",
        ),
        (
            "A shape has no target, and nothing in the file uses it.",
            "{shape}: has no target, and nothing in this file uses it.",
        ),
    ),
    _check(
        "passed-over",
        "violation",
        (
            "Quy tắc sai dạng: thiếu hoặc thừa sh:path, đường dẫn hay danh sách hỏng, thiếu tham số đi kèm.",
            "{shape}: {why}.",
        ),
        (
            "A shape is malformed: no sh:path or two, a broken path or list, a parameter without its companion.",
            "{shape}: {why}.",
        ),
    ),
    _check(
        "idle-parameter",
        "warning",
        (
            "Tham số không có tác dụng vì thiếu tham số đi kèm, ví dụ sh:flags mà không có sh:pattern.",
            "{shape}: {parameter} không có tác dụng khi thiếu {wanted}.",
        ),
        (
            "A parameter says nothing without another, such as sh:flags without sh:pattern.",
            "{shape}: {parameter} says nothing without {wanted}.",
        ),
    ),
    _check(
        "wrong-value",
        "violation",
        ("Tham số có giá trị không dùng được.", "{shape}: {parameter} không nhận giá trị {term}."),
        ("A parameter has a value that cannot be used.", "{shape}: {parameter} cannot be {term}."),
    ),
    _check(
        "node-kind",
        "violation",
        (
            "sh:nodeKind không phải một trong sáu loại nút của SHACL.",
            "{shape}: {term} không phải một trong sáu loại nút của sh:nodeKind{near}.",
        ),
        (
            "sh:nodeKind is none of SHACL's six kinds of node.",
            "{shape}: {term} is none of the six kinds of node of sh:nodeKind{near}.",
        ),
    ),
    _check(
        "pattern",
        "violation",
        ("sh:pattern không phải biểu thức chính quy.", "{shape}: mẫu {term} không phải biểu thức chính quy."),
        ("sh:pattern is no regular expression.", "{shape}: the pattern {term} is no regular expression."),
    ),
    _check(
        "pattern-namespace",
        "violation",
        (
            "sh:pattern đòi một dạng http hoặc https mà không gian tên đó không có.",
            "{shape}: mẫu {term} không khớp IRI nào của không gian tên{near}.",
        ),
        (
            "sh:pattern asks for http or https where the namespace has the other.",
            "{shape}: the pattern {term} matches no IRI of the namespace{near}.",
        ),
    ),
    _check(
        "empty-list",
        "warning",
        (
            "Danh sách rỗng, nên không giá trị nào đạt.",
            "{shape}: {parameter} là danh sách rỗng, không giá trị nào đạt.",
        ),
        ("A list is empty, so no value conforms.", "{shape}: {parameter} is an empty list, so no value conforms."),
    ),
    _check(
        "recursion",
        "violation",
        ("Quy tắc dẫn trở lại chính nó.", "{shape}: dẫn trở lại chính nó ({way}); SHACL không định nghĩa điều này."),
        ("A shape leads back into itself.", "{shape}: leads back into itself ({way}), which SHACL leaves undefined."),
    ),
    _check(
        "script",
        "violation",
        ("SHACL-JS: danhmuc không bao giờ chạy mã.", "{shape}: {term} cần chạy mã, danhmuc không bao giờ chạy."),
        (
            "SHACL-JS: danhmuc never runs scripts.",
            "{shape}: {term} needs a script to be run, which danhmuc never does.",
        ),
    ),
    _check(
        "entailment",
        "violation",
        (
            "sh:entailment: danhmuc không suy diễn.",
            "{shape}: đòi suy diễn {term}, danhmuc không suy diễn.",
        ),
        ("sh:entailment: danhmuc draws none.", "{shape}: asks for the entailment {term}, and danhmuc draws none."),
    ),
    _check(
        "query",
        "violation",
        (
            "Truy vấn SPARQL không đọc được, thiếu tiền tố, hoặc lấy dữ liệu ở nơi khác.",
            "{shape}: truy vấn không dùng được ({why}).",
        ),
        (
            "A SPARQL query cannot be parsed, lacks a prefix, or fetches data from elsewhere.",
            "{shape}: the query cannot be used ({why}).",
        ),
    ),
    _check(
        "no-shapes",
        "warning",
        ("Tệp không có quy tắc nào.", "Tệp này không có quy tắc nào."),
        ("The file has no shape.", "This file has no shape."),
    ),
    _check(
        "imports",
        "info",
        ("owl:imports: danhmuc không tải tệp được nêu tên.", "Tệp này nhập {term}; danhmuc không tải về."),
        ("owl:imports: danhmuc never fetches what is named.", "This file imports {term}, which danhmuc never fetches."),
    ),
    # Contradictions.
    _check(
        "count-contradiction",
        "violation",
        ("Số giá trị tối thiểu lớn hơn tối đa.", "{shape}: {one} và {other}{beside} loại trừ nhau."),
        ("A minimum count is above a maximum.", "{shape}: {one} and {other}{beside} exclude one another."),
    ),
    _check(
        "length-contradiction",
        "violation",
        ("Độ dài tối thiểu lớn hơn tối đa.", "{shape}: {one} và {other}{beside} loại trừ nhau."),
        ("A minimum length is above a maximum.", "{shape}: {one} and {other}{beside} exclude one another."),
    ),
    _check(
        "range-contradiction",
        "violation",
        ("Giá trị tối thiểu lớn hơn tối đa.", "{shape}: {one} và {other}{beside} loại trừ nhau."),
        ("A least value is above the greatest.", "{shape}: {one} and {other}{beside} exclude one another."),
    ),
    _check(
        "kind-contradiction",
        "violation",
        (
            "Vừa đòi giá trị là văn bản hay số, vừa đòi IRI hay lớp.",
            "{shape}: {one} và {other}{beside} loại trừ nhau.",
        ),
        (
            "A value has to be a literal and a resource at once.",
            "{shape}: {one} and {other}{beside} exclude one another.",
        ),
    ),
    _check(
        "datatype-contradiction",
        "violation",
        (
            "Hai kiểu dữ liệu, hoặc kiểu dữ liệu và thẻ ngôn ngữ, loại trừ nhau.",
            "{shape}: {one} và {other}{beside} loại trừ nhau.",
        ),
        (
            "Two datatypes, or a datatype and language tags, exclude one another.",
            "{shape}: {one} and {other}{beside} exclude one another.",
        ),
    ),
    _check(
        "value-contradiction",
        "violation",
        (
            "Không giá trị nào được liệt kê trong sh:in hoặc sh:hasValue đạt ràng buộc khác.",
            "{shape}: {one} và {other}{beside} loại trừ nhau.",
        ),
        (
            "No value listed by sh:in or sh:hasValue meets another constraint.",
            "{shape}: {one} and {other}{beside} exclude one another.",
        ),
    ),
    _check(
        "contradicting-files",
        "warning",
        (
            "Hai tệp kiểm tra cùng lúc đòi những điều loại trừ nhau ở cùng một thuộc tính.",
            "{shape}: {one} và {other}{beside} loại trừ nhau.",
        ),
        (
            "Two files that are linted together exclude one another for a property.",
            "{shape}: {one} and {other}{beside} exclude one another.",
        ),
    ),
    # Profiles.
    _check(
        "profile",
        "violation",
        (
            "Tệp tự nhận là hồ sơ mà không dùng được: thiếu tên ngắn, đi vòng tròn, không tìm thấy hồ sơ nền.",
            "Tệp này không dùng được như hồ sơ ({why}).",
        ),
        (
            "A file says that it is a profile and cannot be used as one: no token, a circle, a parent not at hand.",
            "This file cannot be used as a profile ({why}).",
        ),
    ),
    _check(
        "unknown-rule",
        "violation",
        (
            "Hồ sơ nói đến một quy tắc mà hồ sơ nền không có.",
            "{shape}: hồ sơ {profile} không có quy tắc này{near}.",
        ),
        (
            "A profile speaks of a rule that the profile below it does not have.",
            "{shape}: the profile {profile} has no such rule{near}.",
        ),
    ),
    _check(
        "own-severity",
        "warning",
        (
            "Mức độ trong hồ sơ không phải sh:Violation, sh:Warning hay sh:Info.",
            "{shape}: mức độ {term} được tính như sh:Violation.",
        ),
        (
            "A severity in a profile is none of sh:Violation, sh:Warning and sh:Info.",
            "{shape}: the severity {term} counts as sh:Violation.",
        ),
    ),
    _check(
        "dated-violation",
        "warning",
        (
            "Quy tắc của hồ sơ là vi phạm mà phụ thuộc ngày xét, nên chỉ được báo là cảnh báo.",
            "{shape}: là vi phạm, nhưng phần phụ thuộc ngày xét không bao giờ chặn và chỉ được báo là cảnh báo.",
        ),
        (
            "A rule of a profile is a violation that the reference date decides over, so it is told as a warning.",
            "{shape}: is a violation, but what depends on the reference date never gates and is told as a warning.",
        ),
    ),
    _house(
        "rule-iri",
        ("Quy tắc của hồ sơ không có IRI.", "{shape}: quy tắc phải có IRI, để phát hiện nêu được mã quy tắc."),
        ("A rule of a profile has no IRI.", "{shape}: a rule needs an IRI, which its findings name."),
    ),
    _house(
        "rule-severity",
        ("Quy tắc của hồ sơ không có sh:severity.", "{shape}: quy tắc phải có sh:severity."),
        ("A rule of a profile has no sh:severity.", "{shape}: a rule needs sh:severity."),
    ),
    _house(
        "rule-name",
        (
            "Quy tắc của hồ sơ không có đúng một sh:name cho mỗi ngôn ngữ vi, en.",
            "{shape}: quy tắc phải có đúng một sh:name tiếng {language}.",
        ),
        (
            "A rule of a profile has not exactly one sh:name in vi and one in en.",
            "{shape}: a rule needs exactly one sh:name in {language}.",
        ),
    ),
    _house(
        "rule-message",
        (
            "Quy tắc của hồ sơ không có đúng một sh:message cho mỗi ngôn ngữ vi, en.",
            "{shape}: quy tắc phải có đúng một sh:message tiếng {language}.",
        ),
        (
            "A rule of a profile has not exactly one sh:message in vi and one in en.",
            "{shape}: a rule needs exactly one sh:message in {language}.",
        ),
    ),
    _house(
        "message-form",
        (
            "Thông báo không phải một câu dưới 120 ký tự.",
            "{shape}: thông báo tiếng {language} phải là một câu dưới 120 ký tự, có dấu chấm cuối câu.",
        ),
        (
            "A message is not one sentence of under 120 characters.",
            "{shape}: the message in {language} needs to be one sentence of under 120 characters with a full stop.",
        ),
    ),
    _house(
        "message-property",
        (
            "Thông báo không nêu tên thuộc tính.",
            "{shape}: thông báo tiếng {language} phải nêu thuộc tính ({term}).",
        ),
        (
            "A message does not name the property.",
            "{shape}: the message in {language} needs to name the property ({term}).",
        ),
    ),
    _house(
        "rule-source",
        ("Quy tắc của hồ sơ không nói căn cứ.", "{shape}: quy tắc phải nêu căn cứ, bằng dct:source hoặc rdfs:seeAlso."),
        ("A rule of a profile names no source.", "{shape}: a rule needs a source, by dct:source or rdfs:seeAlso."),
    ),
    _house(
        "rule-group",
        ("Quy tắc của hồ sơ không có sh:group.", "{shape}: quy tắc phải có sh:group."),
        ("A rule of a profile has no sh:group.", "{shape}: a rule needs sh:group."),
    ),
    _house(
        "rule-order",
        ("Quy tắc của hồ sơ không có sh:order.", "{shape}: quy tắc phải có sh:order."),
        ("A rule of a profile has no sh:order.", "{shape}: a rule needs sh:order."),
    ),
)

CHECKS: Final[Mapping[str, Check]] = {check.code: check for check in _TABLE}
"""All checks by code, in the order in which they are documented."""
