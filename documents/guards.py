"""Triggers that keep rows from being changed, on SQLite and on PostgreSQL.

A migration installs them with `RunPython(install(GUARDS), remove(GUARDS))`. SQLite
rebuilds a table to alter it, and loses its triggers: a migration that alters a guarded
table, or one that a guard asks, removes the guards first and installs them again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: rows of `table` on `event`, where `condition` holds.

    `condition` is SQL over OLD and NEW; `{differs}` stands for the comparison that
    takes null as a value.
    """

    table: str
    event: str
    message: str
    condition: str = ""

    @property
    def name(self) -> str:
        """How the database calls the trigger."""
        return f"guard_{self.table}_{self.event.lower()}"


def append_only(
    table: str, message: str = "Chỉ ghi thêm, không sửa, không xóa."
) -> list[Guard]:
    """Guards under which rows of a table can only be added."""
    return [Guard(table, event, message) for event in ("UPDATE", "DELETE")]


def no_delete(table: str, message: str) -> Guard:
    """A guard under which rows of a table stay."""
    return Guard(table, "DELETE", message)


def keep_columns(table: str, columns: Iterable[str], message: str) -> Guard:
    """A guard under which these columns never change."""
    changes = (f'OLD."{column}" {{differs}} NEW."{column}"' for column in columns)
    return Guard(table, "UPDATE", message, " OR ".join(changes))


def statements(guard: Guard, vendor: str) -> list[str]:
    """The SQL that installs a guard."""
    if vendor == "sqlite":
        return [_sqlite_trigger(guard)]
    if vendor == "postgresql":
        return [_postgresql_function(guard), _postgresql_trigger(guard)]
    raise NotImplementedError(f"No guards for {vendor}.")


def drop_statements(guard: Guard, vendor: str) -> list[str]:
    """The SQL that removes a guard."""
    if vendor == "postgresql":
        return [
            f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"',
            f'DROP FUNCTION IF EXISTS "{guard.name}"()',
        ]
    return [f'DROP TRIGGER IF EXISTS "{guard.name}"']


def install(guards: Iterable[Guard]) -> Callable[[Any, Any], None]:
    """The forward half of a migration."""
    return _runner(tuple(guards), statements)


def remove(guards: Iterable[Guard]) -> Callable[[Any, Any], None]:
    """The backward half of a migration."""
    return _runner(tuple(guards), drop_statements)


def _runner(
    guards: tuple[Guard, ...], sql: Callable[[Guard, str], list[str]]
) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        for guard in guards:
            for statement in sql(guard, schema_editor.connection.vendor):
                schema_editor.execute(statement, params=None)

    return run


def _sqlite_trigger(guard: Guard) -> str:
    condition = guard.condition.replace("{differs}", "IS NOT")
    when = f"WHEN {condition} " if condition else ""
    return (
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" '
        f"FOR EACH ROW {when}BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    )


def _postgresql_function(guard: Guard) -> str:
    condition = guard.condition.replace("{differs}", "IS DISTINCT FROM") or "TRUE"
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return (
        f'CREATE FUNCTION "{guard.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ '
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{guard.message}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {row}; END $$"
    )


def _postgresql_trigger(guard: Guard) -> str:
    return (
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{guard.name}"()'
    )
