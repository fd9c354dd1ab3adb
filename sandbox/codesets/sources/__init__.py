"""Where an edition's rows come from: installed data packages, or the bundled sample. Read at build time only."""
