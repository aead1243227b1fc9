"""The states of feedback, requests and agreements, and the classes of these."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from danhmuc.vocab.terms import DMV, DQV, ODRL

FEEDBACK_KINDS: Final = "feedback-kind"
FEEDBACK_STATES: Final = "feedback-status"
REQUEST_STATES: Final = "request-status"
"""Tokens of the code lists."""
_CONCEPT: Final = "https://w3id.org/danhmuc/concept/"
FEEDBACK_APPROVED: Final = NamedNode(f"{_CONCEPT}{FEEDBACK_STATES}/DUYET_CONG_BO")
"""The only state in which feedback leaves."""
REQUEST_AGREED: Final = NamedNode(f"{_CONCEPT}{REQUEST_STATES}/DA_THOA_THUAN")
_DUV: Final = "http://www.w3.org/ns/duv#"
FEEDBACK_CLASSES: Final = frozenset(
    {
        DQV.UserQualityFeedback,
        NamedNode(f"{_DUV}UserFeedback"),
        NamedNode(f"{_DUV}RatingFeedback"),
    }
)
ANNOTATION_CLASSES: Final = FEEDBACK_CLASSES | {DMV.DataRequest, ODRL.Agreement}
"""What is said or agreed about datasets: it has a rule of its own for what leaves."""
