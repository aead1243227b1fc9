"""Write a package once more with fixed dates and in a fixed order, so that the same content is the same bytes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final

_DAY: Final = (2020, 1, 1, 0, 0, 0)
_ISO: Final = b"2020-01-01T00:00:00Z"
_CORE: Final = "docProps/core.xml"
_DATES: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


def with_fixed_dates(data: bytes) -> bytes:
    """The package with the same parts, of which none tells when it was made."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == _CORE:
                content = _DATES.sub(rb"\g<1>" + _ISO + rb"\g<2>", content)
            entry = zipfile.ZipInfo(part.filename, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return packed.getvalue()
