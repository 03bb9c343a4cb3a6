"""Runs a piece of a test as an ordinary user, when the tests themselves run as root."""

from __future__ import annotations

import os
import pwd
import traceback
from collections.abc import Callable


def as_ordinary_user(action: Callable[[], None]) -> None:
    """In a fork, because giving up root is for ever; and in this process where we are nobody special already."""
    if os.geteuid() != 0:
        action()
        return
    ours, theirs = os.pipe()
    if (child := os.fork()) == 0:
        os.close(ours)
        said = b""
        try:
            user = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            action()
        except BaseException:
            said = traceback.format_exc().encode()
        os.write(theirs, said)
        os._exit(1 if said else 0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    assert status == 0, said.decode()
