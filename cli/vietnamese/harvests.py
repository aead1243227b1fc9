"""Harvests; reasons that the registry keeps with its runs stand in `danhmuc.registry.reasons`."""

from __future__ import annotations

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final = (
    (
        r"cannot harvest an empty location; name a file or a folder",
        "không thu thập được vị trí trống; hãy nêu tệp hoặc thư mục",
    ),
    (
        r"cannot spool (.+): (.+); free space for temporary files, or name a folder with more in TMPDIR",
        "không ghi tạm được {0}: {1}; hãy dọn chỗ cho tệp tạm, hoặc đặt TMPDIR là thư mục còn chỗ",
    ),
)
