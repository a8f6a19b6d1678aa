"""Arguments and console: the only place that prints, reads the clock, the environment or the
working directory.
"""
