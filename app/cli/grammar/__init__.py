"""What can be typed: verbs with their arguments, laid together from one module a part; help in both languages."""
