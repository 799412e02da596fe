"""`python -m marsad` is the `marsad` command."""

from marsad.views.cli import main

main()
