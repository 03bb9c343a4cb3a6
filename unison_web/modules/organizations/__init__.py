"""Organizations, plants and departments: who owns the data, and where on earth its clocks stand.

An organization is a company and the border nothing crosses. A plant has one time zone, one currency and one locale
(ISA-95: site); a department is a part of it that has people (ISA-95: area). The organization named ``platform`` is
the home of superusers: it has no plants and no production.
"""
