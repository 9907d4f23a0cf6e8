"""What maintainers run on the repository itself; no part of the program."""
