"""Division codes with their history, and the way from an agency's name to its region."""
