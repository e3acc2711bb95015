"""Many documents at once: sources found, jobs run on any executor, a manifest of what was made."""
