"""The gradebook pages: results by trainee and by item, overrides, downloads."""
