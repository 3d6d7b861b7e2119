"""Whole networks of the published systems, built from the operators of `scenegan.nn`."""
