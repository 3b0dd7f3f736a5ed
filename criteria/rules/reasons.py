"""Why a level applies, in words for the page and the stored result."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from communes.choices import Scheme
from criteria.choices import Layer, Trust
from criteria.rules.rows import Answer, LevelRow


def recorded_reason(answer: Answer, region_names: Mapping[str, Any]) -> str:
    """The sentences as results keep them: in Vietnamese, whoever enters."""
    with override("vi"):
        return reason(answer, region_names)


def reason(answer: Answer, region_names: Mapping[str, Any]) -> str:
    """Sentences in the active language: source, region, trust, what is unknown.

    `region_names` gives the name of a region key; a key without a name stands as is.
    """
    if answer.level is None:
        parts = [_no_level(answer), _substituted(answer, region_names)]
    else:
        parts = [
            _source(answer.level),
            _substituted(answer, region_names) or _region(answer.level, region_names),
            _trust(answer.level),
            _doubt(answer.unknown),
        ]
    return " ".join(part for part in parts if part)


def _source(level: LevelRow) -> str:
    """Layer, year and document; a year stands only where the level has one."""
    words = {
        Layer.NATIONAL: _("Mức quốc gia theo %(document)s."),
        Layer.MINISTRY: _("Mức của bộ, ngành theo %(document)s."),
        Layer.PROVINCE: _("Mức của tỉnh theo %(document)s."),
    }
    of_year = {
        Layer.NATIONAL: _("Mức quốc gia năm %(year)s theo %(document)s."),
        Layer.MINISTRY: _("Mức của bộ, ngành năm %(year)s theo %(document)s."),
        Layer.PROVINCE: _("Mức của tỉnh năm %(year)s theo %(document)s."),
    }
    text = (of_year if level.year else words)[Layer(level.layer)]
    return text % {"document": level.document, "year": level.year}


def _region(level: LevelRow, names: Mapping[str, Any]) -> str:
    if not level.region:
        return ""
    return _("Vùng áp dụng: %(region)s.") % {"region": _name(level.region, names)}


def _substituted(answer: Answer, names: Mapping[str, Any]) -> str:
    rule = answer.substitution
    if rule is None:
        return ""
    values = {
        "effective": _name(rule.effective_region, names),
        "region": _name(answer.region or "", names),
        "text": rule.text.rstrip("."),
        "document": rule.document,
    }
    if answer.region is None:
        text = _("Vùng áp dụng: %(effective)s. Lý do: %(text)s (%(document)s).")
    else:
        text = _(
            "Vùng áp dụng: %(effective)s, thay cho vùng %(region)s. "
            "Lý do: %(text)s (%(document)s)."
        )
    return text % values


def _trust(level: LevelRow) -> str:
    if level.status == Trust.UNVERIFIED:
        return _("Mức này chưa đối chiếu văn bản gốc.")
    if level.status == Trust.ILLUSTRATIVE:
        return _("Mức minh họa.")
    return ""


def _doubt(unknown: Iterable[str]) -> str:
    what = _listed(unknown)
    if not what:
        return ""
    return _("Chưa rõ %(what)s nên mức có thể khác.") % {"what": what}


def _no_level(answer: Answer) -> str:
    what = _listed(answer.unknown)
    if answer.ambiguous:
        return _("Chưa có mức quy định: nhiều mức ngang nhau cùng áp dụng.")
    if what:
        return _("Chưa có mức quy định: chưa rõ %(what)s.") % {"what": what}
    return _("Chưa có mức quy định cho trường hợp này.")


def _listed(unknown: Iterable[str]) -> str:
    words: dict[str, str] = {
        Scheme.REGION: _("vùng"),
        Scheme.ZONE: _("khu vực I, II hay III"),
        Scheme.HARDSHIP: _("diện đặc biệt khó khăn"),
        Scheme.SAFE_ZONE: _("diện an toàn khu"),
        Scheme.GROUP: _("nhóm xã"),
        Scheme.ISLAND: _("diện bãi ngang, hải đảo"),
        Scheme.SCHOOLS: _("số trường học"),
    }
    return "; ".join(words.get(scheme, scheme) for scheme in unknown)


def _name(region: str, names: Mapping[str, Any]) -> str:
    return str(names.get(region, region))
