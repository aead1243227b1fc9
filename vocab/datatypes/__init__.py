"""XML Schema's datatypes: which texts they have, which values those are, and which of two values is less.

The only room that knows how a literal of XML Schema is written; it knows texts and IRIs, no library of RDF. Each
lexical form has one pattern: `numbers`, `dates`, `durations` and `booleans` make values, `lexical` knows all
datatypes, `order` compares. `days` reads days that people type. Who wants less than a datatype has says so where it
reads: a limit of digits is an argument or a step on top.

Source: XML Schema 1.1 part 2; RDF 1.1 Concepts, section 5 (a literal is not trimmed before it is read).
"""
