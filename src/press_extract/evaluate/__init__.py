"""Compare records with gold annotations: scores, checks of the gold, and the gate that keeps scores from falling."""
