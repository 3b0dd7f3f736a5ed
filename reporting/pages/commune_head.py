"""The head of a commune's page: its finding, where it is, how it stands recognised."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Dossier
from assessments.reports.dossiers import Ways
from communes.models import SuccessionLink
from communes.names import full_name
from criteria.choices import Outcome, Tier
from reporting.pages.decisions import dossier_url
from reporting.pages.parts import Field, Link, Option, time_state
from reporting.pages.past import parent_label, province_label
from reporting.reports.commune import CommuneReport, extra


def heading_of(report: CommuneReport) -> str:
    """The finding: how many criteria are met, and what is left or not known."""
    name, total = report.version.full_name, len(report.criteria)
    if not report.criteria:
        return name
    said = {"name": name, "met": report.met, "total": total}
    if report.stated is not None and not report.has_outcomes:
        said["stated"] = report.stated
        return (
            _(
                "%(name)s: nguồn nêu %(stated)s trên %(total)s tiêu chí đạt, "
                "không nêu từng tiêu chí"
            )
            % said
        )
    unknown = report.letters.count(Outcome.NOT_ASSESSED.letter)
    if report.met == total:
        return _("%(name)s đạt đủ %(total)s tiêu chí") % said
    if unknown:
        said["left"] = unknown
        return (
            _("%(name)s đạt %(met)s trên %(total)s tiêu chí, %(left)s chưa đánh giá")
            % said
        )
    said["left"] = total - report.met
    return (
        _("%(name)s đạt %(met)s trên %(total)s tiêu chí, còn %(left)s để đủ chuẩn")
        % said
    )


def crumbs_of(report: CommuneReport) -> list[Link]:
    """Province and district of the day, in the year of the page."""
    version = report.version
    state = urlencode(time_state(report.year, report.basis))
    query = f"?{state}" if state else ""
    province = extra(version, "province_name")
    home = reverse("reporting:home")
    if province != settings.HOME_PROVINCE:
        home = reverse("reporting:province-by-id", args=[version.province_id])
    crumbs = [Link(province_label(version), home + query)]
    if version.parent_id != version.province_id:
        district = reverse("reporting:district-by-id", args=[version.parent_id])
        crumbs.append(Link(parent_label(version), district + query))
    return [*crumbs, Link(version.full_name)]


def facts_of(report: CommuneReport, ways: Ways) -> list[Link]:
    """Where it lies, its code, what it came from and where it went."""
    version = report.version
    facts = [
        Link(parent_label(version)),
        Link(_("Mã %(code)s") % {"code": version.code}),
    ]
    parents = [link for link in report.links if link.successor_id == report.unit_id]
    if parents:
        said = {
            "day": date_format(parents[0].succession.day),
            "names": ", ".join(extra(link, "predecessor_name") for link in parents),
        }
        text = _("Hình thành ngày %(day)s từ %(names)s") % said
        facts.append(Link(text, "#h-history"))
    if version.valid_to is not None and version == report.versions[0]:
        day = {"day": date_format(version.valid_to)}
        facts.append(Link(_("Hết tồn tại ngày %(day)s") % day))
        facts += [_heir(link) for link in _heirs(report)]
    if report.stated is not None and report.has_outcomes:
        said = {"n": report.stated, "met": report.met}
        text = _("Nguồn nêu %(n)s tiêu chí đạt; cộng từng tiêu chí được %(met)s")
        facts.append(Link(text % said))
    return facts + [_under_way(dossier, ways) for dossier in report.dossiers]


def _under_way(dossier: Dossier, ways: Ways) -> Link:
    """Neither meeting all criteria nor being recognised follows from a dossier."""
    said = {"tier": dossier.get_tier_display(), "year": dossier.year}
    url = dossier_url(dossier.pk) if dossier.pk in ways.visible else ""
    return Link(_("Đang làm hồ sơ %(tier)s năm %(year)s") % said, url)


def _heirs(report: CommuneReport) -> list[SuccessionLink]:
    """Where the commune went: its main successor, else all that took a part."""
    found = [link for link in report.links if link.predecessor_id == report.unit_id]
    return [link for link in found if link.is_main] or found


def _heir(link: SuccessionLink) -> Link:
    name = full_name(extra(link, "successor_kind"), extra(link, "successor_name"))
    url = reverse("reporting:commune-by-id", args=[link.successor_id])
    # One step: what came after an heir that ended is told on its own page.
    text = (
        _("Sau đó là %(name)s")
        if extra(link, "successor_valid_to")
        else _("Nay là %(name)s")
    )
    return Link(text % {"name": name}, url)


def compare_url(report: CommuneReport) -> str:
    """The commune beside its peers; none where it has no outcomes to compare."""
    if not report.has_outcomes:
        return ""
    version = report.version
    state = {"xa": str(report.unit_id)}
    if extra(version, "province_name") != settings.HOME_PROVINCE:
        state["tinh"] = str(version.province_id)
    state |= time_state(report.year, report.basis)
    return f"{reverse('reporting:compare')}?{urlencode(state)}"


def pill_of(report: CommuneReport) -> dict[str, str] | None:
    """How it stands recognised on the day; else whether it meets all."""
    standing = report.standing.known
    if (report.unit_id, Tier.NANG_CAO) in standing:
        return {"label": _("Đã công nhận nâng cao"), "css": "recognised"}
    recognition = standing.get((report.unit_id, Tier.NTM))
    if recognition and recognition.year:
        said = {"year": recognition.year}
        return {"label": _("Đã công nhận năm %(year)s") % said, "css": "recognised"}
    if recognition:
        return {"label": _("Đã công nhận"), "css": "recognised"}
    if report.is_withdrawn:
        return {"label": _("Đã thu hồi"), "css": "withdrawn"}
    if report.criteria and report.met == len(report.criteria):
        return {"label": _("Đạt đủ mọi tiêu chí"), "css": "meets"}
    return None


def scope_form(report: CommuneReport) -> list[Field]:
    """The years in which it has results."""
    years = [a.period.year for a in report.assessments]
    if not years:
        return []
    options = tuple(Option(str(y), str(y), y == report.year) for y in years)
    hidden = time_state(None, report.basis)
    fields = [Field(k, "", kind="hidden", value=v) for k, v in hidden.items()]
    return [Field("nam", _("Năm"), options), *fields]
