"""Words of `danhmuc vocab` and `danhmuc shapes`.

``danhmuc vocab``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- code lists


class CodeListsCommandText(Messages, prefix="help-vocab"):
    HELP = message("help-vocab", "The code lists.")
    LIST_HELP = message("help-vocab-list", "List the code lists, each with the version in force; needs no registry.")
    LIST_BRIEF = message("brief-vocab-list", "List the code lists, each with the version in force")
    EVERY_VERSION = message("help-vocab-all", "Versions not in force, too.")
    SHOW_HELP = message(
        "help-vocab-show",
        "Show the code list TOKEN; with TEXT look up a code, name or IRI, with or without diacritics.\n\n"
        "Where no code or name is TEXT, those that contain all its words are listed.",
    )
    SHOW_BRIEF = message("brief-vocab-show", "Show the code list TOKEN")
    ON = message("Only codes valid on that day, such as 2025-07-01 or 01/07/2025.")
    ADD_HELP = message(
        "help-vocab-add",
        "Load the code list in FILE (SKOS, or CSV with columns code and name) into the registry.\n\n"
        "A loaded code list replaces the bundled one of the same name, in this registry only.",
    )
    ADD_BRIEF = message("brief-vocab-add", "Load the code list in FILE")
    TOKEN = message("Short name of the code list; by default what the file says, or made from its name.")
    TITLE = message("Full name of the code list.")
    COMPLETE = message("The code list holds every code: one that is not in it is wrong.")
    DATE = message("Day of the snapshot, such as 2026-11-25.")
    PARENTS = message("Code list with the parents of a CSV file, where they are not in the file.")
    USE_HELP = message(
        "help-vocab-use",
        "Put a version of the code list TOKEN in force that was loaded before; without VERSION the bundled one.",
    )
    USE_BRIEF = message("brief-vocab-use", "Put a version of the code list TOKEN in force that was loaded before")
    LIST_HEADING = message("lists-list", "list")
    CODES_HEADING = message("lists-codes", "codes")
    KIND = message("lists-kind", "kind")
    FROM_HEADING = message("lists-from", "from")
    COMPLETE_LIST = message("list-complete", "complete")
    SNAPSHOT = message("list-snapshot", "snapshot")
    NOT_IN_FORCE = message("list-not-in-force", "{origin}, not in force")
    BUNDLED = message("list-bundled", "bundled")
    LOADED = message("list-loaded", "loaded {moment}")
    VERSION_OF_LIST = message("list-version", "{token}: {codes}, version {version}, {origin}")
    CHANGED_LIST = message("list-changed", "{token}: {change}, {codes}, version {version}, {origin}")
    SOME_CODES = plural("codes-shown", "{shown}/{count} code", "{shown}/{count} codes")
    AGAINST = message(
        "list-against", "against version {version} ({origin}): {added} added, {removed} removed, {changed} changed"
    )
    UNREAD = message("list-columns-unread", "columns not read: {columns}")
    CODE = message("codes-code", "code")
    BELONGS_TO = message("codes-belongs-to", "belongs to")
    STATUS = message("codes-status", "status")
    VALID = message("codes-valid", "valid")
    REPLACED_BY = message("codes-replaced-by", "replaced by")
    NOT_FOUND = message("code-not-found", "no code, name or IRI is {text!r}")
    NOT_FOUND_NEAR = message("code-not-found-near", "no code, name or IRI is {text!r}; near it: {near}")
    CODES_NOT_VALID = plural("codes-not-valid", "{count} code not valid on {day}", "{count} codes not valid on {day}")
    CODE_NOT_VALID = message("code-not-valid", "{code} {name}: not valid on {day}")
    CODE_NOT_VALID_REPLACED = message(
        "code-not-valid-replaced", "{code} {name}: not valid on {day}; replaced by {successors}"
    )
    SOURCE_OF_CODE = message("code-source", "source of {code}: {source}")
    VALID_FROM = message("code-valid-from", "from {day}")
    VALID_UNTIL = message("code-valid-until", "until {day}")

    ISSUER = message("acts-issuer", "issued by")
    GRADE = message("acts-grade", "grade")
    SEEN_ON = message("acts-seen", "seen on")
    SOURCE = message("acts-source", "source")
    ACTS_BUNDLED = message(
        "acts-bundled",
        "the status of legal acts is that of the bundled list, since the registry cannot be used: {reason}",
    )

    STATUSES: Final[Mapping[str, MessageTemplate]] = {
        "active": message("code-active", "active"),
        "closed": message("code-closed", "closed"),
        "deprecated": message("code-deprecated", "deprecated"),
    }
    """The word for the status of a code."""


# ---------------------------------------------------------------- shapes
# ``danhmuc shapes``.


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


# ---------------------------------------------------------------- shacl
# ``danhmuc validate --shapes``.


class ShaclText(Messages, prefix="shacl"):
    HEADING = message("{location}  shapes {shapes}")
    LARGE = message("{location}: {megabytes} MB; to validate it against these shapes, all of it is held in memory")
    WARNING = message("cli-shacl-warning", "warning: {warning}")
    MORE_WARNINGS = message("warning: {number} more; --json has all")
    MORE_RULES = plural(
        "cli-shacl-more-rules",
        "{count} more rule; --json has all findings",
        "{count} more rules; --json has all findings",
    )
    UNREAD_SHAPES = plural(
        "cli-shacl-unread-shapes",
        "{count} part of the shapes was not read, see the warnings; --accept unread-shapes passes all the same",
        "{count} parts of the shapes were not read, see the warnings; --accept unread-shapes passes all the same",
    )
    BECAUSE = message("because: {reason}")
