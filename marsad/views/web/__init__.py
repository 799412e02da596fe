"""The pages of `marsad serve`: server-rendered, Arabic and English, useful without JavaScript."""
