"""What Marsad knows of a language: a folder of data over one shared algorithm."""
