"""The language of a piece of text in a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def lang(text: object) -> SafeString:
    """The attribute that marks text in another language than the page's, or nothing."""
    code = getattr(text, "lang", "")
    return format_html(' lang="{}"', code) if code else SafeString()
