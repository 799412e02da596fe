"""Ways to look at readings: the command line, its formats, and the page. Views compute nothing."""
