"""The roads Unison goes itself. Each module has ``listen(target, sink)``, which runs until something breaks, and
``ask(target)``, which looks once whether the other side is there. Loaded when a connection needs it: the web server
carries none of them.
"""
