"""What is asked for of the registry and of exports."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
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
    (
        r"cannot read (.+): only files and folders can be read; download it first",
        "không đọc được {0}: chỉ đọc được tệp và thư mục; hãy tải về trước",
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
)
