"""Read catalogues that are larger than memory: their triples go to a temporary database and come back record by record.

Connected triples have to be split together: those connected by blank nodes, by ``dcat:distribution``, and by the topic
of a catalog record. Everything else can be split apart, so the triples are ordered by these connections, and as many
connected parts are split at a time as fill some megabytes. The result is that of splitting all at once.

The database has no name: SQLite removes its file as soon as it is open, so nothing stays behind, however it ends.
"""

from .held_bodies import within_space
from .spool import SPOOLED_ABOVE, UNPACKED, Spool, is_spooled, is_unpacked, put_large_aside, spooled_contents

__all__ = [
    "SPOOLED_ABOVE",
    "UNPACKED",
    "Spool",
    "is_spooled",
    "is_unpacked",
    "put_large_aside",
    "spooled_contents",
    "within_space",
]
