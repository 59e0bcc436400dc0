"""What the real ``mlflow`` finds by its entry points, so that its calls land where ours would.

- :mod:`experiment`, :mod:`run_context`: in a kernel whose store is ours, runs go into the notebook's
  experiment and carry the tags that the sidebar reads.
- :mod:`builders`: ``trackside://`` as address of tracking store and model registry, without HTTP.

``mlflow`` loads the entry points while it is imported: they bring nothing heavy, and whatever goes
wrong in them later is left to MLflow's own way of doing things, with a word in the debug log.
Artifacts need no plug-in: the URIs of ours are plain (``file:``, ``s3:``), and MLflow reads those.
"""
