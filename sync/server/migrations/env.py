"""What Alembic runs to reach our connection; the transaction around it is ours."""

from alembic import context

from sync.server.models import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=False)
context.run_migrations()
