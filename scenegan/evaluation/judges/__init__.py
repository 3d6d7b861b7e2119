"""Judges: small frozen networks that look at pixels only and say what a picture shows.

They were trained on real drawings of the train split and are never used in training a generator.
"""

from scenegan.evaluation.judges.panel import Judges

__all__ = ["Judges"]
