"""Sorts of requests, each with variants that are in order and variants that are flawed."""
