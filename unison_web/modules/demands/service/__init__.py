"""Use cases of customer orders and forecasts."""
