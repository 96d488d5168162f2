"""Contents of attachments as files beside the database."""
