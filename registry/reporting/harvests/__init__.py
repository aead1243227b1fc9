"""The report of a harvest: what runs did, record by record, and why; for people, programs, tables and mail."""
