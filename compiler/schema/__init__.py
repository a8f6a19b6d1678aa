"""The workbooks' definition as pure data: blank files, reader, instructions and messages all come from it."""
