"""What several test modules share: small projects from inline tables, a clerk at the workbook,
and damage to files.
"""
