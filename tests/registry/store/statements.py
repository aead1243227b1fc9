"""Statements beside danhmuc, which knows the tables of its own schema alone."""

from __future__ import annotations

from sqlalchemy import create_engine, text


def execute(url: str, *statements: str) -> None:
    """Execute statements in a database."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for one in statements:
            connection.execute(text(one))
    engine.dispose()
