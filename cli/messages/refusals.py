"""Why the program refuses, around the reasons that errors give."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


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
