"""Demands: what customers ordered, line by line, and what one expects them to order.

A customer order is written as a draft, counts once it is confirmed, and ends closed or cancelled. A line may lead to a
work order, and each names the other. A forecast says a quantity of a material for a week or a month.
"""
