"""The report as typed, frozen records in which every value knows its place."""
