"""Checks over the linked report: one rule each, a short generator, run in the order of :data:`compiler.checks.registry.CHECKS`."""
