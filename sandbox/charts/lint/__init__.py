"""Proving pathways: what must hold of every chart, what a file must say, what can never happen, how much is shared."""

from __future__ import annotations

from sandbox.charts.lint.registry import CHECKS, Finding, Specimen
from sandbox.charts.lint.run import lint, lint_file

__all__ = ["CHECKS", "Finding", "Specimen", "lint", "lint_file"]
