"""Event streams (LDES on TREE): their pages, the activities on them, and what these say together."""

from .pages import PageSource
from .reading import read_stream

__all__ = ["PageSource", "read_stream"]
