"""Changes of the tree between reader and writer: roles of an official document, styles, title lines."""
