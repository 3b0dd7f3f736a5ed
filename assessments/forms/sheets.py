"""Forms by which a coordinator brings in sheets."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.actions.documents import Citation, find_document
from assessments.choices import Metric
from assessments.errors import AssessmentsError
from assessments.imports.limits import MAX_BYTES
from assessments.imports.reading import SUFFIXES
from assessments.models import Assessment, PeriodSet, PublishedFigure
from assessments.permissions import import_provinces
from assessments.reports.running import running
from communes.choices import PROVINCE_KINDS, UnitLevel
from communes.models import UnitVersion
from communes.reports import heirs_among
from criteria.choices import Tier
from documents.choices import DocumentKind
from documents.models import Document


def province_labels(user: User) -> list[tuple[int, str]]:
    """Provinces that a person may bring results of, each with its last day."""
    versions = UnitVersion.objects.filter(
        unit__in=import_provinces(user), kind__in=PROVINCE_KINDS
    ).order_by("valid_from", "pk")
    newest = {version.unit_id: version for version in versions}
    labelled = [
        (unit_id, _label(version), version.valid_to is not None, version.name_sort)
        for unit_id, version in newest.items()
    ]
    labelled.sort(key=lambda one: (one[3], one[2]))
    return [(unit_id, label) for unit_id, label, _ended, _sort in labelled]


def home_province(labels: list[tuple[int, str]]) -> int | None:
    """The province of the site where a person may bring its results, else any."""
    home = UnitVersion.objects.filter(
        name=settings.HOME_PROVINCE,
        kind__in=PROVINCE_KINDS,
        unit__in=[unit_id for unit_id, _label in labels],
    ).first()
    if home is not None:
        return home.unit_id
    return labels[0][0] if labels else None


def _label(version: UnitVersion) -> str:
    if version.valid_to is None:
        return version.full_name
    last = version.valid_to - dt.timedelta(days=1)
    return _("%(name)s (đến hết %(day)s)") % {
        "name": version.full_name,
        "day": date_format(last),
    }


class PeriodSetField(forms.ModelChoiceField):
    """An open period with the set that judges its communes."""

    def __init__(self) -> None:
        super().__init__(
            PeriodSet.objects.filter(
                unit_level=UnitLevel.COMMUNE, period__closed_at__isnull=True
            )
            .select_related("period", "criteria_set")
            .order_by("-period__as_of", "tier"),
            label=_("Kỳ đánh giá"),
            empty_label=None,
            initial=self._running,
        )

    def _running(self) -> PeriodSet | None:
        # Anew each time: this is the field of the class, not of one form.
        return running(list(self.queryset.all()))


class DocumentField(forms.ModelChoiceField):
    """A stored document, by how pages cite it."""

    def __init__(self) -> None:
        # Those that accounts or figures came with; any other is named by its number.
        used = Exists(Assessment.objects.filter(document=OuterRef("pk"))) | Exists(
            PublishedFigure.objects.filter(document=OuterRef("pk"))
        )
        super().__init__(
            Document.objects.filter(used)
            .exclude(kind=DocumentKind.ROUND)
            .order_by("-issued_on", "-pk"),
            label=_("Văn bản đã có trên cổng"),
            required=False,
            empty_label=_("Văn bản mới, ghi ở dưới"),
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.label}, {obj.said_issuer}" if obj.issuer else obj.label


class DocumentForm(forms.Form):
    """The document that says so: a stored one, or a new one as it is printed."""

    stored_document = DocumentField()
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = forms.DateField(
        label=_("Ngày ban hành, như 31/12/2021"), required=False
    )
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=160, required=False
    )
    document_title = forms.CharField(
        label=_("Trích yếu"), max_length=400, required=False
    )
    document_kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        # The portal's own round is never cited by a sheet.
        choices=[
            kind for kind in DocumentKind.choices if kind[0] != DocumentKind.ROUND
        ],
        initial=DocumentKind.REPORT,
        required=False,
    )
    is_another = forms.TypedChoiceField(
        label=_("Nếu cổng đã có văn bản cùng số"),
        choices=[("", _("dừng lại để tôi xem")), ("1", _("đây là văn bản khác"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )

    _TYPED = ("number", "issued_on", "issuer", "document_title")
    _FIELD_OF = {
        "number": "number",
        "issued_on": "issued_on",
        "title": "document_title",
        "document": "stored_document",
    }

    def clean(self) -> dict[str, Any]:
        """Refuse a document that cannot be cited, beside the field it concerns."""
        cleaned = super().clean() or {}
        typed = any(cleaned.get(name) for name in self._TYPED)
        if cleaned.get("stored_document") and typed:
            text = _("Chọn văn bản đã có, hoặc ghi văn bản mới; không cả hai.")
            self.add_error("stored_document", text)
        if self.errors:
            return cleaned
        try:
            find_document(self.citation)
        except AssessmentsError as error:
            self.add_error(self._FIELD_OF.get(error.field), error.message)
        return cleaned

    @property
    def citation(self) -> Citation:
        """The document as the person named it."""
        said = self.cleaned_data
        stored = said.get("stored_document")
        if stored is not None:
            return Citation(key=stored.key)
        return Citation(
            number=said.get("number", "").strip(),
            issued_on=said.get("issued_on"),
            issuer=said.get("issuer", "").strip(),
            title=said.get("document_title", "").strip(),
            kind=said.get("document_kind") or self.fields["document_kind"].initial,
            is_another=said.get("is_another", False),
        )


class CitedForm(DocumentForm):
    """A province and the document that says what is brought in."""

    province = forms.TypedChoiceField(label=_("Tỉnh"), coerce=int)
    field_order = ["province"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = province_labels(user)
        self.fields["province"].choices = labels
        self.fields["province"].initial = home_province(labels)


class SheetField(forms.FileField):
    """A sheet to upload, refused by its size before it is read."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Tệp .xlsx, .xls, .ods hoặc .csv"),
            max_length=200,
            widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
            error_messages={
                "required": _("Hãy chọn một tệp."),
                "empty": _("Tệp rỗng. Mở tệp xem lại rồi gửi lại."),
                "max_length": _("Tên tệp dài hơn %(max)d ký tự; hãy đặt tên ngắn hơn."),
            },
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Tệp lớn hơn %(limit)s MB.") % {"limit": MAX_BYTES // 1_000_000}
            )
        return file


