"""One small function per model; what a test does not name is plausible and valid."""

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Agency, Membership, User
from assessments.models import (
    Assessment,
    CriterionResult,
    Evidence,
    ImportDraft,
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
    WrittenName,
)
from communes.choices import Scheme, UnitKind, UnitLevel
from communes.models import (
    BoundaryLayer,
    BoundaryShape,
    Classification,
    Unit,
    UnitVersion,
)
from criteria.models import (
    CheckRule,
    CriteriaSet,
    Criterion,
    CriterionGroup,
    Indicator,
    Level,
    Measure,
    SubstitutionRule,
)
from documents.choices import DocumentKind
from documents.models import Document
from reporting.models import Target

# The first day of the register of units.
START = dt.date(2004, 8, 31)
# The day of the period that tests judge.
AS_OF = dt.date(2021, 12, 31)
# What a leaf requires by its kind of measure.
LEVEL_OF_KIND = {"yes_no": 1, "percent": 80}

_numbers = count(1)


def make_document(**over: Any) -> Document:
    number = next(_numbers)
    fields = {
        "key": f"van-ban-{number}",
        "kind": DocumentKind.RESOLUTION,
        "number": f"{number}/NQ-HĐND",
        "issuer": "Hội đồng nhân dân tỉnh",
        "title": "Sắp xếp đơn vị hành chính",
        "issued_on": dt.date(2020, 1, 10),
    }
    return Document.objects.create(**fields | over)


def make_unit(level: UnitLevel = UnitLevel.COMMUNE) -> Unit:
    """An identity without any version."""
    return Unit.objects.create(level=level)


def make_version(unit: Unit, **over: Any) -> UnitVersion:
    """A version of `unit`; province and document are made where none is given."""
    name = over.pop("name", "Sĩ Bình")
    fields = {
        # Above the real codes that tests name.
        "code": str(50_000 + next(_numbers)),
        "kind": UnitKind.XA,
        "valid_from": START,
        "valid_to": None,
    } | over
    if "document" not in fields:
        fields["document"] = make_document()
    if unit.level != UnitLevel.PROVINCE and "province" not in fields:
        fields["province"] = make_province()
    if unit.level != UnitLevel.PROVINCE and "parent" not in fields:
        fields["parent"] = fields["province"]
    version = UnitVersion(unit=unit, **fields)
    version.set_name(name)
    version.save()
    return version


def make_province(name: str = "Bắc Kạn", **over: Any) -> Unit:
    unit = make_unit(UnitLevel.PROVINCE)
    make_version(unit, **{"name": name, "kind": UnitKind.TINH} | over)
    return unit


def make_district(name: str = "Bạch Thông", **over: Any) -> Unit:
    unit = make_unit(UnitLevel.DISTRICT)
    make_version(unit, **{"name": name, "kind": UnitKind.HUYEN} | over)
    return unit


def make_commune(name: str = "Sĩ Bình", **over: Any) -> Unit:
    """A commune of `parent` (a district or, by default, a province)."""
    parent = over.get("parent")
    if parent is not None and "province" not in over:
        version = parent.versions.get()
        over["province"] = version.province or parent
    unit = make_unit(UnitLevel.COMMUNE)
    make_version(unit, **{"name": name} | over)
    return unit


def make_classification(unit: Unit, **over: Any) -> Classification:
    fields = {"scheme": Scheme.ZONE, "value": "III", "valid_from": START} | over
    if "document" not in fields:
        fields["document"] = make_document()
    return Classification.objects.create(unit=unit, **fields)


def make_measure(**over: Any) -> Measure:
    key = f"chi-so-{next(_numbers)}"
    said = {"key": key, "name_vi": key, "name_en": key, "kind": "yes_no"}
    return Measure.objects.create(**{**said, **over})


def make_set(*kinds: str, published: bool = True, **over: Any) -> CriteriaSet:
    """A set with one criterion for each kind of measure, each of one leaf "n.1"."""
    key = f"bo-tieu-chi-{next(_numbers)}"
    said = {
        "key": key,
        "unit_level": "commune",
        "tier": "ntm",
        "name_vi": f"Bộ {key}",
        "name_en": f"Set {key}",
        "valid_from": START,
        "counted_kinds": ["xa"],
        **over,
    }
    said.setdefault("document", make_document(kind="decision"))
    criteria_set = CriteriaSet.objects.create(**said)
    for number, kind in enumerate(kinds or ("yes_no",), 1):
        indicator = make_indicator(make_criterion(criteria_set, number), kind=kind)
        make_level(indicator, value=LEVEL_OF_KIND[kind])
    if published:
        publish(criteria_set)
    return criteria_set


