"""``python -m danhmuc.cli``."""

from .entry import main

main()
