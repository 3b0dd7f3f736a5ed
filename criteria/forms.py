"""What the changes of levels ask for; each form calls its action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communes.choices import REGION_NAMES, VALUES_OF_SCHEME, Scheme, UnitLevel
from communes.forms import UnitChoiceField, class_choices, units
from criteria.actions import append_level, supersede_level, verify_level
from criteria.choices import Layer, Trust
from criteria.errors import CriteriaError
from criteria.models import Indicator, Level
from documents.action_page import ActionForm, day_input
from documents.models import Document

DOCUMENT = Level._meta.get_field("document")
ANY = ("", _("(mọi trường hợp)"))


class VerifyForm(ActionForm):
    """Đối chiếu một mức với văn bản."""

    refusals = (CriteriaError,)
    pickers = {"document": DOCUMENT}

    document = forms.ModelChoiceField(Document.objects.all(), label=_("văn bản"))
    article = forms.CharField(
        label=_("điều, khoản hoặc phụ lục đã đọc"), max_length=200
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("document", self.subject.document_id)

    def run(self, *, by: Any) -> Level:
        return verify_level(self.subject, by=by, **self.cleaned_data)


class LevelForm(ActionForm):
    """A level with its keys; what is left empty means any."""

    refusals = (CriteriaError,)
    pickers = {"document": DOCUMENT, "province": Level._meta.get_field("province")}

    value = forms.DecimalField(
        label=_("mức"),
        max_digits=14,
        decimal_places=4,
        help_text=_("Đạt thì ghi 1; mức chọn thì ghi giá trị của nó."),
    )
    document = forms.ModelChoiceField(Document.objects.all(), label=_("văn bản"))
    layer = forms.ChoiceField(label=_("cấp ban hành"), choices=Layer.choices)
    province = UnitChoiceField(
        label=_("tỉnh"), required=False, help_text=_("Chỉ cho mức do tỉnh ban hành.")
    )
    region = forms.ChoiceField(
        label=_("vùng"), choices=[ANY, *REGION_NAMES.items()], required=False
    )
    year = forms.IntegerField(
        label=_("năm"), min_value=2009, max_value=2100, required=False
    )
    group = forms.ChoiceField(
        label=_("nhóm xã"),
        choices=[ANY, *VALUES_OF_SCHEME[Scheme.GROUP].items()],
        required=False,
    )
    attribute = forms.ChoiceField(
        label=_("phân loại khác"), choices=[ANY, *class_choices()], required=False
    )
    valid_from = forms.DateField(label=_("từ ngày"), widget=day_input())
    valid_to = forms.DateField(
        label=_("đến trước ngày"), widget=day_input(), required=False
    )
    status = forms.ChoiceField(label=_("độ tin cậy"), choices=Trust.choices)
    source_note = forms.CharField(
        label=_("nguồn và ghi chú"), widget=forms.Textarea, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        province: Any = self.fields["province"]
        province.queryset = units().filter(level=UnitLevel.PROVINCE)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("layer") == Layer.PROVINCE) != (said.get("province") is not None):
            self.add_error("province", _("Mức của tỉnh phải nêu tỉnh, mức khác không."))
        start, end = said.get("valid_from"), said.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))
        return said

    def level(self, indicator: Indicator) -> Level:
        """The level that is asked for, not saved yet."""
        said = dict(self.cleaned_data)
        said.pop("indicator", None)
        scheme, _colon, value = said.pop("attribute").partition(":")
        return Level(
            indicator=indicator,
            attribute_scheme=scheme,
            attribute_value=value,
            **said,
        )


class LeafField(forms.ModelChoiceField):
    """Picks a leaf; 1.1 is in every set, so the set is named."""

    def label_from_instance(self, obj: Any) -> str:
        return leaf_label(obj)


def leaf_label(leaf: Indicator) -> str:
    """A leaf with its set."""
    return f"{leaf} ({leaf.criterion.criteria_set.name})"


class AppendForm(LevelForm):
    """Ghi thêm một mức."""

    field_order = ["indicator"]
    pickers = {**LevelForm.pickers, "indicator": Level._meta.get_field("indicator")}

    indicator = LeafField(
        Indicator.objects.exclude(measure=None).select_related(
            "criterion__criteria_set"
        ),
        label=_("chỉ tiêu"),
    )

    def run(self, *, by: Any) -> Level:
        return append_level(level=self.level(self.cleaned_data["indicator"]), by=by)


class SupersedeForm(LevelForm):
    """Thay một mức bằng mức đúng; mức cũ ở lại cho những gì đã dùng nó."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.subject
        scheme, value = old.attribute_scheme, old.attribute_value
        self.initial.setdefault("attribute", f"{scheme}:{value}" if scheme else "")
        self.initial.setdefault("value", f"{old.value.normalize():f}")
        for name in self.fields:
            if name not in self.initial:
                value = getattr(old, name)
                self.initial[name] = getattr(value, "pk", value)

    def run(self, *, by: Any) -> Level:
        correction = self.level(self.subject.indicator)
        return supersede_level(self.subject, correction=correction, by=by)
