"""Translation validation: the written Word files proven against the document tree and the report."""
