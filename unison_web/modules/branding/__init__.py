"""How the product looks and speaks for one company: name, logo, colours, words, switched-off parts, host."""
