"""The messages of `danhmuc --help`."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message


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
