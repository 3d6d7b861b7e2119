"""One page about one evaluation: figures, sheets, and the worst pictures by each measure."""

from scenegan.evaluation.page.document import page

__all__ = ["page"]
