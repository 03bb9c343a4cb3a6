"""Use cases of e-mail. Other modules need two names: ``Letter``, and ``send`` inside their transaction."""

from unison_web.modules.mail.service.outbox import send
from unison_web.modules.mail.service.writing import Letter

__all__ = ["Letter", "send"]
