"""``danhmuc registry prune``."""

from __future__ import annotations

from danhmuc.vocab.messages import Messages, message, plural


class RegistryPruneText(Messages, prefix="option"):
    OLDER_THAN = message("Of bodies: delete what nothing has needed for so many days.")
    MAX_BYTES = message("Of bodies: delete the oldest until at most so many raw bytes are left, such as 500MB or 2GiB.")
    DRY_RUN = message("option-dry-run-prune", "Delete nothing; print what would be deleted.")
    PRUNED = message(
        "bodies-pruned",
        "deleted: {size} bytes (documents: {documents}, originals of older versions: {originals}); left: {left} bytes",
    )
    WOULD_PRUNE = message(
        "bodies-prunable",
        "would delete: {size} bytes (documents: {documents}, originals of older versions: {originals}); left: {left} "
        "bytes",
    )
    NEEDED = plural(
        "bodies-needed",
        "{count} of these documents is of the last good run; the next harvest asks for it without conditions: "
        "{sources}",
        "{count} of these documents are of last good runs; the next harvest asks for them without conditions: "
        "{sources}",
    )
    PRUNE_HELP = message(
        "help-registry-prune",
        "Delete what no moment since DAY needs: graphs and findings of versions that had been replaced by then, "
        "findings of verdicts that were over, findings of old runs.\n\nExports stay the same. What leaves, what is "
        "held and what is registered stays, and so do the numbers, times and counts of all versions, verdicts and "
        "runs, and the ledger. Days before DAY cannot be asked about any more, and runs that began before it cannot "
        "be undone.\n\nprune bodies: delete raw bytes that are not needed any more: documents as they were found, and "
        "what sources gave for older versions of records. Documents of the last good run of a source stay, unless "
        "--max-bytes forces it; the next harvest then asks for them without conditions. Without options the limits of "
        "the environment hold, which are those after each harvest: DANHMUC_BODIES_DAYS, by default 30, and "
        "DANHMUC_BODIES_MAX_BYTES.",
    )
    PRUNE_BRIEF = message("brief-registry-prune", "Delete history, or raw bytes, that nothing needs any more")
    BEFORE_MISSING = message("prune-needs-before", "prune needs --before DAY")
    NOT_OF_BODIES = message("prune-bodies-before", "--before is no option of prune bodies; --older-than is")
    ONLY_OF_BODIES = message("prune-history-bytes", "--older-than and --max-bytes are options of prune bodies")
    PRUNE_TITLE = message("title-prune", "Prune")
    BEFORE = message(
        "option-before-prune", "First day, or time, that can still be asked about, in Viet Nam unless it has a zone."
    )
    HISTORY_PRUNED = message(
        "history-pruned",
        "pruned before {before}: versions: {versions}, graphs: {graphs}, findings: {findings}, rests of documents: "
        "{rests}",
    )
    WOULD_PRUNE_HISTORY = message(
        "history-prunable",
        "would prune before {before}: versions: {versions}, graphs: {graphs}, findings: {findings}, rests of "
        "documents: {rests}",
    )
