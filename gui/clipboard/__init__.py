"""Copy and paste: parts with their edges as JSON text, pictures with alpha."""
