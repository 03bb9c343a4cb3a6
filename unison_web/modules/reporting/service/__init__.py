"""What is asked about, the sums, and what becomes of them."""
