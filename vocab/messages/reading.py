"""Messages of the reader: findings about documents that it can read, and reasons why it cannot read others."""

from __future__ import annotations

from typing import Final

from .values import message, plural

__all__ = [
    "ATTRIBUTE_DEFAULT",
    "BASE_UNUSABLE",
    "BYTE_NOT_IN_ENCODING",
    "CONTEXTS_TOO_COSTLY",
    "CONTEXTS_TOO_LARGE",
    "CONTEXT_CIRCULAR",
    "CONTEXT_ON_NETWORK",
    "CONTEXT_TOO_DEEP",
    "CONTEXT_UNKNOWN",
    "CONTEXT_UNKNOWN_NEAR",
    "CONTEXT_UNKNOWN_NONE",
    "DOCTYPE_ELSEWHERE",
    "DOCUMENT_CONVERTED",
    "DOCUMENT_EMPTY",
    "DOCUMENT_FORMAT_UNKNOWN",
    "DOCUMENT_FORMAT_UNKNOWN_IN_PIECES",
    "DOCUMENT_IS_7Z",
    "DOCUMENT_IS_BINARY",
    "DOCUMENT_IS_BZIP2",
    "DOCUMENT_IS_CKAN",
    "DOCUMENT_IS_CKAN_PAGE",
    "DOCUMENT_IS_DATA_JSON",
    "DOCUMENT_IS_EMPTY_ZIP",
    "DOCUMENT_IS_HTML",
    "DOCUMENT_IS_JPEG",
    "DOCUMENT_IS_OLD_OFFICE",
    "DOCUMENT_IS_PDF",
    "DOCUMENT_IS_PNG",
    "DOCUMENT_IS_XZ",
    "DOCUMENT_IS_ZIP",
    "DOCUMENT_IS_ZSTD",
    "DOCUMENT_TOO_DENSE",
    "DOCUMENT_TOO_LARGE",
    "ENCODING_UNKNOWN",
    "ENTITIES_EXPANDING",
    "ENTITIES_LONG",
    "ENTITY_EXTERNAL",
    "ENTITY_NESTED",
    "ENTITY_PARAMETER",
    "GZIP_CUT_OFF",
    "GZIP_DAMAGED",
    "GZIP_TOO_DENSE",
    "GZIP_TOO_LARGE",
    "IRI_CHARACTER_ODD",
    "IRI_CORRECTED",
    "IRI_ESCAPED",
    "IRI_NOT_CANONICAL",
    "IRI_RELATIVE",
    "JSON_KEY_UNDEFINED",
    "JSON_TOO_DEEP",
    "JSON_TOO_LARGE",
    "LANGUAGE_TAG_REPAIRED",
    "PARSE_TYPE_UNKNOWN",
    "SYNTAX_FAULT_AFTER",
    "SYNTAX_FAULT_AT",
    "TERM_TOO_LONG",
    "TERM_TOO_LONG_NEAR",
    "TEXT_DIRECTION_LEFT_OUT",
    "TRIPLE_TERM",
    "XML_MALFORMED",
    "XML_TOO_DEEP",
    "XML_TOO_MANY_NAMES",
]

# What is noticed in documents that can be read.
DOCUMENT_CONVERTED: Final = message(
    "document-converted",
    "The document was not plain UTF-8 and was converted; it should be published as UTF-8, without BOM.",
)
IRI_NOT_CANONICAL: Final = message(
    "iri-not-canonical",
    "An IRI of a well-known vocabulary was not in its usual form and was corrected; fix it at the source.",
)
IRI_CORRECTED: Final = plural(
    "iri-corrected",
    "An IRI of a well-known vocabulary was not in its usual form and was corrected in {count} triple; "
    "fix it at the source.",
    "An IRI of a well-known vocabulary was not in its usual form and was corrected in {count} triples; "
    "fix it at the source.",
)
IRI_ESCAPED: Final = message(
    "iri-escaped", "Characters that IRIs may not contain were percent-encoded; the IRI should be fixed at the source."
)
IRI_CHARACTER_ODD: Final = message(
    "iri-character-odd",
    "The IRI contains a space-like or invisible character; it is kept as it is but should be checked.",
)
LANGUAGE_TAG_REPAIRED: Final = message(
    "language-tag-repaired",
    "The language tag was ill-formed and was repaired; it should be a tag of BCP 47, such as vi or en-us.",
)
TEXT_DIRECTION_LEFT_OUT: Final = message(
    "text-direction-left-out",
    "The direction of the text (ltr, rtl) was left out, because many programs cannot read it; text and language stay.",
)
IRI_RELATIVE: Final = message(
    "iri-relative", "The relative IRI was joined to a stand-in base; it should be absolute, or a base be declared."
)
JSON_KEY_UNDEFINED: Final = message(
    "json-key-undefined", "The JSON key is in no @context, so by JSON-LD it is not RDF; the @context should define it."
)

