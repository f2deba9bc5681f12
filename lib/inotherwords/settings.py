"""Every threshold that can change a result, and why it is what it is. Sizes of drawings are not here.

These are defaults. They are read when they are used and never copied, so that a check may vary them.
"""

# text

# layers

# corpus

# cleaning

# terms

# naming
ACTORS: dict[str, str] = {}  # names of actors and sides by identifier: those of the corpus that is read

# attribution

# reuse

# collation

# claims

# report

# coding

# proposals
