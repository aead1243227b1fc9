"""XML Schema's datatypes: their lexical forms, their values, and the order of values.

The only package that reads and writes literals of XML Schema; it knows texts and IRIs, no RDF library. Each lexical
form has one pattern: `numbers`, `dates`, `durations` and `booleans` make values, `lexical` knows all datatypes, `order`
compares. `days` reads days that people type. Stricter limits, such as a number of digits, are arguments or set by
callers.

Source: XML Schema 1.1 part 2; RDF 1.1 Concepts, section 5 (a literal is not trimmed before it is read).
"""
