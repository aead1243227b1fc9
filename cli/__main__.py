"""``python -m danhmuc.cli``."""

from .main import main

main()
