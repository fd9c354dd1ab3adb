"""Tests that drive a real browser against a served application."""
