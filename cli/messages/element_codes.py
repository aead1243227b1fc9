"""``danhmuc elements match codes``: which codes of two lists mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message

from .elements import DecisionWords


class ElementCodesText(Messages, prefix="help-elements"):
    HELP = message(
        "help-elements-match-codes",
        "Which codes of two lists mean the same. Both lists have to be of one conceptual domain: value domains of it "
        "are bound to them.",
    )
    BRIEF = message("brief-elements-match-codes", "Find and decide which codes of two lists mean the same")
    LIST_HELP = message(
        "help-elements-match-codes-list",
        "List the codes of two lists of one conceptual domain that share a notation or a label (without case, "
        "diacritics and separators). What a list states itself is not listed. Nothing is changed.",
    )
    LIST_BRIEF = message("brief-elements-match-codes-list", "List the codes that may mean the same")
    ONLY_DOMAIN = message("Only lists of this conceptual domain.")
    CODE = message("elements-code", "code")
    REASONS: Final[Mapping[str, MessageTemplate]] = {
        "same-notation": message("elements-same-notation", "same code"),
        "same-label": message("elements-same-label", "same label"),
    }
    DECISIONS_ABOUT_CODES: Final[Mapping[str, DecisionWords]] = {
        "accept": DecisionWords(
            "accepted",
            message(
                "help-elements-match-codes-accept",
                "Record that CODE of LIST and OTHER_CODE of OTHER_LIST mean the same; LIST is a token or an IRI.",
            ),
            message("brief-elements-match-codes-accept", "Record that two codes mean the same"),
            message(
                "elements-codes-accepted",
                "{by} accepted: {code!r} of {list} means the same as {other!r} of {other_list}",
            ),
        ),
        "reject": DecisionWords(
            "rejected",
            message(
                "help-elements-match-codes-reject",
                "Record that CODE of LIST and OTHER_CODE of OTHER_LIST do not mean the same.",
            ),
            message("brief-elements-match-codes-reject", "Record that two codes do not mean the same"),
            message(
                "elements-codes-rejected",
                "{by} rejected: {code!r} of {list} does not mean the same as {other!r} of {other_list}",
            ),
        ),
        "revoke": DecisionWords(
            "revoked",
            message(
                "help-elements-match-codes-revoke",
                "Revoke what was decided about CODE of LIST and OTHER_CODE of OTHER_LIST.",
            ),
            message("brief-elements-match-codes-revoke", "Revoke a decision about two codes"),
            message(
                "elements-codes-revoked",
                "{by} revoked the decision on {code!r} of {list} and {other!r} of {other_list}",
            ),
        ),
    }
