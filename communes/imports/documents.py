"""The documents that the unit files cite."""

from django.utils.translation import gettext as _

from communes.imports.sheets import Folder, Row
from documents.choices import DocumentKind
from documents.models import Document

COLUMNS = ["key", "kind", "number", "issuer", "title", "issued_on", "url", "note"]
# Columns that a file may leave out.
ENGLISH = ["title_en", "issuer_en", "note_en"]


def document_rows(folder: Folder) -> list[Document]:
    """Unsaved documents of the file; their numbers become known to the folder."""
    rows = folder.rows("documents.csv", COLUMNS)
    folder.refuse_twice(rows, "key")
    for row in rows:
        if row["kind"] not in DocumentKind.values:
            folder.refuse(row, "kind", _("không có loại “%(value)s”"))
        if not row["title"] or not row["key"]:
            column = "key" if row["title"] else "title"
            folder.refuse(row, column, _("ô này không được để trống"))
        if row["number"]:
            folder.document_keys[row["number"]] = row["key"]
    return [_document(row, folder) for row in rows]


def _document(row: Row, folder: Folder) -> Document:
    words = {column: row[column] for column in COLUMNS if column != "issued_on"}
    words |= {column: row.cells.get(column, "") for column in ENGLISH}
    return Document(**words, issued_on=folder.day(row, "issued_on"))


def words_of(document: Document) -> dict[str, str]:
    """What a document says in words, in both languages."""
    names = ["title", "issuer", "note", *ENGLISH]
    return {name: getattr(document, name) for name in names}


def stored_documents(wanted: list[Document]) -> dict[str, Document]:
    """Those already in the database, by the key of the file.

    Another loader may have entered the same paper under a key of its own.
    """
    by_key = {document.key: document for document in Document.objects.all()}
    by_number = {_printed(d): d for d in by_key.values() if d.number}
    found = {}
    for one in wanted:
        same = by_key.get(one.key) or by_number.get(_printed(one))
        if same is not None:
            found[one.key] = same
    return found


def _printed(document: Document) -> tuple[object, ...]:
    return document.issuer, document.number, document.issued_on
