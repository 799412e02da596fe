"""What articles say together: copies, stories, events, quotations, disagreements, positions and series."""
