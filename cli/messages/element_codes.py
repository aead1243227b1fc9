"""``danhmuc elements match`` of codes: which codes of two lists mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message


class ElementCodesText(Messages, prefix="help-elements"):
    CODE = message("elements-code", "code")
    REASONS: Final[Mapping[str, MessageTemplate]] = {
        "same-notation": message("elements-same-notation", "same code"),
        "same-label": message("elements-same-label", "same label"),
    }
    DECIDED_ABOUT_CODES: Final[Mapping[str, MessageTemplate]] = {
        "accept": message(
            "elements-codes-accepted",
            "{by} accepted: {code!r} of {list} means the same as {other!r} of {other_list}",
        ),
        "reject": message(
            "elements-codes-rejected",
            "{by} rejected: {code!r} of {list} does not mean the same as {other!r} of {other_list}",
        ),
        "revoke": message(
            "elements-codes-revoked",
            "{by} revoked the decision on {code!r} of {list} and {other!r} of {other_list}",
        ),
    }
