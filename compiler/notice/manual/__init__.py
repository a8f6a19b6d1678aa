"""What can be drawn and set for a kind of notice, explained from the tables that the program itself goes
by.
"""
