"""Resolution: which mentions speak of the same thing."""
