"""Who may see and change what through `marsad serve`: accounts, sessions, tokens, and the guard before every request."""
