"""The application for any WSGI server: ``granian --interface wsgi wsgi:app``. Migrate the database first."""

from sandbox import create_app

app = create_app()
