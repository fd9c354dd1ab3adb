"""Tests of the pages of courses and assignments."""
