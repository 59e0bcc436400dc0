"""What a new run knows of its surroundings: notebook, cell, git, packages, user, program.

Each module looks at one of them and can be used alone; nothing is looked up at import. What is
looked at (environ, modules, folders) is a parameter, so tests need no kernel.
"""
