"""The AdventureWorks bicycle factory, read from its published files into typed records.

`factory.load()` answers everything at once. Records speak the language of the source (its numbers, its dates); what
becomes of them in Unison is the business of the importer.
"""
