"""The hypermedia workbench: knows HTTP, SQL and Jinja, knows no noun of the factory."""
