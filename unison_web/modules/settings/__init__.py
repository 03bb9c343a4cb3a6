"""What a company decides about Unison itself. So far: how the numbers of its documents are written."""
