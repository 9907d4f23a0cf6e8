"""The coach: advice for whoever writes a story. It says one thing, asks a question, and stops nothing.

Each remark is a module: its docstring is its manual, and its `Remark` says when it is made, as data that
the script of the form reads too. `coach.py` chooses the one that is made. What words mean belongs to a
language, and lies in its folder.
"""
