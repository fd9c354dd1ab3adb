"""The sorts of request: each module holds some, with the small functions that draw them on a chart."""
