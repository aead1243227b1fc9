"""Event streams (LDES on TREE): their pages, the activities on them, and what these say together."""

from .file_pages import FilePages
from .served_stream import is_served_stream
from .stream_reading import read_stream
from .web_pages import PageSource, WebPages

__all__ = ["FilePages", "PageSource", "WebPages", "is_served_stream", "read_stream"]
