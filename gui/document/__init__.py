"""The open document, its steps, its files and the model's worker; nothing of it draws a widget."""
