"""What the database itself keeps of the law: published structure, and levels."""

from documents.guards import Guard, keep_columns, no_delete

_PUBLISHED = "Bộ tiêu chí đã công bố, không đổi cấu trúc được."
_LEVEL = "Mức quy định chỉ ghi thêm; sửa bằng một mức thay thế."

# Tables of a set's structure, and how a row of theirs finds its set.
_STRUCTURE = {
    "criteria_criteriongroup": "{row}.criteria_set_id",
    "criteria_band": "{row}.criteria_set_id",
    "criteria_criterion": "{row}.criteria_set_id",
    "criteria_indicator": (
        "(SELECT c.criteria_set_id FROM criteria_criterion c"
        " WHERE c.id = {row}.criterion_id)"
    ),
}
_SET_COLUMNS = [
    "key",
    "unit_level",
    "tier",
    "document_id",
    "valid_from",
    "amends_id",
    "published_at",
]
_LEVEL_COLUMNS = [
    "indicator_id",
    "value",
    "layer",
    "region",
    "year",
    "group",
    "province_id",
    "attribute_scheme",
    "attribute_value",
    "valid_from",
]


def _is_published(set_id: str, row: str) -> str:
    id_of_set = set_id.format(row=row)
    return (
        f"EXISTS (SELECT 1 FROM criteria_criteriaset s WHERE s.id = {id_of_set}"  # noqa: S608
        " AND s.published_at IS NOT NULL)"
    )


def _structure_guards(table: str, set_id: str) -> list[Guard]:
    old, new = _is_published(set_id, "OLD"), _is_published(set_id, "NEW")
    return [
        Guard(table, "INSERT", _PUBLISHED, new),
        Guard(table, "UPDATE", _PUBLISHED, f"{old} OR {new}"),
        Guard(table, "DELETE", _PUBLISHED, old),
    ]


def _set_guards() -> list[Guard]:
    table, published = "criteria_criteriaset", "OLD.published_at IS NOT NULL"
    kept = keep_columns(table, _SET_COLUMNS, _PUBLISHED)
    return [
        Guard(table, "UPDATE", _PUBLISHED, f"{published} AND ({kept.condition})"),
        Guard(table, "DELETE", _PUBLISHED, published),
    ]


GUARDS = [
    *(
        g
        for table, set_id in _STRUCTURE.items()
        for g in _structure_guards(table, set_id)
    ),
    *_set_guards(),
    keep_columns("criteria_level", _LEVEL_COLUMNS, _LEVEL),
    no_delete("criteria_level", _LEVEL),
]
