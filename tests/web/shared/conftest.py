"""Pages around a desk are tested with a small kind of work of their own."""

from tests.web.desks import assign, bench, paperwork, version

__all__ = ["assign", "bench", "paperwork", "version"]
