"""Tests of what one reader alone gets."""
