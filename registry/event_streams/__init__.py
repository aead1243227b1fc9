"""Event streams (LDES on TREE): their pages, the activities on them, and what these say together."""

from .pages import FilePages
from .served_pages import PageSource, ServedPages, is_served_stream
from .stream_reading import read_stream

__all__ = ["FilePages", "PageSource", "ServedPages", "is_served_stream", "read_stream"]
