"""Speed, memory and quality, each one command."""
