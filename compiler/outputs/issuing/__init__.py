"""What issuing plans and writes when a register has changed since its forms went out."""
