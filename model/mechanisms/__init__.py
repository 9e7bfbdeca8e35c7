"""The mechanisms M1 to M13, one file each: the equation as a pure function, then its place in the month."""
