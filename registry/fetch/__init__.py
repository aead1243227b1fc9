"""The one door to the network, for sources alone: a `WebDoor`.

Polite to the servers it asks (robots.txt, a rate and a ceiling of connections per host, conditional requests,
Retry-After), wary of what they answer (limits of time and size), and safe against what lies behind a name (the guard of
addresses). No other room imports requests, urllib3, socket or protego. Knows no RDF and no source.
Source of the rules: docs/decisions/0036-one-door.md.
"""

from __future__ import annotations

from ..record.door import Conditions, HostTraffic
from .answers import Answer, Body, NotModified
from .connections import Network, SystemNetwork
from .door_settings import DoorSettings, Traffic
from .politeness import SystemClock, WallClock
from .web_door import WebDoor

__all__ = [
    "Answer",
    "Body",
    "Conditions",
    "DoorSettings",
    "HostTraffic",
    "Network",
    "NotModified",
    "SystemClock",
    "SystemNetwork",
    "Traffic",
    "WallClock",
    "WebDoor",
]
