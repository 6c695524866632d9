"""Whether each context's user may do what every statement in its functions does, also where no test comes by.

Statements stand in the functions' binaries as they are written. PostgreSQL looks at the rights to a statement when it
explains it, and nothing is done.
"""

import ast
import re
from contextlib import closing

import psycopg2

from .build import binary
from .settings import ROOT, Failure

# Fewer than this mean that nothing was found to be looked at, rather than that all is well.
FEWEST = 300


def check(url: str) -> int:
    """At a database's address without a user. Counts the statements, each as often as there are contexts with it; fails if one of them may not be."""
    statements = written()
    refused, looked_at = [], 0
    for context, found in by_context(statements).items():
        with closing(psycopg2.connect(url.replace("//", f"//sayur_{context}@"))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for name in sorted(found):
                    try:
                        explain(cursor, statements[name])
                    except psycopg2.errors.InsufficientPrivilege as error:
                        refused.append(f"{context}, {name}: {str(error).splitlines()[0]}")
                        cursor.execute("rollback; deallocate all")
        looked_at += len(found)
    if refused:
        raise Failure("\n".join(["not allowed by migrations/rights.sql:", *refused]))
    if looked_at < FEWEST:
        raise Failure(f"only {looked_at} statements were found in the functions: there is nothing to judge by")
    return looked_at


def written() -> dict[str, str]:
    """The statements by file and name."""
    found = {}
    for file in (ROOT / "shared/postgres/generated/src/queries").glob("*.rs"):
        pattern = r'pub fn (\w+)\(\) -> \w+ \{\s*\w+\(\s*("(?:[^"\\]|\\.)*")'
        for name, literal in re.findall(pattern, file.read_text()):
            found[f"{file.stem}.{name}"] = ast.literal_eval(literal)
    return found


def by_context(statements: dict[str, str]) -> dict[str, set[str]]:
    found = {}
    for source in sorted(ROOT.glob("functions/*/src/bin/*.rs")):
        # Runs of text, of which a program has much less than it has code.
        runs = re.findall(rb"[\t\n -~\x80-\xff]{12,}", binary(source.stem).read_bytes())
        content, own = b"\0".join(runs), found.setdefault(source.parents[2].name, set())
        own |= {name for name, text in statements.items() if name not in own and text.encode() in content}
    return found


def explain(cursor, statement: str) -> None:
    if statement.startswith("lock"):
        cursor.execute(f"begin; {statement}; rollback")
        return
    cursor.execute(f"prepare looked_at as {statement}")
    cursor.execute("select cardinality(parameter_types) from pg_prepared_statements where name = 'looked_at'")
    [(parameters,)] = cursor.fetchall()
    values = f"({', '.join(['null'] * parameters)})" if parameters else ""
    cursor.execute(f"explain execute looked_at{values}")
    cursor.execute("deallocate looked_at")
