"""The demo company: an energy firm on the Norwegian coast, made up from one seed.

`story.py` decides who applied where and what happened; `load.py` tells it to the product through its own services;
`world.py` tells the sandbox who its members are.
"""
