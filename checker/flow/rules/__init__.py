"""Constraints over all runs of a flow, exactly. Part of `flow`.

`judge` decides by a graph search with monitor states; `product` decides the same by regular expressions and an
explicit automaton, and exists so that a test can hold the two equal.
"""
