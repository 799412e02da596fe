"""Briefings: what a span of days holds, in Arabic or English, each sentence with the characters that bear it out."""
