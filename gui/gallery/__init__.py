"""Pictures that were kept: a library on disk, and the pane that shows it."""
