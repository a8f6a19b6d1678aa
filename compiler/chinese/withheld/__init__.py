"""What a notice must not make public: numbers that identify a person, names of persons, marks of
secrecy.

Each module finds one kind with its exact range; whether it is a fault is for
:mod:`compiler.checks.disclosure` to say.
"""
