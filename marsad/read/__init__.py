"""What one article says: tokens, names, times, places, statements, events, stances."""
