"""The registry itself."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
    (r"cannot use registry (.+?): (.+)", "không dùng được sổ đăng ký {0}: {1}"),
    (r"there is no registry; `danhmuc harvest` creates one", "chưa có sổ đăng ký ở đó; danhmuc harvest sẽ tạo"),
    (r"there is no folder (.+); create it first", "không có thư mục {0}; hãy tạo trước"),
    (r"that is a folder, not a file", "đó là thư mục, không phải tệp"),
    (
        r"that is a file of the registry itself; name another file",
        "đó là tệp của chính sổ đăng ký; hãy chọn tệp khác",
    ),
    (
        r"that is a file of a SQLite database; name another file",
        "đó là tệp của một cơ sở dữ liệu SQLite; hãy chọn tệp khác",
    ),
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
    (r"its disk fails \((.+)\)", "đĩa chứa sổ đăng ký có lỗi ({0})"),
    (r"disk I/O error", "lỗi đọc ghi"),
    (
        r"its file, or one that SQLite keeps beside it, cannot be opened with the rights at hand",
        "không đủ quyền mở tệp, hoặc tệp mà SQLite đặt bên cạnh",
    ),
    (r"its user may not do this \((.+)\)", "người dùng của cơ sở dữ liệu không được phép làm việc này ({0})"),
    (r"all connections of this process are in use", "mọi kết nối của tiến trình này đều đang bận"),
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
)
