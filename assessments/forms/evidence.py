"""Forms by which proofs and papers of a dossier are added."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Evidence
from assessments.reports.evidence import CriterionState
from assessments.rules.files import SUFFIXES
from documents.models import Document

ACCEPT = ",".join(f".{suffix}" for suffix in SUFFIXES)
FILES_HINT = _("PDF, ảnh, Word hoặc Excel, mỗi tệp không quá 10 MB.")


class FilesInput(forms.FileInput):
    """Several files at once; telephones offer the camera for the kinds accepted."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """All files chosen, in a list; each is checked when it is attached."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return data or []


class ProofForm(forms.Form):
    """Files, an address or a document, and until when they hold."""

    uploads = FilesField(label=_("Tệp"), help_text=FILES_HINT, required=False)
    link = forms.CharField(
        label=_("Địa chỉ trên mạng"),
        help_text=_("Đầy đủ, như https://backan.gov.vn/van-ban"),
        max_length=500,
        required=False,
    )
    title = forms.CharField(label=_("Tên của địa chỉ"), max_length=200, required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Văn bản trên cổng"),
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
    )
    page = forms.CharField(label=_("Trang của văn bản"), max_length=40, required=False)
    valid_until = forms.DateField(
        label=_("Có giá trị đến ngày"),
        help_text=_("Như 31/12/2023. Để trống nếu không có hạn."),
        required=False,
        localize=True,
    )

    def __init__(self, *args: Any, documents: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if documents:
            self.fields["document"].queryset = Document.objects.filter(
                pk__in=[document.pk for document in documents]
            )
        else:
            del self.fields["document"], self.fields["page"]

    def clean(self) -> dict[str, Any]:
        """Refuse a form that brings nothing."""
        said = super().clean() or {}
        if not self.brings and "link" not in self.errors:
            self.add_error("uploads", _("Chọn tệp, ghi địa chỉ hoặc chọn văn bản."))
        return said

    @property
    def brings_new(self) -> bool:
        """Whether a new proof comes with the form."""
        return any(self.cleaned_data.get(n) for n in ("uploads", "link", "document"))

    @property
    def brings(self) -> bool:
        """Whether anything comes with the form."""
        return self.brings_new


class EvidenceForm(ProofForm):
    """Proofs, and the criteria that they stand for."""

    criteria = forms.TypedMultipleChoiceField(
        label=_("Chứng minh cho tiêu chí"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chọn ít nhất một tiêu chí."),
            "invalid_choice": _("Tiêu chí này đã nộp hoặc đã khóa."),
        },
    )
    field_order = ["uploads", "link", "title", "document", "page", "criteria"]

    def __init__(
        self, *args: Any, criteria: Iterable[CriterionState], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = [
            (one.criterion.pk, f"{one.criterion.number}. {one.criterion.name}")
            for one in criteria
        ]


class PaperForm(ProofForm):
    """Papers of a dossier: proofs that the commune has already, or new ones."""

    existing = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=_("Minh chứng xã đã có"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ["existing"]

    def __init__(self, *args: Any, addable: QuerySet[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if addable:
            self.fields["existing"].queryset = addable
        else:
            del self.fields["existing"]

    @property
    def brings(self) -> bool:
        """A proof that was chosen is enough."""
        return bool(self.cleaned_data.get("existing")) or self.brings_new
