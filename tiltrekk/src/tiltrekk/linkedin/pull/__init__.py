"""From LinkedIn to us: what recruiters do there."""
