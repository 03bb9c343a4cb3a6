"""Routes of second factors."""
