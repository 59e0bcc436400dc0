"""Trackside beside MLflow, the same calls in the same run: ``python -m benchmarks``."""
