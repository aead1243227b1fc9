"""Event streams (LDES on TREE): their pages, the activities on them, and what these say together."""

from .pages import PageSource
from .reading import read_stream
from .served_stream import is_served_stream

__all__ = ["PageSource", "is_served_stream", "read_stream"]
