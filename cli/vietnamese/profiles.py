"""Profiles that cannot be used."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
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
    (
        r"profile (.+): (.+) is the IRI of two files, (.+) and (.+); give each its own",
        "tệp hồ sơ {0}: IRI {1} trùng nhau ở hai tệp {2} và {3}; hãy đặt mỗi hồ sơ một IRI",
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
    (r"owl:imports (.+) in (.+) is not fetched", "owl:imports {0} trong {1} không được tải về"),
    (r"(.+) speaks of (.+), which (.+) has not", "{0} nói đến {1}, nhưng hồ sơ {2} không có quy tắc này"),
    (
        r"(.+) has sh:severity (.+), which counts as sh:Violation; use one of (.+)",
        "{0} có sh:severity {1}, được tính như sh:Violation; hãy dùng một trong {2}",
    ),
    (
        r"(.+) is a violation that the reference date decides over; such rules never gate, so it is told as a warning",
        "{0} là vi phạm phụ thuộc ngày xét; quy tắc như vậy không bao giờ chặn nên được báo là cảnh báo",
    ),
    (
        r"(.+) judges what is named by (.+); of what another record or node record names it sees nothing, as .+",
        (
            "{0} xét những gì được nêu bằng {1}; không thấy những gì bản ghi hay bản ghi phụ trợ khác nêu, "
            "vì từng bản ghi được xét riêng"
        ),
    ),
)
