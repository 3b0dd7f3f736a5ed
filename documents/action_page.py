"""Pages of the admin that run one action: fill in, see what it touches, confirm.

The preview is the action itself, run and taken back, so that it cannot promise
anything else than what the confirmation then does.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.choices import flatten_choices
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Effect:
    """One group of rows that an action touches, in words."""

    title: str
    lines: list[str]


# More digits than this fit no identity.
LONGEST_ID = 18
# Called before the action; what it returns is called after it and says the effects.
Watcher = Callable[["ActionForm"], Callable[[Any], Iterable[Effect]]]


def day_input() -> forms.DateInput:
    """A day as the browser picks it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Picker(AutocompleteSelect):
    """Searches rows as the admin does; says what to do while nothing is chosen.

    Without words of its own a screen reader would find a box without a name.
    """

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs = super().build_attrs(*args, **kwargs)
        return attrs | {"data-placeholder": _("Gõ để tìm")}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> Any:
        # Django asks the database for whatever was posted, be it no number at all.
        ids = [one for one in value if one.isdecimal() and len(one) <= LONGEST_ID]
        return super().optgroups(name, ids, attr)


class ActionForm(forms.Form):
    """What one action needs; `subject` is the row whose page it starts from.

    `refusals` are the errors by which the action says no; `field_of` says where the
    form asks for what a refusal is about, if under another name. `pickers` names the
    model field whose choices a field searches.
    """

    refusals: tuple[type[Exception], ...] = ()
    field_of: dict[str, str] = {}
    pickers: dict[str, models.Field] = {}

    def __init__(self, *args: Any, subject: Any = None, **kwargs: Any) -> None:
        self.subject = subject
        super().__init__(*args, **kwargs)
        for asked in self.fields.values():
            asked.label = capfirst(asked.label)
        for name, relation in self.pickers.items():
            self.make_picker(name, relation)

    def make_picker(self, name: str, relation: models.Field) -> None:
        """Let a field be chosen by searching what `relation` points to."""
        asked: Any = self.fields[name]
        asked.widget = Picker(relation, admin.site)
        asked.widget.choices = asked.choices
        asked.widget.is_required = asked.required

    @property
    def fieldsets(self) -> list[tuple[Any, dict[str, Any]]]:
        """Groups of fields as the admin prints them."""
        return [(None, {"fields": list(self.fields)})]

    def run(self, *, by: Any) -> Any:
        """Call the action."""
        raise NotImplementedError

    def refuse(self, refusal: Exception) -> None:
        """Show a refusal at the field it is about."""
        about = getattr(refusal, "field", "")
        name = self.field_of.get(about, about)
        self.add_error(name if name in self.fields else None, str(refusal))


@dataclass(frozen=True)
class ActionPage:
    """One action in the admin: its place, its words, its form, who watches it."""

    slug: str
    title: Any
    form: type[ActionForm]
    watchers: Sequence[Watcher] = ()
    perform: Callable[[Any, Any], Any] | None = None
    on_row: bool = True
    fits: Callable[[Any], bool] = field(default=lambda row: True)
    hint: Any = ""

    def run(self, form: ActionForm, by: Any) -> Any:
        """Run the action, alone or with what follows from it."""
        return self.perform(form, by) if self.perform else form.run(by=by)


@dataclass(frozen=True)
class Attempt:
    """What came of a try: its effects, and whether they stay."""

    effects: list[Effect]
    digest: str
    result: Any
    is_done: bool


def attempt(
    page: ActionPage, form: ActionForm, *, by: Any, agreed: str = ""
) -> Attempt | None:
    """Run the action and take it back, unless its effects are those agreed to.

    None where it refuses; the form then says why.
    """
    try:
        with transaction.atomic():
            watches = [watcher(form) for watcher in page.watchers]
            result = page.run(form, by)
            effects = [e for watch in watches for e in watch(result) if e.lines]
            digest = _digest(form, effects)
            is_done = digest == agreed
            if not is_done:
                transaction.set_rollback(True)
    except form.refusals as refusal:
        form.refuse(refusal)
        return None
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    except IntegrityError:
        # Another change took the place between the check and the write.
        form.add_error(None, _("Vừa có thay đổi khác trùng với việc này; hãy thử lại."))
        return None
    return Attempt(effects, digest, result, is_done)


def _digest(form: ActionForm, effects: list[Effect]) -> str:
    """Stands for what a person saw before confirming."""
    said = [(name, form[name].value()) for name in form.fields]
    seen = [(effect.title, effect.lines) for effect in effects]
    return hashlib.sha256(repr((said, seen)).encode()).hexdigest()


