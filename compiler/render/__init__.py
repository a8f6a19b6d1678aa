"""Back ends: Word, text, the source map, and the workbooks themselves."""
