"""Labels and codes: scanning anything, label templates, printers, and barcodes for programs."""
