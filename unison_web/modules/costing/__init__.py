"""What things cost to make: rolled up over the bill of materials and the routing, as of any day and in any currency.

Prices are the standard costs of materials, hours of machines the rates of work centers; labour, overhead and outside
work have dated rates of their own, for all work centers or for one. A roll-up can be kept: it remembers every price
and rate that entered, so that the next one can say what moved. What is missing is named and never counted as zero.
"""
