"""The table of rules, their pages, and how a page is read. A code is never reused."""
