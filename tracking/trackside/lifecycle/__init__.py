"""What happens to a store over the years: emptying the bin, checking, backing up, moving.

- :mod:`trackside.lifecycle.emptying`: permanent deletion, MLflow's ``gc``.
- :mod:`trackside.lifecycle.checking`: is the store sound?
- :mod:`trackside.lifecycle.backup`: out into a folder and back.
- :mod:`trackside.lifecycle.moving`: from one database into another.
"""
