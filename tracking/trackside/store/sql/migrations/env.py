"""Alembic's way in: runs the steps in the transaction that the caller holds."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
