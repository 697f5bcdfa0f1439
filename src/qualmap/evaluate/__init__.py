"""How good the proposals are: gold readers, metrics, cross-validation, fitting."""
