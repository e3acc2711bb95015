"""Output formats: each room exports a `WRITER` record with one pure function."""
