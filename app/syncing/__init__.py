"""The exchange as the programme knows it: enrolment, the store behind the engine, when to try, faults in words."""
