"""`python -m unison_web` is `unison-web`."""

from unison_web.cli import main

main()
