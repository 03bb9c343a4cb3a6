"""What a noun says to be importable, and what every writer of rows does. The module imports reads files and asks.

A module names its nouns in its manifest, ``importables=(…)``: a key, a label, the permission that writing needs, the
struct of a row, its columns, the natural key, and a writer that gets typed rows by the thousand::

    UNITS = Importable(
        "units", _("Units"), rules.Units.WRITE, UnitRow, columns_of_row(UnitRow, code=_("Code"), name=_("Name")),
        ("code",), Units, href="/units",
    )

The writer asks what is there, calls ``report.refuse(row, reason, column)`` for what cannot be, ``report.first(…)`` so
that no record is told twice, and gives the rest to ``upsert(…, report, rows)``, which notes what became of each row.
``synonyms.json`` has the headings other people and programs use, by meaning; ``choices.json`` their values.
"""
