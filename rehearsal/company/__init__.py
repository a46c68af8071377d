"""Companies that the chapters of the certification begin with; the seed story begins with the demo's."""
