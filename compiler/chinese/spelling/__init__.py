"""Characters that do not fit their neighbours, beside one of the same sound or shape that does."""
