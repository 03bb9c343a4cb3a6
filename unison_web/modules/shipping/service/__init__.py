"""What is done with shipments."""
