"""What is searched for in the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.choices import EventKind
from assessments.models import Period
from assessments.reports.changes import ORIGINS
from assessments.reports.trail import TrailFilter


class TrailForm(forms.Form):
    """The filter of the trail; its names are those of the address."""

    xa = forms.CharField(label=_("Tên đơn vị"), max_length=100, required=False)
    ky = forms.ModelChoiceField(
        Period.objects.order_by("-as_of"),
        label=_("Kỳ đánh giá"),
        required=False,
        empty_label=_("mọi kỳ"),
    )
    tieu_chi = forms.IntegerField(
        label=_("Tiêu chí số"), min_value=1, max_value=99, required=False
    )
    viec = forms.ChoiceField(
        label=_("Việc"),
        choices=[("", _("mọi việc")), *EventKind.choices],
        required=False,
    )
    nguoi = forms.CharField(label=_("Người làm"), max_length=100, required=False)
    tu = forms.DateField(label=_("Từ ngày, như 24/11/2022"), required=False)
    den = forms.DateField(label=_("Đến hết ngày"), required=False)
    nguon = forms.ChoiceField(
        label=_("Từ đâu"),
        choices=[("", _("mọi nơi")), *ORIGINS.items()],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("Ngày cuối phải không sớm hơn ngày đầu."))
        return cleaned

    @property
    def asked(self) -> TrailFilter:
        """The filter of a valid form."""
        said = self.cleaned_data
        return TrailFilter(
            unit=said["xa"].strip(),
            period_id=said["ky"].pk if said["ky"] else None,
            number=said["tieu_chi"],
            kind=said["viec"],
            person=said["nguoi"].strip(),
            first=said["tu"],
            last=said["den"],
            origin=said["nguon"],
        )

    @property
    def kept(self) -> dict[str, str]:
        """What other pages of the same list carry in their addresses."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}
