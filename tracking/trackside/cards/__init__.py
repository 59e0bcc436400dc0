"""What the descriptions of models and datasets tell people. Reads texts; loads no model and no data."""
