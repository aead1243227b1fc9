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
    (r"profile (.+) builds on (.+), which is not at hand; known: (.+)", "hồ sơ {0} dựa trên {1} mà ở đây không có"),
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
    (r"cannot open (.+): (.+)", "không mở được {0}: {1}"),
    (r"cannot be opened: (.+)", "không mở được: {0}"),
    (r"no RDF file in (.+)", "không có tệp RDF nào trong {0}"),
    (r"no DCAT resource found in (.+)", "không có tài nguyên DCAT nào trong {0}"),
    (r"(\d+) of (\d+) documents unread", "{0}/{1} tài liệu không đọc được"),
    (r"(\d+) of (\d+) documents unread; (.+?): (.+)", "{0}/{1} tài liệu không đọc được; {2}: {3}"),
    (r"only a part, by --partial", "chỉ là một phần, theo --partial"),
    (r"interrupted", "bị ngắt"),
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
