"""SURFACES: what people and machines meet. None imports another; addresses are made in one place."""
