"""Use cases of single sign-on: setting it up, testing it, and signing in with it."""
