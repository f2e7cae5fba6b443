"""What the customer is asked by the private link or by word: a signature while he is away (R37), extra work (R17)."""
