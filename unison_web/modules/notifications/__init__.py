"""What a person is told without looking: the bell, mails, a summary a day, and help that nobody came to.

What happens is said by the modules below; a job finds out whom it concerns and tells each in their own language. So
nobody at a machine waits for it, and a mail server that is down concerns nobody but the mail.
"""
