"""The workbook that an agency fills in: its sheets as the profile describes them, the template, and reading it.

Knows spreadsheets and RDF; nothing of sources, the store or what becomes of records.
Source of the rules: docs/decisions/0061-the-workbook.md.
"""