# Documents that are not RDF.
DOCUMENT_EMPTY: Final = message("document-empty", "an empty file")
DOCUMENT_IS_HTML: Final = message(
    "document-is-html", "an HTML page, not RDF; the location may need another address or a login"
)
DOCUMENT_IS_DATA_JSON: Final = message(
    "document-is-data-json",
    "data.json (Project Open Data or DCAT-US JSON without a DCAT @context), not RDF; a source of such documents has the"
    " kind data-json",
)
DOCUMENT_IS_CKAN: Final = message(
    "document-is-ckan",
    "an answer of the CKAN action API, not RDF; harvest the address of the portal as a source of the kind ckan"
    " (--kind ckan)",
)
DOCUMENT_IS_CKAN_PAGE: Final = message(
    "document-is-ckan-page",
    "an HTML page of a CKAN portal, not RDF; harvest the address of the portal as a source of the kind ckan"
    " (--kind ckan)",
)
DOCUMENT_IS_PDF: Final = message("document-is-pdf", "a PDF file, not RDF")
DOCUMENT_IS_ZIP: Final = message("document-is-zip", "a ZIP archive or an Office file, not RDF")
DOCUMENT_IS_EMPTY_ZIP: Final = message("document-is-empty-zip", "an empty ZIP archive, not RDF")
DOCUMENT_IS_OLD_OFFICE: Final = message("document-is-old-office", "an Office 97-2003 file, not RDF")
DOCUMENT_IS_PNG: Final = message("document-is-png", "a PNG image, not RDF")
DOCUMENT_IS_JPEG: Final = message("document-is-jpeg", "a JPEG image, not RDF")
DOCUMENT_IS_BZIP2: Final = message("document-is-bzip2", "a bzip2 archive, not RDF")
DOCUMENT_IS_XZ: Final = message("document-is-xz", "an xz archive, not RDF")
DOCUMENT_IS_7Z: Final = message("document-is-7z", "a 7z archive, not RDF")
DOCUMENT_IS_ZSTD: Final = message("document-is-zstd", "a zstd archive, not RDF")
DOCUMENT_IS_BINARY: Final = message("document-is-binary", "a binary file (NUL byte at position {position:d}), not RDF")
DOCUMENT_FORMAT_UNKNOWN: Final = message(
    "document-format-unknown",
    "neither content nor name tells an RDF format; known: {known} (endings {endings})",
)
DOCUMENT_FORMAT_UNKNOWN_IN_PIECES: Final = message(
    "document-format-unknown-in-pieces", "neither content nor name tells a format that can be read in pieces"
)

