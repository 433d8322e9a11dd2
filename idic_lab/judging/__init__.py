"""Judging an answer: checks, what is computed once, and the mistakes that a subject knows by name."""
