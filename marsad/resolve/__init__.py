"""Who is meant: the knowledge base and the judging of names."""
