"""From LinkedIn to us: pushes, exports."""
