"""The version, written here alone: packaging reads it from this file, and so ``--version`` starts
without the metadata of the installation.
"""

VERSION = "0.1.0"
