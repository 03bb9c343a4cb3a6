"""How the product looks and speaks for a company."""
