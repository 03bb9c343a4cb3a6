"""Who changed what, when and why. The rows write themselves (``kit.db.audit``); this module only shows them."""
