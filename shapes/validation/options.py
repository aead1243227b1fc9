"""Options of validators as values: small, hashable and picklable, so that any process can make the validator itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .profile_validator import Validator
from .shacl_validator import ShaclValidator

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from .inputs import RdfInput
    from .profile_validator import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatorOptions:
    """Arguments of `Validator`; code lists are the bundled ones.

    Attributes:
        profile: a token, or the path of a Turtle file.
        today: the reference date of dated rules; None for the current day in Viet Nam.
    """

    profile: str | Path
    engine: Engine = "danhmuc"
    w3c_classes: bool = False
    today: date | None = None

    def validator(self) -> Validator:
        """A new validator.

        Raises:
            UnknownNameError: no such profile or engine.
            UsageError: the profile is neither a token nor a path, or `today` is no day.
            ShapesError: the profile cannot be used.
        """
        return Validator(self.profile, engine=self.engine, w3c_classes=self.w3c_classes, today=self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShaclOptions:
    """Arguments of `danhmuc.shapes.validate`, all but the data.

    Attributes:
        shapes: a path, text, bytes or graph, or a tuple of these.
        details: whether the report graph has ``sh:detail``.
        allow_unread_shapes: whether parts of the shapes that were not read are left out of the report.
        today: the reference date of dated rules; None leaves what needs one unverified.
        data_format, shapes_format: names of formats; None detects them.
    """

    shapes: RdfInput | tuple[RdfInput, ...]
    engine: Engine = "danhmuc"
    w3c_classes: bool = False
    details: bool = False
    allow_unread_shapes: bool = False
    today: date | None = None
    data_format: str | None = None
    shapes_format: str | None = None

    def validator(self) -> ShaclValidator:
        """A new validator.

        Raises:
            ShapesError: the shapes cannot be used.
            UsageError: no such engine or format, or the shapes are none of these.
        """
        return ShaclValidator(
            self.shapes,
            engine=self.engine,
            w3c_classes=self.w3c_classes,
            details=self.details,
            allow_unread_shapes=self.allow_unread_shapes,
            format=self.shapes_format,
        )
