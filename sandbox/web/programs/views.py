"""All pages of courses and assignments. Importing a page module adds its routes."""

from sandbox.web.programs import assignment_pages, course_pages, member_pages  # noqa: F401 -- imported for their routes
from sandbox.web.programs.blueprint import blueprint

__all__ = ["blueprint"]
