"""Routes of paper: travelers and labels of orders, sheets of badges."""
