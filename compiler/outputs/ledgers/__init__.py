"""整改台账.xlsx: its tables, summaries, charts and what it says of supervision."""
