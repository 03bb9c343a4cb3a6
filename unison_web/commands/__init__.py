"""What can be typed after `unison-web`, a module each."""
