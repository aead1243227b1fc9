"""Messages of the reader: findings about documents that it can read, and reasons why it cannot read others."""

from __future__ import annotations

from .values import Messages, message, plural


class ReadingText(Messages):
    # What is noticed in documents that can be read.
    DOCUMENT_CONVERTED = message(
        "The document was not plain UTF-8 and was converted; it should be published as UTF-8, without BOM.",
    )
    IRI_NOT_CANONICAL = message(
        "An IRI of a well-known vocabulary was not in its usual form and was corrected; fix it at the source.",
    )
    IRI_CORRECTED = plural(
        "An IRI of a well-known vocabulary was not in its usual form and was corrected in {count} triple; "
        "fix it at the source.",
        "An IRI of a well-known vocabulary was not in its usual form and was corrected in {count} triples; "
        "fix it at the source.",
    )
    IRI_ESCAPED = message(
        "Characters that IRIs may not contain were percent-encoded; the IRI should be fixed at the source."
    )
    IRI_CHARACTER_ODD = message(
        "The IRI contains a space-like or invisible character; it is kept as it is but should be checked.",
    )
    LANGUAGE_TAG_REPAIRED = message(
        "The language tag was ill-formed and was repaired; it should be a tag of BCP 47, such as vi or en-us.",
    )
    TEXT_DIRECTION_LEFT_OUT = message(
        "The direction of the text (ltr, rtl) was left out, because many programs cannot read it; text and language "
        "stay.",
    )
    IRI_RELATIVE = message(
        "The relative IRI was joined to a stand-in base; it should be absolute, or a base be declared."
    )
    JSON_KEY_UNDEFINED = message(
        "The JSON key is in no @context, so by JSON-LD it is not RDF; the @context should define it."
    )

    # Documents that are not RDF.
    DOCUMENT_EMPTY = message("an empty file")
    DOCUMENT_IS_HTML = message("an HTML page, not RDF; the location may need another address or a login")
    DOCUMENT_IS_DATA_JSON = message(
        "data.json (Project Open Data or DCAT-US JSON without a DCAT @context), not RDF; a source of such documents "
        "has the kind data-json",
    )
    DOCUMENT_IS_CKAN = message(
        "an answer of the CKAN action API, not RDF; harvest the address of the portal as a source of the kind ckan"
        " (--kind ckan)",
    )
    DOCUMENT_IS_CKAN_PAGE = message(
        "an HTML page of a CKAN portal, not RDF; harvest the address of the portal as a source of the kind ckan"
        " (--kind ckan)",
    )
    DOCUMENT_IS_PDF = message("a PDF file, not RDF")
    DOCUMENT_IS_ZIP = message("a ZIP archive or an Office file, not RDF")
    DOCUMENT_IS_EMPTY_ZIP = message("an empty ZIP archive, not RDF")
    DOCUMENT_IS_OLD_OFFICE = message("an Office 97-2003 file, not RDF")
    DOCUMENT_IS_PNG = message("a PNG image, not RDF")
    DOCUMENT_IS_JPEG = message("a JPEG image, not RDF")
    DOCUMENT_IS_BZIP2 = message("a bzip2 archive, not RDF")
    DOCUMENT_IS_XZ = message("an xz archive, not RDF")
    DOCUMENT_IS_7Z = message("a 7z archive, not RDF")
    DOCUMENT_IS_ZSTD = message("a zstd archive, not RDF")
    DOCUMENT_IS_BINARY = message("a binary file (NUL byte at position {position:d}), not RDF")
    DOCUMENT_FORMAT_UNKNOWN = message(
        "neither content nor name tells an RDF format; known: {known} (endings {endings})",
    )
    DOCUMENT_FORMAT_UNKNOWN_IN_PIECES = message("neither content nor name tells a format that can be read in pieces")

    # Documents that are too large, too deep, cut off, in another encoding.
    DOCUMENT_TOO_LARGE = message("{size} bytes; the limit is {limit}")
    JSON_TOO_LARGE = message("{size} bytes of JSON-LD; the limit is {limit}: publish pages, or Turtle")
    CONTEXTS_TOO_LARGE = message(
        "with its contexts written out over {limit} bytes of JSON-LD, which is the limit: "
        "name the context once, at the top",
    )
    CONTEXTS_TOO_COSTLY = message(
        "contexts with {terms} terms that apply to {times} nodes; declare only terms that are used, once, at the top",
    )
    TERM_TOO_LONG = message("a text, IRI or comment of more than {limit} bytes; shorten it, or link to a file")
    TERM_TOO_LONG_NEAR = message(
        "a text, IRI or comment of more than {limit} bytes near {node}; shorten it, or link to a file"
    )
    GZIP_TOO_LARGE = message("{size} bytes of gzip unpack to more than the limit of {limit} bytes")
    GZIP_TOO_DENSE = message(
        "{size} bytes of gzip unpack to more than {limit} times as many; publish it unpacked, or in pages"
    )
    DOCUMENT_TOO_DENSE = message(
        "more than one triple for each {limit} bytes in {size} bytes, as only long lists and empty nodes have",
    )
    JSON_TOO_DEEP = message("objects and arrays nested more than {limit} deep")
    CONTEXT_TOO_DEEP = message(
        "terms of a context that build on each other more than {limit} deep; write out their IRIs"
    )
    XML_TOO_DEEP = message("elements nested more than {limit} deep")
    XML_TOO_MANY_NAMES = message("more than {limit} attributes of an element, or namespaces declared around it")
    GZIP_CUT_OFF = message("the gzip stream is cut off after {size} unpacked bytes; fetch the file again")
    GZIP_DAMAGED = message("the gzip stream is damaged after {size} unpacked bytes: {reason}")
    BYTE_NOT_IN_ENCODING = message("byte {byte} at position {position:d} is not {encoding}; publish as UTF-8")
    ENCODING_UNKNOWN = message("unknown encoding {name!r}; known: {known}")

    # RDF that is not read.
    TRIPLE_TERM = message("triple terms of RDF 1.2 are not supported; publish plain triples")
    SYNTAX_FAULT_AFTER = message("{reason}; it stands after {node}")
    SYNTAX_FAULT_AT = message("{reason}; the last element read is {tag}")
    XML_MALFORMED = message("not well-formed XML: {reason}")
    PARSE_TYPE_UNKNOWN = message("unknown rdf:parseType {name!r}; known: {known}")
    DOCTYPE_ELSEWHERE = message(
        "a DOCTYPE that points elsewhere ({target}); only plain entities, such as for namespaces, are read",
    )
    ENTITIES_EXPANDING = message(
        "entities that make {expanded} bytes out of {size}; only plain entities, such as for namespaces, are read",
    )
    ENTITY_PARAMETER = message("a parameter entity (%{name};); only plain entities, such as for namespaces, are read")
    ENTITY_EXTERNAL = message("an external entity (&{name};); only plain entities, such as for namespaces, are read")
    ENTITY_NESTED = message(
        "an entity made of other entities or of markup (&{name};); only plain entities, such as for namespaces, are "
        "read",
    )
    ENTITIES_LONG = message(
        "entity declarations of more than {limit} bytes; only plain entities, such as for namespaces, are read",
    )
    ATTRIBUTE_DEFAULT = message(
        "a default for attribute {attribute} of {element}; only plain entities, such as for namespaces, are read",
    )
    CONTEXT_ON_NETWORK = message("a JSON-LD context on the network; write the context inline")
    CONTEXT_UNKNOWN = message("@context {iri} is never fetched; write it inline (known contexts: {known})")
    CONTEXT_UNKNOWN_NEAR = message(
        "@context {iri} is never fetched; write it inline (known contexts: {number}, nearest {nearest})",
    )
    CONTEXT_UNKNOWN_NONE = message("@context {iri} is never fetched; write it inline (known contexts: none)")
    CONTEXT_CIRCULAR = message("@context {iri} includes itself")
    BASE_UNUSABLE = message("cannot read {document} against base {base!r}: {reason}")
