"""What an edition leaves out, and what becomes of references to it."""
