"""``danhmuc shapes``."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ALL_RULES",
    "BASIS",
    "BUILDS_ON",
    "DEACTIVATED",
    "HELP",
    "LINTED",
    "LINT_BRIEF",
    "LINT_HELP",
    "LIST_BRIEF",
    "LIST_HELP",
    "MESSAGE",
    "OWN_RULES",
    "RULE",
    "RULE_BASIS",
    "RULE_FROM",
    "RULE_LAYER",
    "RULE_MESSAGE",
    "RULE_NAME",
    "RULE_PATH",
    "RULE_REPLACED",
    "RULE_SEE_ALSO",
    "RULE_SEVERITY",
    "RULE_UNKNOWN",
    "RULE_UNKNOWN_NEAR",
    "RULE_UNTIL",
    "SEVERITY",
    "SHOW_BRIEF",
    "SHOW_HELP",
]

HELP: Final = message("help-shapes", "Profiles, their rules, and faults in SHACL files.")
LINT_HELP: Final = message(
    "help-shapes-lint",
    "Look for faults in SHACL files themselves: unknown terms, rules that never find anything, "
    "contradictions.\n\n"
    "Exit code 1: violations (see --fail-on) or a file that cannot be read; 3: one that cannot be "
    "opened.",
)
LINT_BRIEF: Final = message("brief-shapes-lint", "Look for faults in SHACL files themselves")
LINTED: Final = plural("lint-heading", "{file}  {count} shape", "{file}  {count} shapes")
LIST_HELP: Final = message("help-shapes-list", "List the profiles that come with danhmuc.")
LIST_BRIEF: Final = message("brief-shapes-list", "List the profiles that come with danhmuc")
BUILDS_ON: Final = message("profiles-builds-on", "builds on")
OWN_RULES: Final = message("profiles-own-rules", "rules of its own")
ALL_RULES: Final = message("profiles-all-rules", "all rules")
SHOW_HELP: Final = message(
    "help-shapes-show",
    "Show the rules of PROFILE; with RULE that rule alone.\n\n"
    "PROFILE is a token or a Turtle file; RULE is a rule's code, such as dcat-ap:Dataset-title.",
)
SHOW_BRIEF: Final = message("brief-shapes-show", "Show the rules of PROFILE")
RULE: Final = message("rules-rule", "rule")
SEVERITY: Final = message("rules-severity", "severity")
BASIS: Final = message("rules-basis", "basis")
MESSAGE: Final = message("rules-message", "message")
RULE_UNKNOWN: Final = message(
    "rule-unknown", "profile {profile} has no rule {rule}; `danhmuc shapes show {profile}` lists all rules"
)
RULE_UNKNOWN_NEAR: Final = message("rule-unknown-near", "profile {profile} has no rule {rule}; near it: {near}")
RULE_NAME: Final = message("rule-name", "name: {name}")
RULE_SEVERITY: Final = message("rule-severity", "severity: {severity}")
RULE_LAYER: Final = message("rule-layer", "layer: {layer}")
RULE_PATH: Final = message("rule-path", "property: {path}")
RULE_MESSAGE: Final = message("rule-message", "message: {message}")
RULE_BASIS: Final = message("rule-basis", "basis: {basis}")
RULE_FROM: Final = message("rule-from", "applies from: {day}")
RULE_UNTIL: Final = message("rule-until", "applies until: {day}")
RULE_REPLACED: Final = message("rule-replaced", "use instead: {property}")
RULE_SEE_ALSO: Final = message("rule-see-also", "see also: {pages}")
DEACTIVATED: Final = message("rule-deactivated", "deactivated")
