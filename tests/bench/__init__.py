"""Measurements, printed as a table by ``make bench``. Never run as tests: machines are noisy."""
