"""What each verb does, one module a subject: through the same services as the window, printing plain records."""
