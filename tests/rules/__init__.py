"""The rule pages' examples, run as they stand."""
