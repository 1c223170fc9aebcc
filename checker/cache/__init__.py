"""What was worked out before, by content: safe to delete, to share between parallel runs, and to lose half-written.

Holds bytes and plain numbers only: nothing that is read from it is run. Knows nothing of what it keeps.
"""
