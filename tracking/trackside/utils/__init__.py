"""Here only for the module path: scripts import ``mlflow.utils.environment``."""
