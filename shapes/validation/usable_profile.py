"""Profiles by which records can be accepted: every part of them is read.

Source of the rules: docs/decisions/0058-unread-profiles.md.
"""

from __future__ import annotations

from pathlib import Path

from danhmuc.vocab.errors import ShapesError

from ..messages.shapes_graph import ProfilesText
from ..profiles.loading import Profile, read_profile
from .compiled_shapes import compiled_shapes


def load_profile(name: str | Path) -> Profile:
    """Load the profile with a token, or from a Turtle file; its parents are bundled, or in the same folder.

    Raises:
        UsageError: neither a token nor a path.
        UnknownNameError: neither a known token nor an existing file.
        ShapesError: a file is not a profile, two do not fit together, a rule's annotations cannot be read, or a part of
            the shapes was not read, such as a parameter that SHACL does not know.
    """
    profile = read_profile(name)
    if profile.place is not None:
        refuse_unread_parts(profile)
    return profile


def refuse_unread_parts(profile: Profile) -> None:
    """Refuse a profile of which a part was not read: what it asks would not be asked, and records would pass.

    Raises:
        ShapesError: there is one; or the shapes are recursive, or need a script.
    """
    unread = (*profile.unread, *compiled_shapes(profile.nquads).unread)
    if unread:
        place = profile.token if profile.place is None else profile.place
        raise ShapesError(ProfilesText.PART_UNREAD(place=place, part=unread[0], count=len(unread)))
