"""The outline of a notice and the output-neutral tree it produces."""
