"""The encrypted database of a laptop: records, the outbox of operations, audit, history, undo, drafts, backups."""
