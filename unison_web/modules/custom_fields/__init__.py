"""Fields a company adds to its own records: definitions, values, and what changing a definition would lose."""
