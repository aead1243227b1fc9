"""Data elements: what the columns of tables mean, and which values they may have; and table schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danhmuc.vocab.terms import ADMS, CSVW, DCAT, DCT, DMV, SKOS, XSD

from .field_kinds import Address, Many, ManyConcepts, ManyInOrder, One, OneConcept, OneNumber
from .fields import OneText, SeveralTexts, Translated
from .resource import Resource
from .value_fields import OneValue

if TYPE_CHECKING:
    from .agents import Agent
    from .concept import Concept, ConceptScheme


class ObjectClass(Resource):
    """A kind of thing that data is about, such as a citizen or a land parcel.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its name. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "0..*", "Its meaning. Source: SKOS Reference.")
    exact_matches: Many[Resource] = Many(
        SKOS.exactMatch, "0..*", "Resource", "The same in other vocabularies. Source: SKOS Reference."
    )


class Property(Resource):
    """A property that is recorded of all objects of a class, such as the date of birth.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its name. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "0..*", "Its meaning. Source: SKOS Reference.")
    exact_matches: Many[Resource] = Many(
        SKOS.exactMatch, "0..*", "Resource", "The same in other vocabularies. Source: SKOS Reference."
    )


class ConceptualDomain(Resource):
    """The meanings that values of a concept can have, whatever way they are written.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its name. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "0..*", "Its meaning. Source: SKOS Reference.")
    exact_matches: Many[Resource] = Many(
        SKOS.exactMatch, "0..*", "Resource", "The same in other vocabularies. Source: SKOS Reference."
    )


class DataElementConcept(Resource):
    """A property of an object class, whatever way its values are written.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its name. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "0..*", "Its meaning. Source: SKOS Reference.")
    object_class: One[ObjectClass] = One(
        DMV.objectClass, "0..1", "ObjectClass", "The kind of thing. Source: danhmuc's vocabulary."
    )
    element_property: One[Property] = One(
        DMV.elementProperty, "0..1", "Property", "What is recorded of it. Source: danhmuc's vocabulary."
    )
    conceptual_domain: One[ConceptualDomain] = One(
        DMV.conceptualDomain,
        "0..1",
        "ConceptualDomain",
        "The meanings that its values can have. Source: danhmuc's vocabulary.",
    )


class ColumnDatatype(Resource):
    """A datatype of a column or value domain: a built-in one with its bounds, or one that is built in itself.

    Source: Metadata Vocabulary for Tabular Data.
    """

    __slots__ = ()

    base: OneText = OneText(
        CSVW.base, "0..1", "Name of the built-in datatype. Source: Metadata Vocabulary for Tabular Data."
    )
    format: OneText = OneText(
        CSVW.format,
        "0..1",
        "Its form: a regular expression, or the pattern of a number or date."
        " Source: Metadata Vocabulary for Tabular Data.",
    )
    length: OneNumber = OneNumber(
        CSVW.length,
        "0..1",
        "Length of values, in characters. Source: Metadata Vocabulary for Tabular Data.",
        range=XSD.nonNegativeInteger,
    )
    min_length: OneNumber = OneNumber(
        CSVW.minLength,
        "0..1",
        "Smallest length, in characters. Source: Metadata Vocabulary for Tabular Data.",
        range=XSD.nonNegativeInteger,
    )
    max_length: OneNumber = OneNumber(
        CSVW.maxLength,
        "0..1",
        "Largest length, in characters. Source: Metadata Vocabulary for Tabular Data.",
        range=XSD.nonNegativeInteger,
    )
    min_inclusive: OneText = OneText(
        CSVW.minInclusive, "0..1", "Smallest value. Source: Metadata Vocabulary for Tabular Data."
    )
    max_inclusive: OneText = OneText(
        CSVW.maxInclusive, "0..1", "Largest value. Source: Metadata Vocabulary for Tabular Data."
    )
    min_exclusive: OneText = OneText(
        CSVW.minExclusive, "0..1", "What values are greater than. Source: Metadata Vocabulary for Tabular Data."
    )
    max_exclusive: OneText = OneText(
        CSVW.maxExclusive, "0..1", "What values are smaller than. Source: Metadata Vocabulary for Tabular Data."
    )
    total_digits: OneNumber = OneNumber(
        XSD.totalDigits,
        "0..1",
        "Largest number of digits. Source: XML Schema Definition Language.",
        range=XSD.nonNegativeInteger,
    )
    fraction_digits: OneNumber = OneNumber(
        XSD.fractionDigits,
        "0..1",
        "Largest number of digits behind the decimal point. Source: XML Schema Definition Language.",
        range=XSD.nonNegativeInteger,
    )


class ValueDomain(Resource):
    """The values that are allowed: a code list, or a datatype with unit, format and bounds.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    preferred_label: Translated = Translated(SKOS.prefLabel, "0..*", "Its name. Source: SKOS Reference.")
    datatype: One[ColumnDatatype] = One(
        CSVW.datatype,
        "0..1",
        "ColumnDatatype",
        "Its datatype, with format and bounds. Source: Metadata Vocabulary for Tabular Data.",
    )
    native_type: OneText = OneText(
        DMV.nativeType, "0..1", "The datatype as its schema writes it. Source: danhmuc's vocabulary."
    )
    unit: OneValue = OneValue(
        DMV.unit, "0..1", "Unit of its values, as an IRI or symbol. Source: danhmuc's vocabulary."
    )
    code_list: One[ConceptScheme] = One(
        DMV.codeList, "0..1", "ConceptScheme", "The list that its values are codes of. Source: danhmuc's vocabulary."
    )
    allowed_values: Many[Concept] = Many(
        DMV.allowedValue, "0..*", "Concept", "Its values one by one. Source: danhmuc's vocabulary."
    )
    valid_range: Translated = Translated(
        DMV.validRange, "0..*", "Its range in words, where no bounds say it. Source: danhmuc's vocabulary."
    )
    conceptual_domain: One[ConceptualDomain] = One(
        DMV.conceptualDomain, "0..1", "ConceptualDomain", "The meanings of its values. Source: danhmuc's vocabulary."
    )


