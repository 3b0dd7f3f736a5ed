"""Results in the admin: shown only.

A step of an assessment is only taken by its action, and its events stay untouched.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.attention import ATTENTION_ACCOUNTS
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    IndicatorResult,
    Period,
    ResultEvent,
)
from communes.admin import OfUnit, ProvinceFilter
from documents.readonly_admin import ReadOnlyAdmin, ReadOnlyInline, attention_filter


class CriterionResultInline(ReadOnlyInline):
    model = CriterionResult
    fields = ["criterion", "status", "step", "computed", "verdict", "verdict_reason"]
    ordering = ["criterion__number"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("criterion", "step")


@admin.register(Assessment)
class AssessmentAdmin(OfUnit, ReadOnlyAdmin):
    list_display = [
        "place",
        "criteria_set",
        "period",
        "document",
        "is_chosen",
        "confirmed_counted",
        "declared_counted",
        "updated_at",
    ]
    list_filter = [
        attention_filter(ATTENTION_ACCOUNTS),
        "period",
        "criteria_set",
        ProvinceFilter,
        "is_chosen",
        "illustrative",
        ("lapsed_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["criteria_set", "period", "document", "unit_version"]
    exclude = ["unit", "province", "district"]
    readonly_fields = ["place"]
    search_fields = ["unit__versions__name_search"]
    inlines = [CriterionResultInline]


class IndicatorResultInline(ReadOnlyInline):
    model = IndicatorResult
    fields = [
        "indicator",
        "value",
        "basis",
        "not_applicable_reason",
        "level",
        "level_reason",
        "outcome",
        "note",
    ]
    ordering = ["indicator__position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related(
            "indicator", "level__indicator__measure"
        ).prefetch_related("level__indicator__measure__options")


@admin.register(CriterionResult)
class CriterionResultAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "assessment__unit"
    list_display = ["place", "period", "criterion", "status", "step", "outcome"]
    list_filter = ["status", "computed", "verdict", "assessment__period"]
    list_select_related = ["assessment__period", "criterion", "step"]
    search_fields = ["assessment__unit__versions__name_search"]
    ordering = ["-assessment_id", "criterion_id"]
    show_full_result_count = False
    inlines = [IndicatorResultInline]

    @admin.display(description=_("kỳ"))
    def period(self, result: CriterionResult) -> Period:
        return result.assessment.period

    @admin.display(description=_("kết quả"))
    def outcome(self, result: CriterionResult) -> str:
        return result.outcome.label


@admin.register(IndicatorResult)
class IndicatorResultAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "criterion_result__assessment__unit"
    list_display = [
        "place",
        "period",
        "indicator",
        "value",
        "basis",
        "level",
        "outcome",
    ]
    list_filter = ["outcome", "basis", "criterion_result__assessment__period"]
    list_select_related = [
        "criterion_result__assessment__period",
        "indicator",
        "level__indicator__measure",
    ]
    search_fields = ["criterion_result__assessment__unit__versions__name_search"]
    ordering = ["-criterion_result_id", "indicator_id"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.prefetch_related("level__indicator__measure__options")

    @admin.display(description=_("kỳ"))
    def period(self, result: IndicatorResult) -> Period:
        return result.criterion_result.assessment.period


@admin.register(ResultEvent)
class ResultEventAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "assessment__unit"
    list_display = ["at", "place", "sequence", "kind", "by", "origin", "note"]
    list_filter = ["kind", "origin", "assessment__period"]
    list_select_related = ["assessment", "by"]
    search_fields = ["assessment__unit__versions__name_search"]
    ordering = ["-at", "-pk"]
    show_full_result_count = False


@admin.register(Evidence)
class EvidenceAdmin(OfUnit, ReadOnlyAdmin):
    list_display = ["title", "kind", "place", "period", "valid_until", "created_at"]
    list_filter = ["kind", "period"]
    list_select_related = ["period"]
    search_fields = ["unit__versions__name_search"]
    ordering = ["-pk"]
    exclude = ["criterion_results", "file"]
    readonly_fields = ["download", "results"]

    @admin.display(description=_("tệp"), empty_value="–")
    def download(self, evidence: Evidence) -> str:
        # The file's own address leads nowhere: it is never served as it lies.
        if not evidence.file:
            return ""
        address = reverse("evidence:file", args=[evidence.pk])
        return format_html('<a href="{}">{}</a>', address, evidence.title)

    @admin.display(description=_("kết quả tiêu chí"))
    def results(self, evidence: Evidence) -> str:
        rows = evidence.criterion_results.select_related("criterion")
        return "; ".join(str(row.criterion) for row in rows.order_by("criterion"))
