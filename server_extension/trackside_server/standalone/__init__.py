"""``trackside server``: the same routes alone, without Jupyter around them, for a team.

- :mod:`identity`: who is calling, by token or by user and password.
- :mod:`measuring`: what Prometheus reads.
- :mod:`application`: the routes of MLflow's protocol and of our own client at the root.
- :mod:`command`: the command line.
"""
