"""The reasons why an outcome is not known, in both languages. Which one holds is told by `doubting`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["OF_AGE", "OF_CODE", "OF_DESCRIPTION", "OF_FORCE", "OF_PATTERN", "OF_VALUES", "UNTOLD", "Doubt"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, as the beginning of a sentence: what is not known follows after a colon."""

    vi: str
    en: str


OF_VALUES: Final = Doubt("Chưa biết hết các giá trị", "Not all values are known")
OF_DESCRIPTION: Final = Doubt("Chưa đủ mô tả của giá trị", "Too little is known of the value")
OF_PATTERN: Final = Doubt("Đối chiếu với mẫu quá lâu", "Matching the pattern took too long")
OF_AGE: Final = Doubt("Chưa rõ ngày có quá cũ hay không", "The age of the date cannot be told")
OF_FORCE: Final = Doubt(
    "Chưa rõ hiệu lực vào ngày xét",
    "Its force on that day cannot be told",
)
OF_CODE: Final = Doubt("Bảng mã hiện có chưa cho biết", "No list at hand tells")
UNTOLD: Final = Doubt("Chưa kiểm chứng được", "Cannot be verified")
"""Where there is no single reason."""
