"""The stores: the contract and its backends."""
