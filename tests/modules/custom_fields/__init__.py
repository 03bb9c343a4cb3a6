"""What companies add to their own records."""
