"""``danhmuc shapes``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class ShapesText(Messages):
    HELP = message("help-shapes", "Profiles, their rules, and faults in SHACL files.")
    LINT_HELP = message(
        "help-shapes-lint",
        "Look for faults in SHACL files themselves: unknown terms, rules that never find anything, "
        "contradictions.\n\n"
        "Exit code 1: violations (see --fail-on) or a file that cannot be read; 3: one that cannot be "
        "opened.",
    )
    LINT_BRIEF = message("brief-shapes-lint", "Look for faults in SHACL files themselves")
    LINTED = plural("lint-heading", "{file}  {count} shape", "{file}  {count} shapes")
    LIST_HELP = message("help-shapes-list", "List the profiles that come with danhmuc.")
    LIST_BRIEF = message("brief-shapes-list", "List the profiles that come with danhmuc")
    BUILDS_ON = message("profiles-builds-on", "builds on")
    OWN_RULES = message("profiles-own-rules", "rules of its own")
    ALL_RULES = message("profiles-all-rules", "all rules")
    SHOW_HELP = message(
        "help-shapes-show",
        "Show the rules of PROFILE; with RULE that rule alone.\n\n"
        "PROFILE is a token or a Turtle file; RULE is a rule's code, such as dcat-ap:Dataset-title.",
    )
    SHOW_BRIEF = message("brief-shapes-show", "Show the rules of PROFILE")
    RULE = message("rules-rule", "rule")
    SEVERITY = message("rules-severity", "severity")
    BASIS = message("rules-basis", "basis")
    MESSAGE = message("rules-message", "message")
    RULE_UNKNOWN = message("profile {profile} has no rule {rule}; `danhmuc shapes show {profile}` lists all rules")
    RULE_UNKNOWN_NEAR = message("profile {profile} has no rule {rule}; near it: {near}")
    RULE_NAME = message("name: {name}")
    RULE_SEVERITY = message("severity: {severity}")
    RULE_LAYER = message("layer: {layer}")
    RULE_PATH = message("property: {path}")
    RULE_MESSAGE = message("message: {message}")
    RULE_BASIS = message("basis: {basis}")
    RULE_FROM = message("applies from: {day}")
    RULE_UNTIL = message("applies until: {day}")
    RULE_REPLACED = message("use instead: {property}")
    RULE_SEE_ALSO = message("see also: {pages}")
    DEACTIVATED = message("rule-deactivated", "deactivated")
