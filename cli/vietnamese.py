"""The library's sentences in Vietnamese: what a clerk may cause, word for word from where it is raised.

Errors and reasons of runs are English in the library. A sentence that is not in the table stays English, which is
better than nothing; the tests cause each kind and see that it is found here.
"""

from __future__ import annotations

import errno
import os
import re
from functools import cache
from typing import Final

__all__ = ["vietnamese"]

_SENTENCES: Final = (
    # What was asked for.
    (r"unknown profile (.+); known: (.*)", "không có hồ sơ {0}; hiện có: {1}"),
    (r"unknown format (.+); known: (.*)", "không có định dạng {0}; hiện có: {1}"),
    (r"unknown source (.+); known: (.*)", "không có nguồn {0}; hiện có: {1}"),
    (r"unknown publisher (.+); known: (.*)", "không có bản ghi nào của đơn vị {0}; hiện có: {1}"),
    (r"unknown theme (.+); known: (.*)", "không có bản ghi nào thuộc lĩnh vực {0}; hiện có: {1}"),
    (r"unknown list (.+); known: (.*)", "không có bảng mã {0}; hiện có: {1}"),
    (r"unknown version of list (.+?) (.+); known: (.*)", "bảng mã {0} không có phiên bản {1}; hiện có: {2}"),
    (
        r"cannot harvest (.+): only files and folders can be read; download it first",
        "không thu thập được {0}: chỉ đọc được tệp và thư mục; hãy tải về trước",
    ),
    (r"(.+) is already the source (.+); --name cannot rename it", "{0} đã là nguồn {1}; --name không đổi được tên"),
    (
        r"the name (.+) is taken by the source at (.+); choose another with --name",
        "tên {0} đã thuộc nguồn ở {1}; hãy đặt tên khác bằng --name",
    ),
    (
        r"the name (.+) is kept for records put by programs; choose another with --name",
        "tên {0} dành cho bản ghi do chương trình đưa vào; hãy đặt tên khác bằng --name",
    ),
    (
        r"(.+) cannot name a source: 1 to 100 letters without .+",
        "{0} không thể là tên nguồn: phải có 1 đến 100 chữ, không có /; hãy đặt tên khác bằng --name",
    ),
    (
        r"nothing in the registry describes (.+); list shows what is there",
        "sổ đăng ký không có bản ghi {0}; xem danh sách bằng danhmuc list",
    ),
    (
        r"nothing in source (.+) describes (.+); list shows what is there",
        "nguồn {0} không có bản ghi {1}; xem danh sách bằng danhmuc list",
    ),
    (
        r"base (.+) must be an absolute IRI that ends in / or #",
        "--base {0} phải là IRI tuyệt đối, kết thúc bằng / hoặc #",
    ),
    (
        r"this registry mints under (.+); its base cannot become (.+)",
        "sổ đăng ký này cấp IRI dưới {0}; không đổi sang {1} được",
    ),
    (r"cannot write samples to (.+): (.+)", "không ghi được dữ liệu mẫu vào {0}: {1}"),
    (r"cannot write (.+): (.+)", "không ghi được {0}: {1}"),
    # Profiles.
    (
        r"profile (.+): needs exactly one prof:Profile with one prof:hasToken, found .+",
        "tệp {0} không phải hồ sơ: cần đúng một prof:Profile với một prof:hasToken",
    ),
    (r"profile (.+), line (\d+), column (\d+): (.+)", "tệp hồ sơ {0}, dòng {1}, cột {2}: {3}"),
    (
        r"profile (.+): (.+) builds on (.+), which is not at hand; ours are (.+), and another file has .+",
        "hồ sơ {1} dựa trên {2} mà ở đây không có; có sẵn: {3}; hồ sơ khác phải nằm cùng thư mục với {0}",
    ),
    (
        r"profile (.+): profiles build on one another in a circle, (.+); take one prof:isProfileOf out",
        "tệp hồ sơ {0}: các hồ sơ dựa trên nhau thành vòng, {1}; hãy bỏ một prof:isProfileOf",
    ),
    (
        r"profile (.+): its (token|IRI) (.+) is that of a profile that danhmuc brings; give it another, and .+",
        "tệp hồ sơ {0}: {1} {2} là của hồ sơ có sẵn; hãy đặt khác đi và dẫn tới hồ sơ đó bằng prof:isProfileOf",
    ),
    (
        r"profile (.+): its token (.+) is also that of (.+); give each its own",
        "tệp hồ sơ {0}: token {1} trùng với tệp {2}; hãy đặt mỗi hồ sơ một token",
    ),
    (r"profile (.+): (.+) is a blank node; give it an IRI", "tệp hồ sơ {0}: hồ sơ {1} chưa có IRI; hãy đặt IRI"),
    (
        r"profile (.+): (.+) cannot be a token; use letters, digits, - \. _, and not 'none'",
        "tệp hồ sơ {0}: {1} không làm token được; hãy dùng chữ cái, chữ số, - . _, và không dùng 'none'",
    ),
    (
        r"profile (.+): (.+) has dmv:layer (.+); use one of (.+)",
        "tệp hồ sơ {0}: quy tắc {1} có dmv:layer {2}; hãy dùng một trong {3}",
    ),
    (
        r"profile (.+): (.+) has (.+) (.+); write a day like 2026-03-31",
        "tệp hồ sơ {0}: {1} có {2} {3}; hãy ghi ngày như 2026-03-31",
    ),
    (
        r"profile (.+): (.+) has sh:order (.+); write a number",
        "tệp hồ sơ {0}: {1} có sh:order {2}; hãy ghi một số",
    ),
    (r"profile (.+): cannot be read: (.+)", "không đọc được tệp hồ sơ {0}: {1}"),
    # Shapes.
    (r"cannot open shapes (.+?): (.+)", "không mở được tệp quy tắc {0}: {1}"),
    (r"shapes: pySHACL cannot use them: (.+)", "pySHACL không dùng được các quy tắc này: {0}"),
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
    (r"(\S+) lacks (\S+)", "{0} thiếu {1}"),
    (r"(.+) has a list that is broken", "{0} có danh sách RDF bị hỏng"),
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
    # The registry.
    (r"cannot use registry (.+?): (.+)", "không dùng được sổ đăng ký {0}: {1}"),
    (r"there is no registry; `danhmuc harvest` creates one", "chưa có sổ đăng ký ở đó; danhmuc harvest sẽ tạo"),
    (r"there is no folder (.+); create it first", "không có thư mục {0}; hãy tạo trước"),
    (r"that is a folder, not a file", "đó là thư mục, không phải tệp"),
    (r"its tables are not a registry's; it was left as it is", "các bảng ở đó không phải của sổ đăng ký; đã để nguyên"),
    (
        r"made by a newer danhmuc \(schema (.+), this one knows (.+)\); update danhmuc",
        "do bản danhmuc mới hơn tạo ra (lược đồ {0}, bản này biết {1}); hãy cập nhật danhmuc",
    ),
    (
        r"locked by another process that writes; try again later",
        "đang bị một tiến trình khác khóa để ghi; hãy thử lại sau",
    ),
    (r"read-only; writing needs .+", "chỉ đọc được; muốn ghi phải có quyền ghi cả tệp lẫn thư mục"),
    (r"no connection \((.+)\)", "không kết nối được ({0})"),
    (r"damaged \((.+)\); restore it from a backup", "bị hỏng ({0}); hãy khôi phục từ bản sao lưu"),
    (r"not a SQLite database, or its beginning is damaged", "không phải cơ sở dữ liệu SQLite, hoặc phần đầu bị hỏng"),
    (r"not a registry's URL: (.+); use (.+) or (.+)", "không phải URL của sổ đăng ký: {0}; hãy dùng {1} hoặc {2}"),
    (
        r"source (.+) is being harvested by (.+) since (.+); wait for it",
        "nguồn {0} đang được {1} thu thập từ {2}; hãy đợi xong",
    ),
    (
        r"source (.+) was harvested since this plan was made; plan again",
        "nguồn {0} vừa được thu thập ở nơi khác; hãy chạy lại",
    ),
    (
        r"run (\d+) was taken for dead and closed by another process; plan again",
        "lượt {0} bị coi là đã chết và một tiến trình khác đã đóng nó; hãy chạy lại",
    ),
    (
        r"graph (.+) is damaged \((.+)\); `danhmuc registry check` lists all",
        "đồ thị {0} bị hỏng ({1}); danhmuc registry check cho biết tất cả",
    ),
    # Sources and runs.
    (r"(.+?); (only a part, by --partial)", "{0}; {1}"),
    (
        r"cannot harvest an empty location; name a file or a folder",
        "không thu thập được vị trí trống; hãy nêu tệp hoặc thư mục",
    ),
    (
        r"cannot spool (.+): (.+); free space for temporary files, or name a folder with more in TMPDIR",
        "không ghi tạm được {0}: {1}; hãy dọn chỗ cho tệp tạm, hoặc đặt TMPDIR là thư mục còn chỗ",
    ),
    (r"cannot open (.+): (.+)", "không mở được {0}: {1}"),
    (r"cannot be opened: (.+)", "không mở được: {0}"),
    (r"no RDF file in (.+)", "không có tệp RDF nào trong {0}"),
    (r"no DCAT resource found in (.+)", "không có tài nguyên DCAT nào trong {0}"),
    (
        r"@context (.+) is never fetched; write it inline \(contexts at hand: none\)",
        "@context {0} không được tải về; hãy viết thẳng vào tài liệu",
    ),
    (
        r"@context (.+) is never fetched; write it inline \(contexts at hand: (\d+), nearest (.+)\)",
        "@context {0} không được tải về; hãy viết thẳng vào tài liệu (có sẵn {1} ngữ cảnh, gần nhất là {2})",
    ),
    (
        r"data\.json \(Project Open Data .+\), not RDF",
        "data.json (Project Open Data hoặc JSON của DCAT-US, không có @context của DCAT), không phải RDF",
    ),
    (r"(\d+) of (\d+) documents unread", "{0}/{1} tài liệu không đọc được"),
    (r"(\d+) of (\d+) documents unread; (.+?): (.+)", "{0}/{1} tài liệu không đọc được; {2}: {3}"),
    (r"only a part, by --partial", "chỉ là một phần, theo --partial"),
    (r"interrupted", "bị ngắt"),
    # Code lists.
    (
        r"no code (.+) in list (.+) \(version (.+)\); near it: (.+)",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; mã gần giống: {3}",
    ),
    (
        r"no code (.+) in list (.+) \(version (.+)\); its codes: (.+)",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; các mã: {3}",
    ),
    (
        r"no code (.+) in list (.+) \(version (.+)\); `danhmuc vocab show .+` lists its codes",
        "bảng mã {1} (phiên bản {2}) không có mã {0}; xem các mã bằng danhmuc vocab show {1}",
    ),
    (
        r"(.+) cannot name a list: 1 to (\d+) small letters, digits and hyphens; choose another token",
        "{0} không thể là tên bảng mã: 1 đến {1} chữ thường không dấu, chữ số, gạch nối; hãy đặt tên khác bằng --token",
    ),
    (
        r"(.+) has no name that a list could have; give its list a token",
        "tên tệp {0} không dùng làm tên bảng mã được; hãy đặt tên bằng --token",
    ),
    (
        r"(.+) holds (\d+) lists \((.+)\); a token, title or date can be given to one only",
        "{0} có {1} bảng mã ({2}); --token, --title và --date chỉ dùng cho tệp có một bảng",
    ),
    (
        r"(.+) holds two lists called (.+) \((.+) and (.+)\); give each a file of its own",
        "{0} có hai bảng mã cùng tên {1} ({2} và {3}); hãy tách mỗi bảng một tệp",
    ),
    (
        r"the name (.+) belongs to list (.+), this one is (.+); name a token: another one, or the same .+",
        "tên {0} là của bảng mã {1}, còn đây là {2}; hãy thêm --token: tên khác, hoặc chính tên đó để thay bảng kia",
    ),
    (
        r"list (.+) is damaged \((.+)\); load it again with `danhmuc vocab add`",
        "bảng mã {0} bị hỏng ({1}); hãy nạp lại bằng danhmuc vocab add",
    ),
    (r"(--\w+) (.+) is no day; write (.+) or (.+)", "{0} {1} không phải ngày; hãy ghi {2} hoặc {3}"),
    (r"(.+?), line (\d+), column (\d+): (.+)", "{0}, dòng {1}, cột {2}: {3}"),
    (r"(.+?), line (\d+): (.+)", "{0}, dòng {1}: {2}"),
    (r"(.+?): (an Excel workbook, .+|no codes below .+|a binary file \(it has .+|no skos:Concept .+)", "{0}: {1}"),
    (r"(.+?): (an empty file|[\d,]+ bytes; a list may have .+|.+ is in no scheme; say which .+)", "{0}: {1}"),
    (
        r"(.+?): (code .+ stands for both .+|code .+ before it begins on .+|the parents of .+ go in a circle .+)",
        "{0}: {1}",
    ),
    (r"(.+?): (a concept has no IRI .+|.+ has the date .+, which is none; .+)", "{0}: {1}"),
    (r"an empty file", "tệp trống"),
    (
        r"an Excel workbook, not CSV; save the sheet as CSV UTF-8 and add that",
        "đây là bảng tính Excel, không phải CSV; hãy lưu trang tính thành CSV UTF-8 rồi nạp tệp đó",
    ),
    (
        r"a binary file \(it has NUL bytes\), not CSV; save the sheet as CSV UTF-8",
        "đây là tệp nhị phân, không phải CSV; hãy lưu trang tính thành CSV UTF-8",
    ),
    (r"(.+) bytes; a list may have (.+)", "tệp có {0} byte; một bảng mã chỉ được {1}"),
    (r"no codes below its heads; a list needs one at least", "dưới hàng tiêu đề không có mã nào; cần ít nhất một mã"),
    (
        r"no skos:Concept in it; a list is SKOS, or a CSV file with the heads mã and tên",
        "không có skos:Concept nào; bảng mã phải là SKOS, hoặc CSV có cột mã và tên",
    ),
    (r"(.+) is in no scheme; say which with skos:inScheme", "{0} không thuộc bảng mã nào; hãy ghi skos:inScheme"),
    (r"a concept has no IRI \((.+)\); give each concept one", "có mục không có IRI ({0}); hãy cấp cho mỗi mục một IRI"),
    (r"(.+) has the date (.+), which is none; write YYYY-MM-DD", "{0} có ngày {1} không hợp lệ; hãy ghi YYYY-MM-DD"),
    (
        r"code (.+) stands for both (.+) and (.+); give each its own",
        "mã {0} dùng cho cả {1} và {2}; hãy cấp cho mỗi mục một mã",
    ),
    (
        r"code (.+) ends on (.+) before it begins on (.+); correct .+",
        "mã {0} hết hiệu lực ngày {1}, trước khi bắt đầu ngày {2}; hãy sửa lại",
    ),
    (r"the parents of (.+) go in a circle \((.+)\); .+", "mã cha của {0} đi vòng tròn ({1}); hãy sửa lại"),
    (
        r"no heads mã and tên \(or code and name\) found, its first line is (.+); add them",
        "không thấy cột mã và tên, dòng đầu là {0}; hãy thêm hàng tiêu đề",
    ),
    (r"heads (.+) and (.+) mean the same; keep one", "cột {0} và {1} cùng nghĩa; hãy giữ một cột"),
    (
        r"(\d+) cells under (\d+) heads; put texts that hold the separator in quotation marks",
        "có {0} ô mà chỉ có {1} cột; hãy đặt trong ngoặc kép những ô có chứa dấu phân cách",
    ),
    (r"cannot be read as CSV \((.+)\); save it again", "không đọc được như CSV ({0}); hãy lưu lại tệp"),
    (r"a row without a code; fill in column mã", "hàng không có mã; hãy điền cột mã"),
    (r"code (.+) has no name; fill in column tên", "mã {0} không có tên; hãy điền cột tên"),
    (r"code (.+) stands on line (\d+) already; keep one of them", "mã {0} đã có ở dòng {1}; hãy giữ một dòng"),
    (r"(.+) is no absolute IRI; correct it", "{0} không phải IRI tuyệt đối; hãy sửa lại"),
    (
        r"(.+) stands for (.+) already; give each code its own IRI",
        "{0} đã dùng cho mã {1}; hãy cấp cho mỗi mã một IRI",
    ),
    (r"order (.+) is no whole number; correct it", "thứ tự {0} không phải số nguyên; hãy sửa lại"),
    (r"(.+) is no day; write (.+) or (.+)", "{0} không phải ngày; hãy ghi {1} hoặc {2}"),
    (
        r"status (.+) is not known; write HIEU_LUC or DONG_MA",
        "không hiểu trạng thái {0}; hãy ghi HIEU_LUC hoặc DONG_MA",
    ),
    (
        r"parent (.+) of (.+) is not in this list; add its row, or say which list it is in with parents",
        "mã cha {0} của {1} không có trong bảng; hãy thêm hàng của mã cha, hoặc nêu bảng có mã đó bằng --parents",
    ),
    (
        r"parent (.+) of (.+) is not in this list and not in (.+); correct it",
        "mã cha {0} của {1} không có trong bảng này, cũng không có trong bảng {2}; hãy sửa lại",
    ),
    (
        r"successor (.+) of (.+) is not in this list; add its row, or write its IRI",
        "mã thay thế {0} của {1} không có trong bảng; hãy thêm hàng của mã đó, hoặc ghi IRI",
    ),
    (
        r"byte (\S+) at position (\d+) is not UTF-8; publish as UTF-8",
        "byte {0} ở vị trí {1} không phải UTF-8; hãy lưu lại thành UTF-8",
    ),
    # The command line's own parser.
    (r"Option '(.+)' requires an argument\.", "tùy chọn {0} cần một giá trị"),
    (r"Option '(.+)' does not take a value\.", "tùy chọn {0} không nhận giá trị"),
    (r"Got unexpected extra arguments? \((.+)\)", "thừa đối số: {0}"),
)
"""Pattern of a sentence, and the same in Vietnamese with its parts, which may be sentences themselves."""

_SYSTEM: Final = {
    errno.EACCES: "không có quyền",
    errno.EISDIR: "đó là thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.ENOTDIR: "có phần trong đường dẫn không phải thư mục",
    errno.EROFS: "hệ thống tệp chỉ đọc",
}


def vietnamese(text: str) -> str:
    """The same in Vietnamese, or the text itself."""
    for pattern, sentence in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return sentence.format(*map(vietnamese, found.groups()))
    return text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    system = ((re.escape(os.strerror(number)), words) for number, words in _SYSTEM.items())
    with_path = (
        (rf"{re.escape(os.strerror(number))} \((.+)\)", f"{words} ({{0}})") for number, words in _SYSTEM.items()
    )
    return tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in (*_SENTENCES, *system, *with_path))
