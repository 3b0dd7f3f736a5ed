"""Fields of allauth's forms as this site shows them."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """The label says what goes in; grey words in the box only repeat it."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
