"""Maps in the admin: a file of outlines is shown as it will stand, then confirmed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communes.actions.layers import LayerFacts, save_layer, standing_layer
from communes.choices import DRAWN_LEVELS, LayerKind, UnitLevel
from communes.errors import UnitsError
from communes.imports.boundaries import LayerPlan, plan_polygons
from communes.imports.geojson import MAX_BYTES, GeoJsonError, read_features
from communes.models import BoundaryLayer, UnitVersion
from documents.models import Document

# A preview can be confirmed for an hour, by the person who saw it.
CONFIRM_WITHIN = 3600


def provinces() -> list[tuple[int, str]]:
    """Every province that ever was, by its last name, with the day it ended."""
    versions = UnitVersion.objects.of_level(UnitLevel.PROVINCE).order_by("valid_from")
    newest = {version.unit_id: version for version in versions}
    return [
        (
            v.unit_id,
            v.full_name + (f" (– {date_format(v.valid_to)})" if v.valid_to else ""),
        )
        for v in sorted(newest.values(), key=lambda v: v.name_sort)
    ]


class LayerForm(forms.Form):
    """A GeoJSON file and what is to be known of it."""

    file = forms.FileField(
        label=gettext_lazy("Tệp GeoJSON"),
        help_text=gettext_lazy(
            "Polygon hoặc MultiPolygon, WGS 84, có mã đơn vị. Nhiều nhất 10 MB."
        ),
    )
    province = forms.TypedChoiceField(
        label=gettext_lazy("Tỉnh"), choices=provinces, coerce=int
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp được vẽ"),
        choices=[(level.value, level.label) for level in reversed(DRAWN_LEVELS)],
    )
    valid_from = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        help_text=gettext_lazy(
            "Các hình được khớp với đơn vị có hiệu lực vào ngày này."
        ),
    )
    valid_to = forms.DateField(label=gettext_lazy("Đến trước ngày"), required=False)
    title = forms.CharField(label=gettext_lazy("Tên lớp"), max_length=160)
    title_en = forms.CharField(
        label=gettext_lazy("Tên lớp, tiếng Anh"), max_length=160, required=False
    )
    document = forms.ModelChoiceField(
        Document.objects.all(), label=gettext_lazy("Nguồn")
    )
    licence = forms.CharField(
        label=gettext_lazy("Giấy phép"),
        help_text=gettext_lazy("Ai cho dùng và theo điều khoản nào."),
        widget=forms.Textarea({"rows": 2}),
    )
    caveat = forms.CharField(
        label=gettext_lazy("Lưu ý cho người đọc"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    caveat_en = forms.CharField(
        label=gettext_lazy("Lưu ý, tiếng Anh"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            limit = {"limit": MAX_BYTES // 1024 // 1024}
            raise forms.ValidationError(_("Tệp lớn hơn %(limit)s MB.") % limit)
        return file

    def clean(self) -> None:
        said = self.cleaned_data
        start, stop = said.get("valid_from"), said.get("valid_to")
        if start and stop and stop <= start:
            self.add_error("valid_to", _("Ngày hết hiệu lực phải sau ngày bắt đầu."))

    def plan(self) -> LayerPlan | None:
        """What the file would write; None where it cannot, told as form errors."""
        said = dict(self.cleaned_data)
        file = said.pop("file")
        facts = LayerFacts(
            province_id=said.pop("province"),
            document_id=said.pop("document").pk,
            kind=LayerKind.POLYGONS,
            width=0,
            height=0,
            **said,
        )
        try:
            return plan_polygons(facts, read_features(file.read()))
        except GeoJsonError as error:
            self.add_error("file", error.problems)
            return None


@admin.register(BoundaryLayer)
class BoundaryLayerAdmin(admin.ModelAdmin):
    """Words of a layer can be mended; its shapes come from a file."""

    list_display = [
        "said_title",
        "kind",
        "level",
        "shape_count",
        "valid_from",
        "valid_to",
        "document",
        "licence",
    ]
    list_filter = ["kind", "level"]
    list_select_related = ["document"]
    list_per_page = 50
    search_fields = ["title", "title_en", "document__title"]
    fields = [
        "title",
        "title_en",
        "kind",
        "level",
        "province",
        "valid_from",
        "valid_to",
        "document",
        "licence",
        "caveat",
        "caveat_en",
        "shape_count",
    ]
    readonly_fields = ["kind", "level", "province", "valid_from", "shape_count"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.annotate(shape_total=Count("shapes"))

    @admin.display(description=gettext_lazy("số đơn vị"), ordering="shape_total")
    def shape_count(self, layer: BoundaryLayer) -> int:
        return layer.shape_total  # type: ignore[attr-defined]  # annotated above

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A file, then a preview of it, then the writing: three steps of one page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, form=LayerForm())
        if "plan" in request.POST:
            return self._confirm(request)
        form = LayerForm(request.POST, request.FILES)
        plan = form.plan() if form.is_valid() else None
        if plan is None:
            return self._page(request, form=form)
        return self._page(
            request,
            plan=plan,
            signed=signing.dumps(plan.dump(), salt=_salt(request), compress=True),
            replaced=standing_layer(plan.facts),
            province=dict(provinces())[plan.facts.province_id],
            document=form.cleaned_data["document"],
        )

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        """Write exactly what the preview showed."""
        try:
            dumped = signing.loads(
                request.POST["plan"], salt=_salt(request), max_age=CONFIRM_WITHIN
            )
            plan = LayerPlan.load(dumped)
            layer = save_layer(facts=plan.facts, shapes=plan.shapes, by=request.user)
        except signing.BadSignature:
            text = _("Bản xem trước đã quá một giờ hoặc không phải của bạn.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:communes_boundarylayer_add"))
        except UnitsError as error:
            self.message_user(request, error.message, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:communes_boundarylayer_add"))
        said = {"count": len(plan.shapes), "title": layer.said_title}
        text = _("Đã ghi %(count)s đơn vị vào “%(title)s”.") % said
        self.log_addition(request, layer, text)
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:communes_boundarylayer_changelist"))

    def _page(self, request: HttpRequest, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            request,
            "admin/communes/boundarylayer/import.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Nhập lớp ranh giới"),
                **context,
            },
        )


def _salt(request: HttpRequest) -> str:
    return f"communes.layer.{request.user.pk}"
