"""Exchange rates: what one currency is in another, from which day on, who said so and why.

A rate stands until a later one of its pair and kind. A question for a day takes the latest rate up to it, as quoted,
the other way round, or through a third currency, and the answer names the day of every rate in it: on Sunday that is
Friday's. A rate is corrected by saying it again with a reason; what was calculated with it stays as it was.
"""
