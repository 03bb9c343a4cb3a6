"""Paper and labels. Asking makes a row and a job in one transaction; the worker renders; the page shows it when it is
there.

Every code on paper holds ``/s/{code}`` of this installation: scanning it opens the order or the operation.
"""
