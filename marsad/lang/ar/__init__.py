"""Arabic: folding, words with clitics, conjugation, and the lexicons."""
