"""Shapes that cannot be used, or only in part."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
    (r"cannot open shapes (.+?): (.+)", "không mở được tệp quy tắc {0}: {1}"),
    (r"shapes: pySHACL cannot use them: (.+)", "pySHACL không dùng được các quy tắc này: {0}"),
    (r"profile (.+): pySHACL cannot use them: (.+)", "pySHACL không dùng được các quy tắc của hồ sơ {0}: {1}"),
    (r"shapes (.+?), line (\d+), column (\d+): (.+)", "tệp quy tắc {0}, dòng {1}, cột {2}: {3}"),
    (r"shapes (.+?), line (\d+): (.+)", "tệp quy tắc {0}, dòng {1}: {2}"),
    (r"shapes (\S+): (.+)", "tệp quy tắc {0}: {1}"),
    (
        r"no shapes in (.+?): a shape has the class sh:NodeShape or sh:PropertyShape, or a target",
        "không có quy tắc SHACL nào trong {0}: quy tắc phải thuộc lớp sh:NodeShape hoặc sh:PropertyShape, hoặc có đích",
    ),
    (r"(no shapes in .+? or a target); (.+)", "{0}; {1}"),
    (
        r"no shape has a target, so nothing is judged \((.+) and its like\)",
        "không quy tắc nào có đích, nên không kiểm tra được gì (cần {0} hoặc tương tự)",
    ),
    (
        r"owl:imports (.+) is not fetched; name that file beside this one",
        "owl:imports {0} không được tải về; hãy nêu thêm tệp đó",
    ),
    (
        r"the shapes ask for sh:entailment (.+); none is supported: take it out",
        "quy tắc đòi sh:entailment {0}; không suy diễn theo chế độ nào: hãy bỏ dòng đó",
    ),
    (
        r"shapes lead into themselves, which SHACL leaves open: (.+)",
        "quy tắc dẫn vòng về chính nó, điều SHACL để ngỏ: {0}",
    ),
    (r"shapes are nested deeper than (\d+) levels: (.+)", "quy tắc lồng nhau quá {0} tầng: {1}"),
    (r"(.+) has sh:(\w+); scripts are never run", "{0} có sh:{1}; không chạy mã kịch bản"),
    (
        r"(.+) has a query with (SERVICE|FROM); nothing is fetched, take it out",
        "{0} có truy vấn dùng {1}; không tải gì từ mạng, hãy bỏ đi",
    ),
    (r"(.+) has a query that is no SPARQL: (.+)", "{0} có truy vấn không phải SPARQL: {1}"),
    (
        r"(.+) has sh:(\w+) that does not hold exactly one sh:select, a text",
        "{0} có sh:{1} không chứa đúng một sh:select là chuỗi",
    ),
    (
        r"(.+) has a query that is no (SELECT|ASK|CONSTRUCT), as sh:(\w+) needs",
        "{0} có truy vấn không phải {1}, mà sh:{2} cần",
    ),
    (r"(.+) has a query with (MINUS|VALUES), which SHACL forbids", "{0} có truy vấn dùng {1}, SHACL không cho dùng"),
    (
        r"(.+) has a query with \$PATH at a shape without sh:path",
        "{0} có truy vấn dùng $PATH ở quy tắc không có sh:path",
    ),
    (
        r"(.+) has a query with \$shapesGraph, which is not given",
        "{0} có truy vấn dùng $shapesGraph, biến này không có giá trị",
    ),
    (
        r"(.+) has a query with the prefix (\S*) that nothing declares; declare it with sh:prefixes",
        "{0} có truy vấn dùng tiền tố {1} chưa khai báo; hãy khai báo bằng sh:prefixes",
    ),
    (
        r"(.+) is a property shape without sh:path and is passed over",
        "{0} là quy tắc về thuộc tính mà không có sh:path, nên bị bỏ qua",
    ),
    (
        r"(.+) holds by sh:property (.+), which has no sh:path and is passed over",
        "{0} có sh:property {1}, nhưng ở đó không có sh:path nên bị bỏ qua",
    ),
    (r"(.+) has more than one sh:path and is passed over", "{0} có nhiều sh:path, nên bị bỏ qua"),
    (r"(.+) has sh:(\S+), which SHACL does not know", "{0} có sh:{1}, SHACL không có từ này"),
    (
        r"(.+) has sh:(\S+), which SHACL does not know; near it: (.+)",
        "{0} có sh:{1}, SHACL không có từ này; gần giống: {2}",
    ),
    (r"(.+) has dmv:(\S+), which is no parameter; near it: (.+)", "{0} có dmv:{1}, không phải tham số; gần giống: {2}"),
    (r"(.+) has (\S+) without sh:path, which says nothing", "{0} có {1} mà không có sh:path, nên không có nghĩa"),
    (
        r"(.+) has (\w+:\w+) (.+), which is neither true nor false",
        "{0} có {1} {2}, không phải true hay false",
    ),
    (r"(.+) needs one sh:severity, an IRI; the first one counts", "{0} cần một sh:severity là IRI; dùng cái đầu tiên"),
    (r"(.+) has no IRI as sh:severity", "{0} có sh:severity không phải IRI"),
    (r"(.+) has more than one (\S+); the first one counts", "{0} có nhiều {1}; dùng cái đầu tiên"),
    (r"(.+) has sh:property (.+), which is no shape", "{0} có sh:property {1}, không phải quy tắc"),
    (r"(.+) has (\S+) (.+), which is no IRI", "{0} có {1} {2}, không phải IRI"),
    (
        r"(.+) names by sh:(\w+) (.+), of which the shapes graph says nothing",
        "{0} nêu bằng sh:{1} {2}, nhưng tệp quy tắc không có mô tả nào",
    ),
    (r"(.+) names by sh:(\w+) (.+), which is no usable shape", "{0} nêu bằng sh:{1} {2}, không dùng làm quy tắc được"),
    (r"(.+), so its (\S+) is passed over", "{0}, nên bỏ qua {1}"),
    (r"(.+); that constraint is passed over", "{0}; bỏ qua ràng buộc đó"),
    (r"(.+ has a path .+) and is passed over", "{0}, nên bị bỏ qua"),
    (r"(.+) lacks (\S+)", "{0} thiếu {1}"),
    (r"(.+) has a list that is broken", "{0} có danh sách RDF bị hỏng"),
    (r"(.+) has in (\S+) a list that is broken", "{0} có danh sách RDF bị hỏng ở {1}"),
    (r"(.+) has sh:(\S+), which danhmuc does not use in a shape", "{0} có sh:{1}, danhmuc không dùng từ này ở quy tắc"),
    (r"(.+) has a path that leads into itself", "{0} có đường dẫn vòng về chính nó"),
    (r"(.+) has a path that is nested too deep", "{0} có đường dẫn lồng quá sâu"),
    (r"(.+) has a path that is two at once", "{0} có đường dẫn vừa thế này vừa thế kia"),
    (r"(.+) has a path that is none", "{0} có đường dẫn không hợp lệ"),
    (r"(.+) has a path with an empty list", "{0} có đường dẫn với danh sách trống"),
    (r"(.+) has a path with (.+)", "{0} có đường dẫn chứa {1}"),
    (r"(.+): sh:nodeKind (.+) is none of the six kinds of node", "{0}: sh:nodeKind {1} không phải một trong sáu loại"),
    (r"(.+): (\w+:\w+) needs a literal, found (.+)", "{0}: {1} phải là giá trị văn bản hay số, gặp {2}"),
    (r"(.+): (\w+:\w+) needs a whole number, found (.+)", "{0}: {1} phải là số nguyên, gặp {2}"),
    (r"(.+): (\w+:\w+) needs an IRI, found (.+)", "{0}: {1} phải là IRI, gặp {2}"),
    (r"(.+): (\w+:\w+) needs the IRI of a property, found (.+)", "{0}: {1} phải là IRI của thuộc tính, gặp {2}"),
    (r"(.+): (\w+:\w+) needs true or false, found (.+)", "{0}: {1} phải là true hoặc false, gặp {2}"),
    (r"(.+): (\w+:\w+) needs an xsd:date, found (.+)", "{0}: {1} phải là xsd:date, gặp {2}"),
    (
        r"(.+): (\w+:\w+) needs an xsd:duration of whole years, months and days, found (.+)",
        "{0}: {1} phải là xsd:duration gồm số nguyên năm, tháng, ngày, gặp {2}",
    ),
    (
        r"(.+) is a class with constraints, but no sh:NodeShape, so it does not judge its instances",
        "{0} là lớp có ràng buộc nhưng không phải sh:NodeShape, nên không xét các thể hiện của lớp đó",
    ),
    (
        r"(.+): sh:pattern (.+) is no regular expression: (.+)",
        "{0}: sh:pattern {1} không phải biểu thức chính quy: {2}",
    ),
    (r"(.+): sh:flags has (.+); known: (.+)", "{0}: sh:flags có {1}; chỉ có: {2}"),
    (
        r"sh:pattern (.+) takes too long on some values, which are not verified; write it without nested repetitions",
        "sh:pattern {0} khớp quá lâu với vài giá trị nên chưa kiểm chứng được; hãy viết mẫu không lặp lồng nhau",
    ),
)