# Documents that are too large, too deep, cut off, in another encoding.
DOCUMENT_TOO_LARGE: Final = message("document-too-large", "{size} bytes; the limit is {limit}")
JSON_TOO_LARGE: Final = message(
    "json-too-large", "{size} bytes of JSON-LD; the limit is {limit}: publish pages, or Turtle"
)
CONTEXTS_TOO_LARGE: Final = message(
    "contexts-too-large",
    "with its contexts written out over {limit} bytes of JSON-LD, which is the limit: "
    "name the context once, at the top",
)
CONTEXTS_TOO_COSTLY: Final = message(
    "contexts-too-costly",
    "contexts with {terms} terms that apply to {times} nodes; declare only terms that are used, once, at the top",
)
TERM_TOO_LONG: Final = message(
    "term-too-long", "a text, IRI or comment of more than {limit} bytes; shorten it, or link to a file"
)
TERM_TOO_LONG_NEAR: Final = message(
    "term-too-long-near", "a text, IRI or comment of more than {limit} bytes near {node}; shorten it, or link to a file"
)
GZIP_TOO_LARGE: Final = message("gzip-too-large", "{size} bytes of gzip unpack to more than the limit of {limit} bytes")
GZIP_TOO_DENSE: Final = message(
    "gzip-too-dense", "{size} bytes of gzip unpack to more than {limit} times as many; publish it unpacked, or in pages"
)
DOCUMENT_TOO_DENSE: Final = message(
    "document-too-dense",
    "more than one triple for each {limit} bytes in {size} bytes, as only long lists and empty nodes have",
)
JSON_TOO_DEEP: Final = message("json-too-deep", "objects and arrays nested more than {limit} deep")
CONTEXT_TOO_DEEP: Final = message(
    "context-too-deep", "terms of a context that build on each other more than {limit} deep; write out their IRIs"
)
XML_TOO_DEEP: Final = message("xml-too-deep", "elements nested more than {limit} deep")
XML_TOO_MANY_NAMES: Final = message(
    "xml-too-many-names", "more than {limit} attributes of an element, or namespaces declared around it"
)
GZIP_CUT_OFF: Final = message(
    "gzip-cut-off", "the gzip stream is cut off after {size} unpacked bytes; fetch the file again"
)
GZIP_DAMAGED: Final = message("gzip-damaged", "the gzip stream is damaged after {size} unpacked bytes: {reason}")
BYTE_NOT_IN_ENCODING: Final = message(
    "byte-not-in-encoding", "byte {byte} at position {position:d} is not {encoding}; publish as UTF-8"
)
ENCODING_UNKNOWN: Final = message("encoding-unknown", "unknown encoding {name!r}; known: {known}")

# RDF that is not read.
TRIPLE_TERM: Final = message("triple-term", "triple terms of RDF 1.2 are not supported; publish plain triples")
SYNTAX_FAULT_AFTER: Final = message("syntax-fault-after", "{reason}; it stands after {node}")
SYNTAX_FAULT_AT: Final = message("syntax-fault-at", "{reason}; the last element read is {tag}")
XML_MALFORMED: Final = message("xml-malformed", "not well-formed XML: {reason}")
PARSE_TYPE_UNKNOWN: Final = message("parse-type-unknown", "unknown rdf:parseType {name!r}; known: {known}")
DOCTYPE_ELSEWHERE: Final = message(
    "doctype-elsewhere",
    "a DOCTYPE that points elsewhere ({target}); only plain entities, such as for namespaces, are read",
)
ENTITIES_EXPANDING: Final = message(
    "entities-expanding",
    "entities that make {expanded} bytes out of {size}; only plain entities, such as for namespaces, are read",
)
ENTITY_PARAMETER: Final = message(
    "entity-parameter", "a parameter entity (%{name};); only plain entities, such as for namespaces, are read"
)
ENTITY_EXTERNAL: Final = message(
    "entity-external", "an external entity (&{name};); only plain entities, such as for namespaces, are read"
)
ENTITY_NESTED: Final = message(
    "entity-nested",
    "an entity made of other entities or of markup (&{name};); only plain entities, such as for namespaces, are read",
)
ENTITIES_LONG: Final = message(
    "entities-long",
    "entity declarations of more than {limit} bytes; only plain entities, such as for namespaces, are read",
)
ATTRIBUTE_DEFAULT: Final = message(
    "attribute-default",
    "a default for attribute {attribute} of {element}; only plain entities, such as for namespaces, are read",
)
CONTEXT_ON_NETWORK: Final = message("context-on-network", "a JSON-LD context on the network; write the context inline")
CONTEXT_UNKNOWN: Final = message(
    "context-unknown", "@context {iri} is never fetched; write it inline (known contexts: {known})"
)
CONTEXT_UNKNOWN_NEAR: Final = message(
    "context-unknown-near",
    "@context {iri} is never fetched; write it inline (known contexts: {number}, nearest {nearest})",
)
CONTEXT_UNKNOWN_NONE: Final = message(
    "context-unknown-none", "@context {iri} is never fetched; write it inline (known contexts: none)"
)
CONTEXT_CIRCULAR: Final = message("context-circular", "@context {iri} includes itself")
BASE_UNUSABLE: Final = message("base-unusable", "cannot read {document} against base {base!r}: {reason}")
