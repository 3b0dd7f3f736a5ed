"""What makes a value doubtful: rules with an example that they must catch."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from criteria.definitions import CheckDefinition
from criteria.models import CheckRule, Measure
from criteria.rules.doubts import CheckRow, catches


@transaction.atomic
def put_check(*, definition: CheckDefinition) -> CheckRule:
    """Enter a rule, or word it anew by its key.

    Raises ValidationError where the rule is not whole or misses its own example.
    """
    rule = CheckRule.objects.filter(key=definition.key).first() or CheckRule(
        key=definition.key
    )
    for name in ("kind", "limit", "example_value", "example_other"):
        setattr(rule, name, getattr(definition, name))
    rule.valid_from, rule.valid_to = definition.valid_from, definition.valid_to
    rule.measure = _measure(definition.measure)
    rule.other = _measure(definition.other)
    rule.full_clean()
    if not catches_example(rule):
        raise ValidationError(
            {"example_value": _("Ví dụ phải là một trường hợp vi phạm.")}
        )
    rule.save()
    return rule


def catches_example(rule: CheckRule) -> bool:
    """Whether the rule doubts its own example."""
    row = CheckRow(rule.key, rule.kind, rule.measure_id or 0, limit=rule.limit)
    compared = rule.example_other if rule.example_other is not None else rule.limit
    return catches(row, rule.example_value, compared or Decimal(0))


def _measure(key: str) -> Measure | None:
    return Measure.objects.get(key=key) if key else None
