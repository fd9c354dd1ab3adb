"""MRT Sandbox: a simulated medical-records department in a browser."""
