"""What happens in a company, told to other programs: signed, in order for each record, and again until it arrived.

A delivery is written in the transaction of what happened: it exists exactly if that does. Signatures follow Standard
Webhooks (https://www.standardwebhooks.com), so that receivers find a library for theirs.
"""