class ActionPages:
    """For a ModelAdmin: pages that run actions on a row, or that make one.

    `add_page` stands where the admin would add a row by hand.
    """

    action_pages: Sequence[ActionPage] = ()
    add_page: ActionPage | None = None

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<int:pk>/{page.slug}/",
                self.admin_site.admin_view(partial(self.action_view, page=page)),  # type: ignore[attr-defined]  # the ModelAdmin has it
                name=self._url_name(page),
            )
            for page in self.action_pages
        ]
        return own + super().get_urls()  # type: ignore[misc]  # the ModelAdmin has it

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.add_page is not None and self._may(request, "add")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if self.add_page is None:
            raise PermissionDenied
        return self.action_view(request, page=self.add_page)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None and self._may(request, "change"):
            context["action_links"] = [
                {"title": page.title, "url": self._address(page, row)}
                for page in self.action_pages
                if page.fits(row)
            ]
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # the ModelAdmin has it

    def action_view(
        self, request: HttpRequest, page: ActionPage, pk: int | None = None
    ) -> HttpResponse:
        """GET shows the form; POST previews, or executes what was previewed."""
        if not self._may(request, "change" if page.on_row else "add"):
            raise PermissionDenied
        row = None
        if pk is not None:
            row = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]  # the ModelAdmin has it
        if request.method != "POST":
            return self._form_page(request, page, row, page.form(subject=row))
        form = page.form(request.POST, subject=row)
        if not form.is_valid() or "_edit" in request.POST:
            return self._form_page(request, page, row, form)
        agreed = request.POST.get("_agreed", "") if "_confirm" in request.POST else ""
        tried = attempt(page, form, by=request.user, agreed=agreed)
        if tried is None:
            return self._form_page(request, page, row, form)
        if not tried.is_done:
            return self._preview_page(request, page, row, form, tried, bool(agreed))
        return self._done(request, page, row, tried)

    def _may(self, request: HttpRequest, deed: str) -> bool:
        opts = self.opts  # type: ignore[attr-defined]  # the ModelAdmin has it
        return request.user.has_perm(f"{opts.app_label}.{deed}_{opts.model_name}")  # type: ignore[union-attr]  # signed in

    def _url_name(self, page: ActionPage) -> str:
        opts = self.opts  # type: ignore[attr-defined]  # the ModelAdmin has it
        return f"{opts.app_label}_{opts.model_name}_{page.slug}"

    def _address(self, page: ActionPage, row: Model) -> str:
        return reverse(f"admin:{self._url_name(page)}", args=[row.pk])

    def _context(
        self, request: HttpRequest, page: ActionPage, row: Any, form: ActionForm
    ) -> dict[str, Any]:
        site = self.admin_site  # type: ignore[attr-defined]  # the ModelAdmin has it
        return {
            **site.each_context(request),
            "opts": self.opts,  # type: ignore[attr-defined]  # the ModelAdmin has it
            "title": page.title,
            "page": page,
            "subject": self.row_label(row) if row is not None else "",
            "row": row,
            "form": form,
            "media": self.media + form.media,  # type: ignore[attr-defined]  # the ModelAdmin has it
        }

    def row_label(self, row: Any) -> str:
        """How a page names the row it is about: as pickers do, where they say more."""
        label = getattr(self, "option_label", str)
        return label(row)

    def _form_page(
        self, request: HttpRequest, page: ActionPage, row: Any, form: ActionForm
    ) -> HttpResponse:
        context = self._context(request, page, row, form)
        context["adminform"] = AdminForm(form, form.fieldsets, {}, model_admin=self)
        return TemplateResponse(request, "admin/action_form.html", context)

    def _preview_page(
        self,
        request: HttpRequest,
        page: ActionPage,
        row: Any,
        form: ActionForm,
        tried: Attempt,
        has_changed: bool,
    ) -> HttpResponse:
        context = self._context(request, page, row, form)
        context |= {"effects": tried.effects, "digest": tried.digest}
        context |= {"said": _said(form)}
        context |= {"has_changed": has_changed, "posted": _posted(request, form)}
        return TemplateResponse(request, "admin/action_preview.html", context)

    def _done(
        self, request: HttpRequest, page: ActionPage, row: Any, tried: Attempt
    ) -> HttpResponse:
        made = self._made(tried.result)
        told = [*([row] if row is not None else []), *(m for m in made if m != row)]
        LogEntry.objects.log_actions(
            request.user.pk, told, CHANGE, change_message=str(page.title)
        )
        messages.success(request, _("Đã ghi: %(title)s.") % {"title": page.title})
        opts = self.opts  # type: ignore[attr-defined]  # the ModelAdmin has it
        place = f"admin:{opts.app_label}_{opts.model_name}_change"
        # Where several are made, all are found from the one they come from.
        target = made[0] if len(made) == 1 else told[0]
        return redirect(place, target.pk)

    def _made(self, result: Any) -> list[Any]:
        """Of what an action gave back, the rows that have a page here."""
        rows = result if isinstance(result, list) else [result]
        own = self.opts.concrete_model  # type: ignore[attr-defined]  # the ModelAdmin has it
        ids = [row.pk for row in rows if isinstance(row, own)]
        model = self.model  # type: ignore[attr-defined]  # the ModelAdmin has it
        return list(model._default_manager.filter(pk__in=ids).order_by("pk"))


def _said(form: ActionForm) -> list[tuple[Any, str]]:
    """What was filled in, by the words of the form."""
    said = [
        (asked.label, _words(asked, form.cleaned_data.get(name)))
        for name, asked in form.fields.items()
        if not asked.widget.is_hidden
    ]
    return [(label, words) for label, words in said if words]


def _words(asked: Any, value: Any) -> str:
    if value is None or value is False or value in ("", []):
        return ""
    if isinstance(asked, forms.ModelMultipleChoiceField):
        return ", ".join(map(asked.label_from_instance, value))
    if isinstance(asked, forms.ModelChoiceField):
        return asked.label_from_instance(value)
    if isinstance(asked, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in flatten_choices(asked.choices)}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in chosen)
    return _("có") if value is True else str(localize(value))


def _posted(request: HttpRequest, form: ActionForm) -> list[tuple[str, str]]:
    """Everything the form was given, to be sent again by the confirmation."""
    return [
        (name, value) for name in form.fields for value in request.POST.getlist(name)
    ]
