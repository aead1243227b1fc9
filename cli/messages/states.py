"""The words for states that only the command line shows; the others are in ``registry.messages.states``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class StatesCommandText(Messages, prefix="state"):
    UNVALIDATED = message("not validated")
