"""Chinese text as pure functions on strings: numerals, marks, enumerations, likeness."""