class DataElement(Resource):
    """One term of a data dictionary: the smallest unit of data with a definition and a value domain.

    Source: ISO/IEC 11179-3.
    """

    __slots__ = ()

    identifier: OneText = OneText(DCT.identifier, "1", "Its identifier. Source: DCMI Metadata Terms.")
    preferred_label: Translated = Translated(SKOS.prefLabel, "1..*", "Its business name. Source: SKOS Reference.")
    definition: Translated = Translated(SKOS.definition, "1..*", "Its meaning. Source: SKOS Reference.")
    scope_note: Translated = Translated(SKOS.scopeNote, "0..*", "Where it is used. Source: SKOS Reference.")
    subjects: Many[Concept] = Many(
        DCT.subject, "0..*", "Concept", "Groups that it belongs to. Source: DCMI Metadata Terms."
    )
    object_class: One[ObjectClass] = One(
        DMV.objectClass, "0..1", "ObjectClass", "The kind of thing that it is about. Source: danhmuc's vocabulary."
    )
    data_element_concept: One[DataElementConcept] = One(
        DMV.dataElementConcept,
        "0..1",
        "DataElementConcept",
        "The concept that it represents. Source: danhmuc's vocabulary.",
    )
    creators: Many[Agent] = Many(DCT.creator, "0..*", "Agent", "Units that created it. Source: DCMI Metadata Terms.")
    rights_holders: Many[Agent] = Many(
        DCT.rightsHolder, "0..*", "Agent", "Units that own it. Source: DCMI Metadata Terms."
    )
    languages: ManyConcepts = ManyConcepts(
        DCT.language, "0..*", "language", "Languages of its values. Source: DCMI Metadata Terms."
    )
    version: OneText = OneText(DCAT.version, "0..1", "Its version, as a number or name. Source: DCAT 3.")
    status: OneConcept = OneConcept(ADMS.status, "0..1", "distribution-status", "Its state. Source: DCAT 3.")
    references: Many[Resource] = Many(
        DCT.references, "0..*", "Resource", "Documents about it. Source: DCMI Metadata Terms."
    )
    alternative_labels: SeveralTexts = SeveralTexts(SKOS.altLabel, "0..*", "Synonyms. Source: SKOS Reference.")
    related: Many[Resource] = Many(SKOS.related, "0..*", "Resource", "Related terms. Source: SKOS Reference.")
    business_attributes: Translated = Translated(
        DMV.businessAttributes, "0..*", "Further attributes for the business. Source: danhmuc's vocabulary."
    )
    technical_name: OneText = OneText(
        CSVW.name, "0..1", "Its name in tables. Source: Metadata Vocabulary for Tabular Data."
    )
    value_domain: One[ValueDomain] = One(
        DMV.valueDomain, "1", "ValueDomain", "The values that are allowed. Source: danhmuc's vocabulary."
    )
    type: OneText = OneText(DCT.type, "0..1", "Its type in RDF or OWL. Source: DCMI Metadata Terms.")
    field_relations: Translated = Translated(
        DMV.fieldRelations, "0..*", "Fields that it relates to, in words. Source: danhmuc's vocabulary."
    )
    technical_attributes: Translated = Translated(
        DMV.technicalAttributes, "0..*", "Further technical attributes. Source: danhmuc's vocabulary."
    )
    normalisation: Translated = Translated(
        DMV.normalisation, "0..*", "How values are brought into their normal form. Source: danhmuc's vocabulary."
    )
    endpoint_url: Address = Address(DCAT.endpointURL, "0..1", "Address of an API that gives it. Source: DCAT 3.")
    exact_matches: Many[Resource] = Many(
        SKOS.exactMatch, "0..*", "Resource", "The same in other vocabularies. Source: SKOS Reference."
    )


