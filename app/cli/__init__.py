"""The headless face: verbs for scripts and tests, through the same services as the window. `main.main(argv)` runs one."""
