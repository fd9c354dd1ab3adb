"""Tests of the gradebook pages."""
