"""Use cases of routings: their life (`routings`), and what is in them (`operations`)."""
