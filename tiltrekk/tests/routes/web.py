"""Home, search, activity: everybody who signed in; what is on them is each person's own."""

# The columns are those of world.KINDS.
TABLE = """
GET  web:home                                 302 200 200 200 200 200 200 200 200
GET  web:search                               302 200 200 200 200 200 200 200 200
GET  web:notices                              302 302 302 302 302 302 302 302 302
GET  web:activity                             302 200 200 200 200 200 200 200 200
"""
