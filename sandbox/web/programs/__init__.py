"""Courses and assignments: making, joining, giving out."""
