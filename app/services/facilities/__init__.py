"""Houses for children: the register, who lives there, complaints and allegations, measures and where each child goes."""
