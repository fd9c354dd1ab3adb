"""Guards use the application and the people that the tests of the pages use."""

from tests.web.conftest import app, client, instructor, migrated, school, session, trainee

__all__ = ["app", "client", "instructor", "migrated", "school", "session", "trainee"]
