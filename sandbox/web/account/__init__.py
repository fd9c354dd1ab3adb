"""The account pages: sign-in, registration, password, profile."""