def publish(criteria_set: CriteriaSet) -> None:
    criteria_set.published_at = timezone.now()
    criteria_set.save(update_fields=["published_at"])


def make_criterion(criteria_set: CriteriaSet, number: int = 1) -> Criterion:
    group, _is_new = CriterionGroup.objects.get_or_create(
        criteria_set=criteria_set,
        code="I",
        defaults={"position": 1, "name_vi": "Quy hoạch", "name_en": "Planning"},
    )
    return Criterion.objects.create(
        criteria_set=criteria_set,
        group=group,
        number=number,
        name_vi=f"Tiêu chí {number}",
        name_en=f"Criterion {number}",
    )


def make_indicator(
    criterion: Criterion, kind: str = "yes_no", **over: Any
) -> Indicator:
    """A leaf, or a composite where `combine` is given."""
    position = criterion.indicators.count() + 1
    said: dict[str, Any] = {
        "position": position,
        "code": f"{criterion.number}.{position}",
        "name_vi": "Chỉ tiêu",
        "name_en": "Indicator",
    }
    if "combine" not in over:
        said |= {"measure": make_measure(kind=kind), "operator": "ge"}
    return Indicator.objects.create(criterion=criterion, **{**said, **over})


def make_level(indicator: Indicator, **over: Any) -> Level:
    said = {
        "value": Decimal(1),
        "layer": "national",
        "valid_from": START,
        "status": "verified",
        **over,
    }
    said.setdefault("document", indicator.criterion.criteria_set.document)
    return Level.objects.create(indicator=indicator, **said)


def make_substitution(criteria_set: CriteriaSet, **over: Any) -> SubstitutionRule:
    said = {
        "scheme": "hardship",
        "value": "yes",
        "effective_region": "TDMNPB",
        "document": criteria_set.document,
        "valid_from": START,
        "status": "verified",
        "text_vi": "Xã đặc biệt khó khăn áp dụng mức vùng Trung du miền núi phía Bắc",
    }
    return SubstitutionRule.objects.create(
        criteria_set=criteria_set, **{**said, **over}
    )


def make_period(*criteria_sets: CriteriaSet, **over: Any) -> Period:
    said = {"year": AS_OF.year, "kind": "year", "as_of": AS_OF}
    period = Period.objects.create(**{**said, **over})
    for criteria_set in criteria_sets:
        make_period_set(period, criteria_set)
    return period


def make_period_set(period: Period, criteria_set: CriteriaSet) -> PeriodSet:
    return PeriodSet.objects.create(
        period=period,
        criteria_set=criteria_set,
        unit_level=criteria_set.unit_level,
        tier=criteria_set.tier,
    )


def make_procedure(**over: Any) -> Procedure:
    said = {
        "key": f"trinh-tu-{next(_numbers)}",
        "name": "Trình tự hằng năm",
        "period_kind": "year",
        "valid_from": START,
        **over,
    }
    said.setdefault("document", make_document())
    return Procedure.objects.create(**said)


def make_step(procedure: Procedure | None = None, **over: Any) -> ReviewStep:
    said = {"position": 1, "actor": "district", "name": "Huyện thẩm tra", **over}
    return ReviewStep.objects.create(procedure=procedure or make_procedure(), **said)


def make_assessment(**over: Any) -> Assessment:
    """An account without rows; of the same unit, set and period as `of`, if given."""
    of: Assessment | None = over.pop("of", None)
    said = dict(over)
    for name, build in (
        ("unit", make_commune),
        ("criteria_set", make_set),
        ("period", make_period),
    ):
        said[name] = over.get(name) or (getattr(of, name) if of else build())
    said.setdefault("document", make_document())
    version = said["unit"].versions.get()
    said.setdefault("unit_version", version)
    said.setdefault("province_id", version.province_id)
    return Assessment.objects.create(**said)


def make_criterion_result(
    assessment: Assessment | None = None, **over: Any
) -> CriterionResult:
    """A draft of the first criterion."""
    account = assessment or make_assessment()
    if "criterion" not in over:
        over["criterion"] = account.criteria_set.criteria.get(number=1)
    return CriterionResult.objects.create(assessment=account, **over)


def make_indicator_result(
    result: CriterionResult | None = None, **over: Any
) -> IndicatorResult:
    """The first leaf of a criterion result, without a value."""
    above = result or make_criterion_result()
    if "indicator" not in over:
        over["indicator"] = above.criterion.indicators.get(position=1)
    return IndicatorResult.objects.create(criterion_result=above, **over)


