"""One driver for every command: paths and options in, report, diagnostics and outputs out."""
