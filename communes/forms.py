"""What the changes of units ask for; each form calls its action."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from communes.actions import (
    NewUnit,
    classify,
    merge,
    move,
    recode,
    rename,
    retype,
    split,
)
from communes.choices import (
    KINDS_OF_LEVEL,
    VALUES_OF_SCHEME,
    Basis,
    Extent,
    Scheme,
    UnitKind,
    UnitLevel,
)
from communes.errors import UnitsError
from communes.labels import newest_version, place_label, with_places
from communes.models import Classification, SuccessionLink, Unit, UnitVersion
from communes.names import bare_name, nfc
from documents.action_page import ActionForm, day_input
from documents.models import Document

# More units than these go through `load_units`.
SOURCES = range(1, 9)
PARTS = range(1, 5)
PARENT = UnitVersion._meta.get_field("parent")
DOCUMENT = UnitVersion._meta.get_field("document")
PREDECESSOR = SuccessionLink._meta.get_field("predecessor")


class UnitChoiceField(forms.ModelChoiceField):
    """Picks a unit; namesakes are told apart by their place."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", units())
        super().__init__(**kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return place_label(obj)


class NameField(forms.CharField):
    """The name of a unit, before which pages write its kind.

    "Phường Đúc", the one real name of another shape, came by `load_units`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> str:
        name = nfc(super().clean(value))
        bare = bare_name(name)
        if bare != name:
            text = _("Chỉ ghi tên, không kèm loại: “%(name)s”.")
            raise ValidationError(text, params={"name": bare})
        return name


class CodeField(forms.CharField):
    """The code of a unit in the national list."""

    default_validators = [
        RegexValidator(r"^[0-9]+\Z", _("Mã chỉ gồm chữ số, như 01933."))
    ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)


def units() -> Any:
    """Every unit, with what its label needs."""
    return Unit.objects.prefetch_related(*with_places())


def kind_choices(level: str) -> list[tuple[str, Any]]:
    """The kinds that a unit of this level can be."""
    return [(kind.value, kind.label) for kind in KINDS_OF_LEVEL[UnitLevel(level)]]


def class_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Every class in words below its scheme, as "zone:III"."""
    return [
        (scheme.label, [(f"{scheme}:{value}", words) for value, words in known.items()])
        for scheme in Scheme
        for known in [VALUES_OF_SCHEME[scheme]]
    ]


class UnitActionForm(ActionForm):
    """A change of units on a day, by a document."""

    refusals = (UnitsError,)
    pickers: dict[str, Any] = {"document": DOCUMENT}

    day = forms.DateField(label=_("từ ngày"), widget=day_input())
    document = forms.ModelChoiceField(Document.objects.all(), label=_("văn bản"))

    @property
    def unit(self) -> Unit:
        """The unit itself, whichever proxy the page is of."""
        return Unit.objects.get(pk=self.subject.pk)

    @property
    def said(self) -> dict[str, Any]:
        """The day and the document."""
        return {name: self.cleaned_data[name] for name in ("day", "document")}


class RenameForm(UnitActionForm):
    """Đổi tên."""

    field_order = ["name"]
    name = NameField(label=_("tên mới, không kèm loại"))

    def run(self, *, by: Any) -> UnitVersion:
        return rename(
            unit=self.unit, name=self.cleaned_data["name"], by=by, **self.said
        )


class RetypeForm(UnitActionForm):
    """Đổi loại."""

    field_order = ["kind"]
    kind = forms.ChoiceField(label=_("loại mới"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["kind"]
        choices.choices = kind_choices(self.subject.level)

    def run(self, *, by: Any) -> UnitVersion:
        kind = UnitKind(self.cleaned_data["kind"])
        return retype(unit=self.unit, kind=kind, by=by, **self.said)


class RecodeForm(UnitActionForm):
    """Đổi mã."""

    field_order = ["code"]
    code = CodeField(label=_("mã mới"))

    def run(self, *, by: Any) -> UnitVersion:
        return recode(
            unit=self.unit, code=self.cleaned_data["code"], by=by, **self.said
        )


class MoveForm(UnitActionForm):
    """Chuyển về đơn vị cấp trên khác."""

    field_order = ["parent"]
    pickers = {"document": DOCUMENT, "parent": PARENT}
    parent = UnitChoiceField(label=_("đơn vị cấp trên mới"))

    def run(self, *, by: Any) -> UnitVersion:
        return move(
            unit=self.unit, parent=self.cleaned_data["parent"], by=by, **self.said
        )


class MergeForm(UnitActionForm):
    """Sáp nhập. What is under the units that end goes on under the new one."""

    field_order = ["name", "kind", "code", "parent", "day", "document"]
    field_of = {"predecessors": "unit_1", "children": "unit_1"}
    pickers = {"document": DOCUMENT, "parent": PARENT}
    name = NameField(label=_("tên đơn vị mới, không kèm loại"))
    kind = forms.ChoiceField(label=_("loại"))
    code = CodeField(label=_("mã"), required=False)
    parent = UnitChoiceField(
        label=_("trực thuộc"),
        required=False,
        help_text=_("Để trống: như đơn vị đang xem."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = kind_choices(self.subject.level)
        for number in SOURCES:
            self._add_source(number)
        self.initial.setdefault("unit_1", self.subject.pk)

    def _add_source(self, number: int) -> None:
        self.fields[f"unit_{number}"] = UnitChoiceField(
            label=_("Đơn vị cũ thứ %(number)s") % {"number": number},
            required=number == 1,
        )
        self.fields[f"extent_{number}"] = forms.ChoiceField(
            label=_("Phạm vi"), choices=Extent.choices, required=False
        )
        self.make_picker(f"unit_{number}", PREDECESSOR)

    @property
    def fieldsets(self) -> list[tuple[Any, dict[str, Any]]]:
        old = [(f"unit_{n}", f"extent_{n}") for n in SOURCES]
        named = {name for pair in old for name in pair}
        new = [name for name in self.fields if name not in named]
        return [(_("Đơn vị mới"), {"fields": new}), (_("Đơn vị cũ"), {"fields": old})]

    @property
    def sources(self) -> list[tuple[Unit, Extent]]:
        """The old units, each with how much of it goes."""
        said = self.cleaned_data
        return [
            (said[f"unit_{n}"], Extent(said[f"extent_{n}"] or Extent.WHOLE))
            for n in SOURCES
            if said.get(f"unit_{n}") is not None
        ]

    @property
    def ending(self) -> list[Unit]:
        """The units that end."""
        return [unit for unit, extent in self.sources if extent == Extent.WHOLE]

    def run(self, *, by: Any) -> Unit:
        said = self.cleaned_data
        into = NewUnit(
            name=said["name"],
            kind=UnitKind(said["kind"]),
            parent=said["parent"] or parent_of(self.subject),
            code=said["code"],
            children=children_on(self.ending, said["day"]),
        )
        return merge(predecessors=self.sources, into=into, by=by, **self.said)


class SplitForm(UnitActionForm):
    """Chia tách thành hai đến bốn đơn vị mới, mỗi đơn vị một nhóm ô."""

    field_of = {
        "into": "name_1",
        "name": "name_1",
        "code": "code_1",
        "kind": "kind_1",
        "children": "children_1",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = children_choices(self.subject)
        for number in PARTS:
            self._add_part(number, below)

    def _add_part(self, number: int, below: list[tuple[int, str]]) -> None:
        must = number <= 2
        self.fields[f"name_{number}"] = NameField(
            label=_("Tên, không kèm loại"), required=must
        )
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("Loại"), choices=kind_choices(self.subject.level), required=must
        )
        self.fields[f"code_{number}"] = CodeField(label=_("Mã"), required=False)
        if below:
            self.fields[f"children_{number}"] = forms.TypedMultipleChoiceField(
                label=_("Đơn vị trực thuộc chuyển về"),
                choices=below,
                coerce=int,
                required=False,
            )

    @property
    def fieldsets(self) -> list[tuple[Any, dict[str, Any]]]:
        groups = [(None, {"fields": ["day", "document"]})]
        for number in PARTS:
            names = [n for n in self.fields if n.endswith(f"_{number}")]
            title = _("Đơn vị mới thứ %(number)s") % {"number": number}
            groups.append((title, {"fields": names}))
        return groups

    @property
    def ending(self) -> list[Unit]:
        """The unit that ends."""
        return [self.unit]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        given = [pk for n in PARTS for pk in said.get(f"children_{n}", [])]
        twice = {pk for pk in given if given.count(pk) > 1}
        if twice:
            self.add_error(
                "children_1",
                _("Một đơn vị trực thuộc chỉ chuyển về một đơn vị mới."),
            )
        for number in PARTS:
            self._refuse_half(number, said)
        return said

    def _refuse_half(self, number: int, said: dict[str, Any]) -> None:
        """What has a name, a code or units must be a whole unit: named, of a kind."""
        is_meant = any(
            said.get(f"{of}_{number}") for of in ("name", "code", "children")
        )
        for name in (f"name_{number}", f"kind_{number}"):
            if is_meant and name not in self.errors and not said.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])

    def run(self, *, by: Any) -> list[Unit]:
        into = [self._new(n) for n in PARTS if self.cleaned_data[f"name_{n}"]]
        return split(unit=self.unit, into=into, by=by, **self.said)

    def _new(self, number: int) -> NewUnit:
        said = self.cleaned_data
        chosen = said.get(f"children_{number}", [])
        return NewUnit(
            name=said[f"name_{number}"],
            kind=UnitKind(said[f"kind_{number}"]),
            parent=parent_of(self.subject),
            code=said[f"code_{number}"],
            children=list(Unit.objects.filter(pk__in=chosen).order_by("pk")),
        )


class ClassifyForm(UnitActionForm):
    """Phân loại."""

    field_order = ["unit_picked", "class_picked"]
    field_of = {"unit": "unit_picked", "value": "class_picked"}
    pickers = {
        "document": DOCUMENT,
        "unit_picked": Classification._meta.get_field("unit"),
    }
    unit_picked = UnitChoiceField(label=_("đơn vị"))
    class_picked = forms.ChoiceField(
        label=_("phân loại"), choices=[*BLANK_CHOICE_DASH, *class_choices()]
    )
    basis = forms.ChoiceField(label=_("căn cứ"), choices=Basis.choices)

    def run(self, *, by: Any) -> Classification:
        said = self.cleaned_data
        scheme, value = said["class_picked"].split(":")
        return classify(
            unit=said["unit_picked"],
            scheme=Scheme(scheme),
            value=value,
            basis=Basis(said["basis"]),
            by=by,
            **self.said,
        )


def parent_of(unit: Unit) -> Unit | None:
    """Whom a unit stood under last."""
    newest = newest_version(unit)
    return newest.parent if newest else None


def children_on(above: list[Unit], day: dt.date) -> list[Unit]:
    """What is under these units on `day` or later, in id order."""
    below = UnitVersion.objects.filter(parent__in=above).overlapping(day, None)
    return list(Unit.objects.filter(pk__in=below.values("unit")).order_by("pk"))


def children_choices(unit: Unit) -> list[tuple[int, str]]:
    """What is under a unit now, to be dealt out among its successors."""
    below = UnitVersion.objects.filter(parent=unit, valid_to=None).order_by("name_sort")
    return [(version.unit_id, version.full_name) for version in below]
