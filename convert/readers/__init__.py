"""Input formats: each room exports a `READER` record with one pure function."""