class TableColumn(Resource):
    """A column of a table.

    Source: Metadata Vocabulary for Tabular Data.
    """

    __slots__ = ()

    name: OneText = OneText(CSVW.name, "1", "Its technical name. Source: Metadata Vocabulary for Tabular Data.")
    title: Translated = Translated(
        CSVW.title, "0..*", "Its name for people. Source: Metadata Vocabulary for Tabular Data."
    )
    description: Translated = Translated(DCT.description, "0..*", "Its meaning. Source: DCMI Metadata Terms.")
    datatype: One[ColumnDatatype] = One(
        CSVW.datatype,
        "0..1",
        "ColumnDatatype",
        "Its datatype, with format and bounds. Source: Metadata Vocabulary for Tabular Data.",
    )
    value_domain: One[ValueDomain] = One(
        DMV.valueDomain, "0..1", "ValueDomain", "What else limits its values. Source: danhmuc's vocabulary."
    )
    data_element: One[DataElement] = One(
        DMV.dataElement, "0..1", "DataElement", "The data element that it uses. Source: danhmuc's vocabulary."
    )
    required: OneValue = OneValue(
        CSVW.required, "0..1", "Whether each row has a value. Source: Metadata Vocabulary for Tabular Data."
    )
    is_unique: OneValue = OneValue(
        DMV.isUnique, "0..1", "Whether no two rows have the same value. Source: danhmuc's vocabulary."
    )
    default: OneText = OneText(
        CSVW.default, "0..1", "The value where none is written. Source: Metadata Vocabulary for Tabular Data."
    )
    references: OneText = OneText(
        DMV.references, "0..1", "Table and column that a foreign key leads to. Source: danhmuc's vocabulary."
    )


class TableSchema(Resource):
    """The columns of a table; datasets and distributions name it as a standard that they conform to.

    Source: Metadata Vocabulary for Tabular Data.
    """

    __slots__ = ()

    name: OneText = OneText(
        CSVW.name, "0..1", "Technical name of the table. Source: Metadata Vocabulary for Tabular Data."
    )
    title: Translated = Translated(DCT.title, "0..*", "Its name. Source: DCMI Metadata Terms.")
    description: Translated = Translated(DCT.description, "0..*", "Its content. Source: DCMI Metadata Terms.")
    schema_name: OneText = OneText(
        DMV.schemaName, "0..1", "Schema of the database that the table is in. Source: danhmuc's vocabulary."
    )
    columns: ManyInOrder[TableColumn] = ManyInOrder(
        CSVW.column, "1..*", "TableColumn", "Its columns in order. Source: Metadata Vocabulary for Tabular Data."
    )
    primary_keys: SeveralTexts = SeveralTexts(
        CSVW.primaryKey, "0..*", "Columns of the primary key. Source: Metadata Vocabulary for Tabular Data."
    )
    is_schema_of: Many[Resource] = Many(
        DMV.isSchemaOf, "0..*", "Resource", "Datasets whose tables it describes. Source: danhmuc's vocabulary."
    )
