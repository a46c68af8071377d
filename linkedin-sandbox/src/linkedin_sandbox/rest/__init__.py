"""The versioned surface: the same store under the names of /rest."""
