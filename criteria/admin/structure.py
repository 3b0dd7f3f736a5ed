"""The structure of the law in the admin: shown, since published sets stay."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from criteria.forms import leaf_label
from criteria.models import (
    Band,
    CheckRule,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    CriterionLead,
    Indicator,
    Level,
    Measure,
    MeasureOption,
    SubstitutionRule,
)
from documents.readonly_admin import ReadOnlyAdmin, ReadOnlyInline, TracedAdmin


class OptionInline(ReadOnlyInline):
    model = MeasureOption


@admin.register(Measure)
class MeasureAdmin(ReadOnlyAdmin):
    list_display = ["key", "name", "kind", "unit", "decimals", "on_merger"]
    list_filter = ["kind", "on_merger"]
    search_fields = ["key", "name_vi", "name_en"]
    inlines = [OptionInline]


@admin.register(CheckRule)
class CheckRuleAdmin(TracedAdmin, ReadOnlyAdmin):
    list_display = ["key", "kind", "measure", "other", "limit", "valid_from"]
    list_filter = ["kind"]
    list_select_related = ["measure", "other"]
    search_fields = ["key", "measure__key", "measure__name_vi"]


class GroupInline(ReadOnlyInline):
    model = CriterionGroup


class CriterionInline(ReadOnlyInline):
    model = Criterion
    fields = ["number", "name_vi", "name_en", "group"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("group")


class BandInline(ReadOnlyInline):
    model = Band


class SubstitutionInline(ReadOnlyInline):
    model = SubstitutionRule

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document")


@admin.register(CriteriaSet)
class CriteriaSetAdmin(TracedAdmin, ReadOnlyAdmin):
    list_display = [
        "name",
        "key",
        "unit_level",
        "tier",
        "valid_from",
        "valid_to",
        "document",
        "published_at",
    ]
    list_filter = ["unit_level", "tier"]
    list_select_related = ["document"]
    search_fields = ["key", "name_vi", "name_en", "document__number"]
    inlines = [GroupInline, CriterionInline, BandInline, SubstitutionInline]


class LeadInline(ReadOnlyInline):
    model = CriterionLead


class IndicatorInline(ReadOnlyInline):
    model = Indicator
    fields = [
        "code",
        "name_vi",
        "name_en",
        "measure",
        "operator",
        "combine",
        "at_least",
    ]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("measure")


@admin.register(Criterion)
class CriterionAdmin(ReadOnlyAdmin):
    list_display = ["number", "name", "group", "criteria_set"]
    list_filter = ["criteria_set"]
    list_select_related = ["group", "criteria_set"]
    search_fields = [
        "=number",
        "name_vi",
        "name_en",
        "criteria_set__key",
        "criteria_set__name_vi",
    ]
    inlines = [IndicatorInline, LeadInline]


class LevelInline(ReadOnlyInline):
    model = Level
    fields = [
        "said_value",
        "layer",
        "for_whom",
        "valid_from",
        "valid_to",
        "status",
        "document",
    ]
    readonly_fields = ["said_value", "for_whom"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        rows = rows.select_related("document", "indicator__measure")
        return rows.prefetch_related(
            "indicator__measure__options", "province__versions"
        )


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["code", "name", "criterion", "measure", "operator", "combine"]
    list_filter = ["criterion__criteria_set", "is_delegated", "may_not_apply"]
    search_fields = ["code", "name_vi", "name_en", "measure__key"]
    inlines = [LevelInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows.select_related("criterion__criteria_set", "measure")

    def option_label(self, leaf: Indicator) -> str:
        """How a picker offers it: with its set."""
        return leaf_label(leaf)
