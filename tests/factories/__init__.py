"""Things tests need, by feature, with names. A test states only what matters to it."""
