"""Why the program refuses, around the reasons that errors give."""

from __future__ import annotations

from typing import Final

from danhmuc.vocab.messages import message, plural

__all__ = [
    "ANSWER_UNWRITTEN",
    "ARGUMENTS_UNEXPECTED",
    "ARGUMENT_MISSING",
    "ARGUMENT_NOT_UTF8",
    "CHOICE_REFUSED",
    "COMMAND_MISSING",
    "COMMAND_UNKNOWN",
    "DAMAGE_UNKNOWN",
    "HELP_AT",
    "INTERRUPTED",
    "NAME_IS_DASH",
    "NUMBER_REFUSED",
    "OPTION_BLANK",
    "OPTION_MISSING",
    "OPTION_NEEDS_VALUE",
    "OPTION_TAKES_NO_VALUE",
    "OPTION_UNKNOWN",
    "OPTION_UNKNOWN_NEAR",
    "SOURCE_REFUSED",
    "STREAM_CLOSED",
    "UNEXPECTED",
]

INTERRUPTED: Final = message("interrupted", "interrupted")
UNEXPECTED: Final = message("unexpected-error", "unexpected {kind}: {error}; run danhmuc --verbose … for the details")
DAMAGE_UNKNOWN: Final = message(
    "damage-unknown",
    "whether the registry is damaged could not be found out in {seconds} seconds; run danhmuc registry check",
)
SOURCE_REFUSED: Final = message("source-refused", "{source}: {reason}")
ANSWER_UNWRITTEN: Final = message("answer-unwritten", "cannot write {name}: {reason}")
STREAM_CLOSED: Final = message("stream-closed", "it is closed")
HELP_AT: Final = message("refusal-help-at", "{reason} (see {command})")
COMMAND_UNKNOWN: Final = message("command-unknown", "no command {name!r}; there are: {known}")
COMMAND_MISSING: Final = message("command-missing", "missing command; there are: {known}")
ARGUMENT_MISSING: Final = message("argument-missing", "missing argument {name!r}")
OPTION_MISSING: Final = message("option-missing", "missing option {name!r}")
OPTION_BLANK: Final = message("option-blank", "option {name!r} is empty; write at least a word")
OPTION_UNKNOWN: Final = message("option-unknown", "no such option: {name}")
OPTION_UNKNOWN_NEAR: Final = message("option-unknown-near", "no such option: {name}; did you mean {near}?")
OPTION_NEEDS_VALUE: Final = message("option-needs-value", "option {name!r} requires an argument")
OPTION_TAKES_NO_VALUE: Final = message("option-takes-no-value", "option {name!r} does not take a value")
ARGUMENTS_UNEXPECTED: Final = plural(
    "arguments-unexpected", "unexpected extra argument ({arguments})", "unexpected extra arguments ({arguments})"
)
ARGUMENT_NOT_UTF8: Final = message("argument-not-utf8", "an argument is not UTF-8")
CHOICE_REFUSED: Final = message("choice-refused", "invalid value for {name!r}: {value!r} is not one of {choices}")
NAME_IS_DASH: Final = message(
    "name-is-dash",
    "{name} needs the name of a file, and - is none: danhmuc export alone writes to stdout by it, and danhmuc source "
    "load alone reads stdin; write ./- for a file of that name",
)
NUMBER_REFUSED: Final = message(
    "number-refused", "invalid value for {name!r}: {value!r} is not a whole number of at least {least}"
)
