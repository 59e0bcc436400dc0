"""MLflow's REST protocol over the store: its clients log into us unchanged.

- :mod:`request`: what a client sent, checked with MLflow's words; :mod:`wire`: entities as its JSON.
- :mod:`experiments`, :mod:`runs`, :mod:`metrics`, :mod:`lineage`, :mod:`registry`,
  :mod:`logged_models`, :mod:`run_files`: what each call does, plain functions of a store and a
  request; :mod:`endpoints` lists them all.
- :mod:`handlers`, :mod:`file_transfer`: tornado's side, JSON calls and bytes.

The protocol: ``mlflow/protos/service.proto`` and ``model_registry.proto`` of MLflow 3.17.
"""
