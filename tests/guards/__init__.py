"""Guards: what must hold over the whole product, whatever is added to it."""
