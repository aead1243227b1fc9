"""Words of the program, and of options, refusals and answers that commands share.

The messages of `danhmuc --help`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from danhmuc.vocab.messages import Messages, MessageTemplate, message, plural

# ---------------------------------------------------------------- program


class ProgramText(Messages, prefix="help"):
    PROGRAM_HELP = message(
        "help-program",
        "Metadata registry and data-asset inventory: harvest, validate, export.\n\nStart with: danhmuc demo\n\n"
        "FILE is the name of a file; - stands for stdout in danhmuc export, for stdin in danhmuc source load, and for "
        "nothing in any other command.",
    )
    VERBOSE = message("Write details to stderr.")
    VERSION = message("Show the version.")
    NOT_INSTALLED = message("version-not-installed", "danhmuc (not installed)")
    TEMPLATE_BRIEF = message("brief-template", "Write the workbook that an agency fills in to FILE")
    HARVEST_BRIEF = message("brief-harvest", "Harvest the catalogues at LOCATION")
    APPLY_BRIEF = message("brief-apply", "Apply the plans in FILE that harvest --plan wrote")
    UNDO_BRIEF = message("brief-undo", "Undo a run, or the newest change of a record")
    STATUS_BRIEF = message("brief-status", "Show which source needs attention, or with --since what changed")
    VALIDATE_BRIEF = message("brief-validate", "Validate the catalogues at LOCATION against a profile")
    LIST_BRIEF = message("brief-list", "List records")
    SHOW_BRIEF = message("brief-show", "Show the record with this IRI")
    EXPORT_BRIEF = message("brief-export", "Export the inventory to TARGET")
    REPORT_BRIEF = message("brief-report", "Reports on what the registry has stored")
    SOURCE_BRIEF = message("brief-source", "The sources of the registry")
    VOCAB_BRIEF = message("brief-vocab", "The code lists")
    SHAPES_BRIEF = message("brief-shapes", "Profiles, their rules, and faults in SHACL files")
    ELEMENTS_BRIEF = message("brief-elements", "Data elements and table schemas")
    FEEDBACK_BRIEF = message("brief-feedback", "Feedback of people and businesses on datasets")
    REGISTRY_BRIEF = message("brief-registry", "The registry itself")
    DEMO_BRIEF = message("brief-demo", "Try danhmuc on sample catalogues of Huế in the folder DIR")


# ---------------------------------------------------------------- frame
# The frame of every help page.


class FrameText(Messages, prefix="help"):
    USAGE = message("Usage:")
    COMMANDS = message("Commands")
    NAMES = message("Names")
    EVERY_DAY = message("Every day")
    OFFICERS = message("For officers")
    ADMINISTRATORS = message("For administrators")
    OPTIONS = message("Options")
    SHOW_HELP = message("Show this help.")


# ---------------------------------------------------------------- options
# Options that commands share, and what is wrong with their values.


class OptionsText(Messages, prefix="help"):
    AS_OF = message(
        "As the registry was at WHEN: a day (its end) or time in Viet Nam, or the number of a run (its end)."
    )
    AS_KNOWN_THEN = message(
        "With --as-of: also what is kept back by now, but for what is purged or a state secret; needs --reason.",
    )
    KNOWN_THEN_REASON = message("Why it has to be as it was known then; it is recorded.")
    AS_OF_NOT_WITH = message("as-of-not-with", "--as-of and {option} exclude each other; keep one")
    KNOWN_THEN_NEEDS = message(
        "known-then-needs", "--as-known-then needs --as-of and --reason; --reason and --by need --as-known-then"
    )
    SHOWN_AS_OF = message("shown-as-of", "As of {at}; what is kept back by now does not leave.")
    SHOWN_AS_KNOWN = message("shown-as-known", "As known then, {at}: {reason} ({by}).")
    BY = message("option-by", "Name of who decides, by default that of the account.")
    KIND = message(
        "Kind of the source at LOCATION, such as rdf or data-json. Without it, a file and a document on the web are "
        "looked at, and a folder is rdf.",
    )
    LANG = message("Language of answers, of every command (or DANHMUC_LANG).")
    SEVERAL_VALUES = message("option-several-values", "{option} has several values: {values}; keep one")
    OLD_SPELLING = message("option-old-spelling", "{old} is now {new}; the old spelling works in this release alone")
    REGISTRY = message("help-registry-option", "The registry, {default} by default (or DANHMUC_REGISTRY).")
    READABLE = message(
        "Let others read what is written, as the umask has it; by default marked workbooks, reports, "
        "templates that are filled in and lists of what was left out are for their owner alone.",
    )
    READABLE_ALONE = message(
        "readable-alone",
        "--readable says nothing without an option that writes what is for its owner alone: {options}",
    )
    JSON = message("Answer in JSON.")
    ONLY_SOURCE = message("Only this source.")
    REASON = message("option-change-reason", "Reason, kept with the change.")
    FAIL_ON = message("Severity from which on the exit code is 1; violation by default.")
    NAME_EMPTY = message("name-empty", "an empty {name} names nothing; give a file or a folder")
    DAY_REFUSED = message("option-day-refused", "{option} {text!r} is not a day; write 2025-07-01 or 01/07/2025")


# ---------------------------------------------------------------- workers
# Several locations at once.


class WorkersText(Messages, prefix="worker"):
    KILLED = message(
        "{location}: the process that validated it was killed, perhaps for want of memory; validate it "
        "by itself or with fewer --workers",
    )
    HARVEST_KILLED = message(
        "worker-of-harvest-killed",
        "{location}: the process that harvested it was killed, perhaps for want of memory; harvest it by itself or "
        "with fewer --workers",
    )


# ---------------------------------------------------------------- profile warnings
# Warnings about profiles.


class ProfileWarningsText(Messages, prefix="cli"):
    PROFILE_WARNING = message("warning: profile {profile}: {warning}")


# ---------------------------------------------------------------- refusals
# Why the program refuses, around the reasons that errors give.


class RefusalsText(Messages):
    INTERRUPTED = message("interrupted")
    UNEXPECTED = message("unexpected-error", "unexpected {kind}: {error}; run danhmuc --verbose … for the details")
    DAMAGE_UNKNOWN = message(
        "whether the registry is damaged could not be found out in {seconds} seconds; run danhmuc registry check",
    )
    SOURCE_REFUSED = message("{source}: {reason}")
    ANSWER_UNWRITTEN = message("cannot write {name}: {reason}")
    STREAM_CLOSED = message("it is closed")
    HELP_AT = message("refusal-help-at", "{reason} (see {command})")
    COMMAND_UNKNOWN = message("no command {name!r}; there are: {known}")
    COMMAND_UNKNOWN_NEAR = message("no command {name!r}; did you mean {near}? There are: {known}")
    COMMAND_MISSING = message("missing command; there are: {known}")
    ARGUMENT_MISSING = message("missing argument {name!r}")
    OPTION_MISSING = message("missing option {name!r}")
    OPTION_BLANK = message("option {name!r} is empty; write at least a word")
    OPTION_UNKNOWN = message("no such option: {name}")
    OPTION_UNKNOWN_NEAR = message("no such option: {name}; did you mean {near}?")
    OPTION_NEEDS_VALUE = message("option {name!r} requires an argument")
    OPTION_TAKES_NO_VALUE = message("option {name!r} does not take a value")
    ARGUMENTS_UNEXPECTED = plural("unexpected extra argument ({arguments})", "unexpected extra arguments ({arguments})")
    ARGUMENT_NOT_UTF8 = message("an argument is not UTF-8")
    CHOICE_REFUSED = message("invalid value for {name!r}: {value!r} is not one of {choices}")
    NAME_IS_DASH = message(
        "{name} needs the name of a file, and - is none: danhmuc export alone writes to stdout by it, and danhmuc "
        "source load alone reads stdin; write ./- for a file of that name",
    )
    NUMBER_REFUSED = message("invalid value for {name!r}: {value!r} is not a whole number of at least {least}")


# ---------------------------------------------------------------- answers
# Messages of several answers: numbers of things, verdicts, stages of work.


class AnswersText(Messages, prefix="row"):
    RECORDS = plural("records-counted", "{count} record", "{count} records")
    NODE_RECORDS = plural("node-records-counted", "{count} node record", "{count} node records")
    TRIPLES = plural("triples-counted", "{count} triple", "{count} triples")
    CODES = plural("codes-counted", "{count} code", "{count} codes")
    PASS = message("verdict-pass", "pass")
    FAIL = message("verdict-fail", "fail")
    VERDICT = message("verdict-and-findings", "{verdict}: {findings}")
    NO_TITLE = message("no-title", "(no title)")
    SECRET_TITLE = message("secret-title", "(marked as a state secret)")
    VALUE = message("finding-value", "value: {value}")
    FIX = message("finding-fix", "now: {value}")
    TITLED = message("row-title", "title")
    PUBLISHER = message("publisher")
    SOURCE = message("source")
    STATE = message("state")
    VERDICT_HEADING = message("row-verdict", "verdict")
    VERSION = message("version")
    PROFILE = message("profile")
    NAME = message("name")
    FULL_TITLE = message("title")

    STAGES: Final[Mapping[str, MessageTemplate]] = {
        "read": message("stage-read", "reading"),
        "split": message("stage-split", "splitting"),
        "judge": message("stage-validate", "validating"),
        "compare": message("stage-compare", "comparing"),
        "export": message("stage-export", "exporting"),
        "write": message("stage-write", "writing"),
        "copy": message("stage-copy", "copying rows"),
        "compare-rows": message("stage-compare-rows", "comparing rows"),
        "prune": message("stage-prune", "pruning"),
    }
    """What is being done, by the name that long work reports."""
