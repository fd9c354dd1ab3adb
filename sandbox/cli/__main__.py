"""``python -m sandbox.cli``: the ``mrt`` command where its script is not on the path."""

from sandbox.cli import main

main()
