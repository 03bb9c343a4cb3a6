"""What somebody shows besides a password: codes of an authenticator app, recovery codes, passkeys."""
