"""Home, the search palette, one's own activity: pages that look across all apps."""
