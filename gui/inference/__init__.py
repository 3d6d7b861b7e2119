"""The model off the window's thread: wishes go to a process of its own, answers come as signals."""
