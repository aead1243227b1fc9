"""The tables of danhmuc 0.1.0, from which all later schemas come.

As long as this is the only step, they are those of `tables`. Whoever adds the next step puts the tables as they are
here first; a test knows their form (docs/decisions/0091-baseline-of-the-schema.md).
"""

from __future__ import annotations

from alembic import context, op

revision = "0029"
down_revision = None


def upgrade() -> None:
    """Make them in an empty database."""
    context.config.attributes["make_tables"](op.get_bind())
