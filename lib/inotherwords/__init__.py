"""In Other Words: how an event is told, word by word.

One module per question. Each is made of functions from tables to tables; only `corpus` and
`pipeline` touch files. The tables and their columns are described in the README.
"""

__version__ = "0.1.0"
