"""The trained recogniser: one small multilingual encoder that marks names and titles and says what a sentence tells."""
