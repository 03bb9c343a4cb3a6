"""E-mail of a company: written inside the business transaction, sent by the worker, and followed until it arrived.

Other modules call :func:`unison_web.modules.mail.service.send` inside their transaction: the mail exists exactly if
what it tells about does.
"""
