"""Advice on a value for which there is no certain fix; ``sentence`` is what the rule requires."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class AdviceText(Messages, prefix="advice"):
    SEE_LIST = message("{sentence} To see the codes: `danhmuc vocab show {token}`.")
    SEVERAL_CODES = message("{sentence} The value may mean {codes}; write one of these codes.")
    SIZE_UNCERTAIN = message("{sentence} Which number of bytes is meant is not certain: {sizes:d}.")
    """For a size that may mean several numbers, such as one in MB."""
