"""Use cases of bills of material: writing them (`bills`) and reading structures out of them (`structure`)."""
