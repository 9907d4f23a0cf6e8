"""Open what is made with the programs that it is for: `make clients`.

Each consumer is a function that gives one of our files to a program as its users do, and returns what the
program says of it. `consumers.py` has them, `__main__.py` prints the table.
"""
