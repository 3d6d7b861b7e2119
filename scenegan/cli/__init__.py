"""The command `scenegan`: thin commands over the packages below."""
