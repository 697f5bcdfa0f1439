"""The values that flow through qualmap; they import nothing of ours but each other."""
