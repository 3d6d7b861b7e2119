"""Many descriptions to many pictures, unattended: inputs, workers, journal, resuming, gallery.

`scenegan.batch.run.render_files` is the whole of it; the command `scenegan render` calls it.
"""
