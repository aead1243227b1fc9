"""Identifiers other than the owner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fields import OneText
from .literal_fields import OneTemporal
from .object_fields import One
from .resource import Resource

if TYPE_CHECKING:
    from .agent import Agent

__all__ = ["Identifier"]


class Identifier(Resource):
    """An identifier with the scheme that it belongs to.

    Source: DCAT-AP 3.0.1, class Identifier; DCAT-US 3.0.
    """

    __slots__ = ()

    notation: OneText = OneText("skos:notation", "1", "The identifier itself; its datatype may name the scheme.")
    schema_agency: OneText = OneText("adms:schemaAgency", "0..1", "Who keeps the scheme, by name. Source: DCAT-US 3.0.")
    creator: One[Agent] = One("dct:creator", "0..1", "Agent", "Who keeps the scheme. Source: DCAT-US 3.0.")
    issued: OneTemporal = OneTemporal("dct:issued", "0..1", "When it was given. Source: DCAT-US 3.0.")
    version: OneText = OneText("dcat:version", "0..1", "Version of the scheme. Source: DCAT-US 3.0.")
