"""Tracing on paper: the tree of a lot, the dossier and the letters of a recall, the signed result of a drill."""
