"""The facts in the admin: results are shown, what documents say is entered.

A step of an assessment is only taken by its action, and its events stay untouched.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.models import (
    Assessment,
    CriterionResult,
    IndicatorResult,
    Period,
    PeriodSet,
    Plan,
    PlanItem,
    Procedure,
    PublishedFigure,
    RecognitionDecision,
    ResultEvent,
    ReviewStep,
)
from communes.admin import OfUnit, ProvinceFilter
from communes.models import Unit
from documents.readonly_admin import (
    KeptAdmin,
    KeptInline,
    ReadOnlyAdmin,
    ReadOnlyInline,
)


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
        "unit",
        "criteria_set",
        "period",
        "document",
        "is_chosen",
        "confirmed_counted",
        "declared_counted",
        "updated_at",
    ]
    list_filter = [
        "period",
        "criteria_set",
        ProvinceFilter,
        "is_chosen",
        "illustrative",
        ("lapsed_at", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["criteria_set", "period", "document"]
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
        return rows.select_related("indicator", "level__indicator")


@admin.register(CriterionResult)
class CriterionResultAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "assessment__unit"
    list_display = ["unit", "period", "criterion", "status", "step", "outcome"]
    list_filter = ["status", "computed", "verdict", "assessment__period"]
    list_select_related = ["assessment__period", "criterion", "step"]
    search_fields = ["assessment__unit__versions__name_search"]
    ordering = ["-assessment_id", "criterion_id"]
    show_full_result_count = False
    inlines = [IndicatorResultInline]

    @admin.display(description=_("đơn vị"))
    def unit(self, result: CriterionResult) -> Unit:
        return result.assessment.unit

    @admin.display(description=_("kỳ"))
    def period(self, result: CriterionResult) -> Period:
        return result.assessment.period

    @admin.display(description=_("kết quả"))
    def outcome(self, result: CriterionResult) -> str:
        return result.outcome.label


@admin.register(IndicatorResult)
class IndicatorResultAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "criterion_result__assessment__unit"
    list_display = ["unit", "period", "indicator", "value", "basis", "level", "outcome"]
    list_filter = ["outcome", "basis", "criterion_result__assessment__period"]
    list_select_related = [
        "criterion_result__assessment__period",
        "indicator",
        "level__indicator",
    ]
    search_fields = ["criterion_result__assessment__unit__versions__name_search"]
    ordering = ["-criterion_result_id", "indicator_id"]
    show_full_result_count = False

    @admin.display(description=_("đơn vị"))
    def unit(self, result: IndicatorResult) -> Unit:
        return result.criterion_result.assessment.unit

    @admin.display(description=_("kỳ"))
    def period(self, result: IndicatorResult) -> Period:
        return result.criterion_result.assessment.period


@admin.register(ResultEvent)
class ResultEventAdmin(OfUnit, ReadOnlyAdmin):
    unit_path = "assessment__unit"
    list_display = ["at", "unit", "sequence", "kind", "by", "origin", "note"]
    list_filter = ["kind", "origin", "assessment__period"]
    list_select_related = ["assessment", "by"]
    search_fields = ["assessment__unit__versions__name_search"]
    ordering = ["-at", "-pk"]
    show_full_result_count = False

    @admin.display(description=_("đơn vị"))
    def unit(self, event: ResultEvent) -> Unit:
        return event.assessment.unit


@admin.register(RecognitionDecision)
class RecognitionDecisionAdmin(OfUnit, KeptAdmin):
    list_display = ["unit", "tier", "kind", "year", "known_by", "number", "document"]
    list_filter = ["tier", "kind", "year", "basis"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]


@admin.register(PublishedFigure)
class PublishedFigureAdmin(OfUnit, KeptAdmin):
    list_display = [
        "unit",
        "metric",
        "tier",
        "band_minimum",
        "band_maximum",
        "as_of",
        "value",
        "document",
    ]
    list_filter = ["metric", "tier", "as_of"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]


class PlanItemInline(KeptInline):
    model = PlanItem
    autocomplete_fields = ["criterion"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("criterion")


@admin.register(Plan)
class PlanAdmin(OfUnit, KeptAdmin):
    list_display = ["unit", "tier", "year", "is_recognition_planned", "document"]
    list_filter = ["year", "tier", "is_recognition_planned"]
    list_select_related = ["document"]
    search_fields = ["unit__versions__name_search"]
    autocomplete_fields = ["unit", "document"]
    inlines = [PlanItemInline]


class PeriodSetInline(KeptInline):
    model = PeriodSet
    autocomplete_fields = ["criteria_set"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("period", "criteria_set")


@admin.register(Period)
class PeriodAdmin(KeptAdmin):
    list_display = ["year", "kind", "as_of", "closes_on", "closed_at"]
    list_filter = ["kind", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["=year"]
    readonly_fields = ["closed_at", "closed_by"]
    inlines = [PeriodSetInline]


class StepInline(KeptInline):
    model = ReviewStep


@admin.register(Procedure)
class ProcedureAdmin(KeptAdmin):
    list_display = ["name", "period_kind", "valid_from", "valid_to", "document"]
    list_filter = ["period_kind"]
    list_select_related = ["document"]
    search_fields = ["key", "name"]
    autocomplete_fields = ["document"]
    inlines = [StepInline]
