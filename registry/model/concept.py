"""Concepts, concept schemes and identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, DCAT, DCT, SKOS

from .field_kinds import Many, One, OneTemporal
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource

if TYPE_CHECKING:
    from danhmuc.vocab.concepts import ListedConcept

    from .agents import Agent


class Concept(Resource):
    """An item of a code list; labels and codes that its document lacks come from the bundled lists.

    >>> Concept("http://publications.europa.eu/resource/authority/frequency/MONTHLY").label("en")
    'monthly'

    Source: SKOS Reference; DCAT-AP 3.0.1, class Concept.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its name.")
    alternative_labels: SeveralTexts = SeveralTexts(SKOS.altLabel, "0..*", "Other names of it. Source: SKOS Reference.")
    notation: OneText = OneText(SKOS.notation, "0..1", "Its code. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "0..*", "Its meaning. Source: SKOS Reference.")
    in_scheme: One[ConceptScheme] = One(
        SKOS.inScheme, "0..*", "ConceptScheme", "The list that it is from. Source: SKOS Reference."
    )
    broader: Many[Concept] = Many(SKOS.broader, "0..*", "Concept", "More general items. Source: SKOS Reference.")

    @property
    def listed(self) -> ListedConcept | None:
        """The item of that IRI in the bundled lists; None if no list has it."""
        from danhmuc.vocab import concepts  # lists are loaded only when needed

        return None if self.iri is None else concepts.concept_at(self.iri)

    @property
    def code(self) -> str:
        """Its own code, else that of the lists, else the last part of its IRI; empty for a blank node without code."""
        if self.notation is not None:
            return str(self.notation)
        listed = self.listed
        if listed is not None:
            return listed.code
        return "" if self.iri is None else self.iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]

    def label(self, *languages: str) -> str:
        """Its name in the first of these languages that has one: its own, else that of the lists, else its code."""
        wanted = languages or ("vi", "en")
        own = self.preferred_label.best(*wanted)
        if own is not None:
            return own
        listed = self.listed
        return self.code if listed is None else listed.label(*wanted)


class ConceptScheme(Resource):
    """A code list or another scheme of concepts, such as the themes of a catalogue.

    Source: DCAT-AP 3.0.1, class Concept Scheme; SKOS Reference.
    """

    __slots__ = ()

    title: Translated = Translated(DCT.title, "1..*", "Its name.")
    description: Translated = Translated(DCT.description, "0..*", "Its content. Source: DCMI Metadata Terms.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of first publication. Source: DCMI Metadata Terms.")
    modified: OneTemporal = OneTemporal(DCT.modified, "0..1", "Date of the last change. Source: DCMI Metadata Terms.")
    version: OneText = OneText(DCAT.version, "0..1", "Its version, as a number or name. Source: DCAT 3.")
    top_concepts: Many[Concept] = Many(
        SKOS.hasTopConcept, "0..*", "Concept", "Its most general items. Source: SKOS Reference."
    )


class Identifier(Resource):
    """An identifier with the scheme that it belongs to.

    Source: DCAT-AP 3.0.1, class Identifier; DCAT-US 3.0.
    """

    __slots__ = ()

    notation: OneText = OneText(SKOS.notation, "1", "The identifier itself; its datatype may name the scheme.")
    schema_agency: OneText = OneText(
        ADMS.schemaAgency, "0..1", "Name of the agency that maintains the scheme. Source: DCAT-US 3.0."
    )
    creator: One[Agent] = One(DCT.creator, "0..1", "Agent", "Agent that maintains the scheme. Source: DCAT-US 3.0.")
    issued: OneTemporal = OneTemporal(DCT.issued, "0..1", "Date of assignment. Source: DCAT-US 3.0.")
    version: OneText = OneText(DCAT.version, "0..1", "Version of the scheme. Source: DCAT-US 3.0.")
