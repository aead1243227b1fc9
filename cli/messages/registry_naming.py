"""``danhmuc registry naming``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


class RegistryNamingText(Messages, prefix="registry-naming"):
    HELP = message(
        "help-registry-naming",
        "Show the naming convention of the registry, or set it to CONVENTION: snake_case, UPPER_SNAKE_CASE, "
        "camelCase or PascalCase.\n\nTechnical names of columns and data elements that are not written so are listed "
        "by danhmuc elements list names. Nothing is refused for its name.",
    )
    BRIEF = message("brief-registry-naming", "Show or set the naming convention of technical names")
    NONE = message("help-registry-naming-none", "No convention: no spelling of a name is listed.")
    BOTH = message("CONVENTION and --none exclude each other; keep one")
    SET = message("naming convention: {name}")
    NOT_SET = message("the registry has no naming convention; danhmuc registry naming CONVENTION sets one")
