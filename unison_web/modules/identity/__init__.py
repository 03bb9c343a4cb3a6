"""Who somebody is and what they may do.

People sign in with e-mail or user name; one e-mail may belong to several organizations, and sign-in then asks which.
Programs sign in for a token pair: a short access token and a refresh token that rotates and, used twice, ends the whole
session. Tablets are enrolled once and then know their plant; a badge says who acts, a PIN signs.

Rights come from roles (RBAC with plants as domains), decided by pycasbin from this organization's own rows. A superuser
lives in the organization ``platform`` and enters another one only with a reason, which that organization's audit shows.
"""