def make_event(assessment: Assessment | None = None, **over: Any) -> ResultEvent:
    """An event outside any chain; `assessments.events` writes the true ones."""
    said = {"sequence": 1, "kind": "comment", "at": timezone.now(), "origin": "test"}
    return ResultEvent.objects.create(
        assessment=assessment or make_assessment(), **{**said, **over}
    )


def make_evidence(**over: Any) -> Evidence:
    """A link, unless told otherwise."""
    said = {"kind": "link", "link": "https://example.org/", "title": "Ảnh", **over}
    said["unit"] = said.get("unit") or make_commune()
    said["period"] = said.get("period") or make_period()
    return Evidence.objects.create(**said)


def make_recognition(**over: Any) -> RecognitionDecision:
    said = {"tier": "ntm", "kind": "recognised", "known_by": AS_OF, **over}
    said.setdefault("unit", make_commune())
    said.setdefault("document", make_document())
    return RecognitionDecision.objects.create(**said)


def make_plan(**over: Any) -> Plan:
    said = {"tier": "ntm", "year": 2022, **over}
    said.setdefault("unit", make_commune())
    said.setdefault("document", make_document())
    return Plan.objects.create(**said)


def make_plan_item(**over: Any) -> PlanItem:
    said = dict(over)
    said.setdefault("plan", make_plan())
    said.setdefault("criterion", make_set().criteria.get())
    return PlanItem.objects.create(**said)


def make_check(**over: Any) -> CheckRule:
    """A share above 100, unless told otherwise."""
    said = {
        "key": f"kiem-tra-{next(_numbers)}",
        "kind": "above_limit",
        "limit": Decimal(100),
        "example_value": Decimal(101),
        "valid_from": START,
        **over,
    }
    if "measure" not in said:
        said["measure"] = make_measure(kind="percent")
    return CheckRule.objects.create(**said)


def make_figure(**over: Any) -> PublishedFigure:
    said = {"metric": "recognised", "as_of": AS_OF, "value": Decimal(23), **over}
    said.setdefault("unit", make_province())
    said.setdefault("document", make_document())
    return PublishedFigure.objects.create(**said)


def make_written_name(**over: Any) -> WrittenName:
    said = {"name_folded": "si binh", **over}
    said.setdefault("province", make_province())
    said.setdefault("unit", make_commune())
    said.setdefault("chosen_by", make_user())
    return WrittenName.objects.create(**said)


def make_draft(**over: Any) -> ImportDraft:
    """A draft of published figures, unless told otherwise."""
    now = timezone.now()
    said = {
        "kind": "figures",
        "document": {},
        "file_name": "bang.csv",
        "content": b"",
        "created_at": now,
        "expires_at": now + dt.timedelta(hours=1),
        **over,
    }
    said.setdefault("owner", make_user())
    said.setdefault("province", make_province())
    return ImportDraft.objects.create(**said)


def make_target(**over: Any) -> Target:
    said = {
        "metric": "recognised",
        "year_from": 2021,
        "year_to": 2025,
        "value": Decimal(40),
        **over,
    }
    said.setdefault("unit", make_province())
    said.setdefault("document", make_document())
    return Target.objects.create(**said)


def make_user(**over: Any) -> User:
    return User.objects.create_user(**{"username": f"nguoi-{next(_numbers)}", **over})


def make_agency(**over: Any) -> Agency:
    said = {"sector": "giao-thong", "name": "Sở Giao thông vận tải", **over}
    said.setdefault("valid_from", START)
    said.setdefault("unit", make_province())
    return Agency.objects.create(**said)


def make_membership(**over: Any) -> Membership:
    """An administrator, who has neither unit nor agency."""
    said = {"role": "administrator", "valid_from": START, **over}
    said.setdefault("user", make_user())
    return Membership.objects.create(**said)


def make_layer(**over: Any) -> BoundaryLayer:
    """A layer of tiles two squares wide and high, without shapes."""
    said = {
        "level": "commune",
        "kind": "tiles",
        "title": "Lưới ô",
        "valid_from": START,
        "licence": "MIT",
        "width": 2,
        "height": 2,
        **over,
    }
    said.setdefault("province", make_province())
    said.setdefault("document", make_document(kind="dataset"))
    return BoundaryLayer.objects.create(**said)


def make_shape(layer: BoundaryLayer, unit: Unit, **over: Any) -> BoundaryShape:
    return BoundaryShape.objects.create(
        layer=layer, unit=unit, **{"x": 0, "y": 0, **over}
    )
