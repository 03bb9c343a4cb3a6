"""Single sign-on: a company's own identity provider says who somebody is (OpenID Connect, code flow with PKCE)."""
