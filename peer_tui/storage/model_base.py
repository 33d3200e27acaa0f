"""What every model is built from: the row with its id, and the kinds of columns.

Dates are plain ISO text, instants UTC text with Z, so that every engine orders them alike.
"""

from __future__ import annotations

from typing import TypeVar

from peewee import BigIntegerField, ForeignKeyField, Model, TextField

_Pointed = TypeVar("_Pointed", bound=Model)


class Row(Model):
    """What every domain table has: an id made by the client, ordered by time."""

    id = BigIntegerField(primary_key=True)

    class Meta:
        """Keep the names of the tables as they are written here."""

        legacy_table_names = False


def text_column() -> TextField:
    """Text that is never absent, only empty."""
    return TextField(default="")


def points_to(model: type[_Pointed]) -> ForeignKeyField[_Pointed]:
    """The id of a row of another table, which cannot be deleted while this one is there."""
    return ForeignKeyField(model, lazy_load=False, on_delete="RESTRICT", index=False)


def may_point_to(model: type[_Pointed]) -> ForeignKeyField[_Pointed | None]:
    """As `points_to`, or nothing."""
    return ForeignKeyField(model, null=True, lazy_load=False, on_delete="RESTRICT", index=False)
