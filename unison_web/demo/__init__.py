"""Demo data: a real bicycle factory and a made-up gear works. Nothing outside the demo imports this package."""