class ResultsUploadForm(CitedForm):
    """A sheet of results."""

    period_set = PeriodSetField()
    file = SheetField()
    chosen_reason = forms.CharField(
        label=_("Lý do chọn làm kết quả (bỏ trống: chỉ ghi, chưa chọn)"),
        max_length=300,
        required=False,
    )
    field_order = ["province", "period_set", "file", "chosen_reason"]

    def clean(self) -> dict[str, Any]:
        """Refuse a province that is none on the day of the period."""
        cleaned = super().clean()
        province, period_set = cleaned.get("province"), cleaned.get("period_set")
        if province is not None and period_set is not None:
            fault = _standing_fault(province, period_set.period.as_of)
            if fault:
                self.add_error("province", fault)
        return cleaned


def _standing_fault(province_id: int, day: dt.date) -> str:
    """Why a province has no communes on a day, and which has them now; "" if it has."""
    standing = UnitVersion.objects.in_force_on(day).filter(kind__in=PROVINCE_KINDS)
    names = {version.unit_id: version.full_name for version in standing}
    if province_id in names:
        return ""
    heirs = heirs_among(names, day).get(province_id, [])
    said = {
        "day": date_format(day),
        "heirs": ", ".join(names[unit_id] for unit_id in heirs),
    }
    if heirs:
        return (
            _("Tỉnh này không còn vào ngày của kỳ (%(day)s); hãy chọn %(heirs)s.")
            % said
        )
    return _("Tỉnh này không có vào ngày của kỳ (%(day)s).") % said


class FiguresUploadForm(CitedForm):
    """A sheet of published figures."""

    file = SheetField()
    field_order = ["province", "file"]


class FigureForm(CitedForm):
    """One published figure."""

    metric = forms.ChoiceField(label=_("Về"), choices=Metric)
    tier = forms.ChoiceField(label=_("Chuẩn"), choices=Tier)
    low = forms.CharField(
        label=_("Khoảng: từ số tiêu chí"), max_length=3, required=False
    )
    high = forms.CharField(
        label=_("Khoảng: đến số tiêu chí"), max_length=3, required=False
    )
    as_of = forms.DateField(label=_("Tính đến ngày, như 31/12/2021"))
    value = forms.CharField(label=_("Số, như 12,11"), max_length=20)
    denominator = forms.CharField(
        label=_("Trên tổng số"), max_length=10, required=False
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)
    field_order = [
        "province",
        "metric",
        "tier",
        "low",
        "high",
        "as_of",
        "value",
        "denominator",
        "note",
    ]


class ChooseForm(forms.Form):
    """Why this account of several."""

    chosen_reason = forms.CharField(label=_("Lý do chọn"), max_length=300)
