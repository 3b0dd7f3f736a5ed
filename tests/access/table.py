"""Every address of the site, and who gets what there.

A row is a route, the answers of a GET and, where something is written, of a POST, in
the order of people.WHO:

    P  the page, or whatever else the view itself answers (a download, a redirect)
    S  sent to sign in
    F  forbidden (403)
    N  not there for this person (404)
    M  no such method (405): the address only takes a POST

A new route gets a row: what each person may, and `args` where its address needs them.
Admin pages are rows of their kind: "admin:*_add" stands for adding whatever model,
and is tried on the one that `of` names.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from assessments.models import (
    CriterionResult,
    Dossier,
    Period,
    Procedure,
    RecognitionDecision,
)
from tests.access.people import World
from tests.builders import (
    make_assessment,
    make_criterion_result,
    make_document,
    make_event,
    make_evidence,
    make_period_set,
    make_recognition,
    make_step,
    make_written_name,
)
from tests.round_builders import make_correction, make_dossier, make_exception

Args = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Row:
    get: str
    post: str = ""
    args: Args | None = None
    of: str = ""


def everyone(args: Args | None = None) -> Row:
    return Row("PPPPPPPPP", args=args)


def signed_in(args: Args | None = None) -> Row:
    return Row("SPPPPPPPP", args=args)


def administrators(args: Args | None = None) -> Row:
    return Row("SFFFFFFPF", args=args)


def admin_page(of: str, args: Args | None = None) -> Row:
    """A page of the admin that shows and writes."""
    return Row("SFFFFFFPF", "SFFFFFFPF", args, of)


def of_unit(name: str) -> Args:
    return lambda world: [getattr(world, name).pk]


def of_named_unit(name: str) -> Args:
    return lambda world: [getattr(world, name).pk, "ten"]


def of_entry(world: World) -> list[Any]:
    year = world.period_set.period.year
    return [year, world.commune.pk, world.period_set.pk]


def of_file(world: World) -> list[Any]:
    evidence = make_evidence(
        unit=world.commune,
        period=world.period_set.period,
        kind="file",
        link="",
        file="evidence/a.pdf",
        sha256="0" * 64,
        content_type="application/pdf",
        size=1,
    )
    return [evidence.pk]


def of_proof(world: World) -> list[Any]:
    period = world.period_set.period
    return [*of_entry(world), make_evidence(unit=world.commune, period=period).pk]


def of_period(world: World) -> list[Any]:
    return [world.period_set.period_id]


def of_round(world: World) -> list[Any]:
    """A closed round of an earlier year."""
    return [_round(world).pk]


def _round(world: World) -> Period:
    period, is_new = Period.objects.get_or_create(
        year=2020,
        kind="year",
        defaults={
            "as_of": dt.date(2020, 12, 31),
            "round_document": make_document(kind="round"),
            "closed_at": timezone.now(),
        },
    )
    if is_new:
        make_period_set(period, world.assessment.criteria_set)
    return period


def of_exception(world: World) -> list[Any]:
    return [make_exception(period=_round(world), unit=world.commune).pk]


def _confirmed(world: World) -> CriterionResult:
    """A confirmed result of the commune's own account of the closed round."""
    period = _round(world)
    account = make_assessment(
        of=world.assessment,
        period=period,
        document=period.round_document,
        district=world.district,
        is_chosen=True,
        chosen_reason="x",
    )
    return make_criterion_result(
        account, status="confirmed", confirmed_at=timezone.now()
    )


def of_confirmed(world: World) -> list[Any]:
    return [_confirmed(world).pk]


def of_correction(world: World) -> list[Any]:
    account = make_assessment(
        of=world.assessment, period=_round(world), district=world.district
    )
    result = make_criterion_result(account)
    return [make_correction(criterion_result=result).pk]


def of_dossier(world: World) -> list[Any]:
    own = Dossier.objects.filter(unit=world.commune).first()
    same = {"unit": world.commune, "procedure": Procedure.objects.first()}
    return [(own or make_dossier(**same)).pk]


def of_decision(world: World) -> list[Any]:
    own = RecognitionDecision.objects.filter(unit=world.commune).first()
    return [(own or make_recognition(unit=world.commune)).pk]


def of_paper(world: World) -> list[Any]:
    [dossier] = of_dossier(world)
    period = world.period_set.period
    return [dossier, make_evidence(unit=world.commune, period=period).pk]


def of_draft(world: World) -> list[Any]:
    return [world.draft.pk]


def of_account(world: World) -> list[Any]:
    return [world.assessment.pk]


def of_result(world: World) -> list[Any]:
    return [world.assessment.criterion_results.get().pk]


def of_waiting(world: World) -> list[Any]:
    """The commune's result, handed in to the district."""
    results = world.assessment.criterion_results
    if results.get().status != "submitted":
        now = timezone.now()
        waits = {
            "step": make_step(Procedure.objects.first()),
            "waits_since": now,
            "submitted_at": now,
        }
        results.update(status="submitted", **waits)
    return of_result(world)


def of_event(world: World) -> list[Any]:
    return [make_event(world.assessment).pk]


def of_sheet(world: World) -> list[Any]:
    document_id = world.assessment.document_id
    return [world.province.pk, world.period_set.pk, document_id, "csv"]


def of_name(world: World) -> list[Any]:
    said = {"province": world.province, "unit": world.commune}
    return [*of_draft(world), make_written_name(**said).pk]


def of_level(world: World) -> list[Any]:
    leaf = world.assessment.criteria_set.criteria.get(number=1).indicators.get()
    return [leaf.levels.get().pk]


def of_person(world: World) -> list[Any]:
    return [world.people["former"].pk]


#            anonymous, commune, other, district, agency,
#            coordinator, viewer, administrator, former
IMPORTERS = "SFFFFPFPF"
OWN_DRAFT = "SNNNNPNNN"
OFFICIALS = "SPNNNNNNN"
READERS = "SPNPPPPPN"
# Who reads proofs, but only the commune changes them.
ENTERERS = "SPNFFFFFN"
POST_ONLY = "SMMMMMMMM"

PUBLIC = {
    "health": everyone(),
    "reporting:home": everyone(),
    "reporting:nation": everyone(),
    "reporting:province-by-id": everyone(of_unit("province")),
    "reporting:province": everyone(of_named_unit("province")),
    "reporting:district-by-id": everyone(of_unit("district")),
    "reporting:district": everyone(of_named_unit("district")),
    "reporting:commune-by-id": everyone(of_unit("commune")),
    "reporting:commune": everyone(of_named_unit("commune")),
    "reporting:matrix": everyone(),
    "reporting:map": everyone(),
    "reporting:targets": everyone(),
    "reporting:criteria": everyone(),
    "reporting:criterion": everyone(lambda world: [1]),
    "reporting:compare": everyone(),
    "reporting:communes": everyone(),
    "reporting:documents": everyone(),
    "reporting:document": everyone(lambda world: [world.assessment.document.key]),
    "reporting:register": everyone(),
    "reporting:search": everyone(),
}

OWN_ACCOUNT = {
    "account_login": everyone(),
    "account_logout": everyone(),
    "account_inactive": everyone(),
    "account_reset_password": everyone(),
    "account_set_password": everyone(),
    "account_reset_password_done": everyone(),
    "account_reset_password_from_key": everyone(lambda world: ["1", "khong-co"]),
    "account_reset_password_from_key_done": everyone(),
    "account_home": signed_in(),
    "account_digest": Row("SMMMMMMMM", "SPPPPPPPP"),
    "account_reauthenticate": signed_in(),
    "account_change_password": signed_in(),
    "usersessions_list": signed_in(),
    # Only between the password and the code: for all others it is the sign-in.
    "mfa_authenticate": signed_in(),
    "mfa_index": signed_in(),
    # There is nothing to take off or to show before it is set up.
    "mfa_reauthenticate": signed_in(),
    "mfa_activate_totp": signed_in(),
    "mfa_deactivate_totp": Row("SNNNNNNNN"),
    "mfa_generate_recovery_codes": signed_in(),
    "mfa_view_recovery_codes": Row("SNNNNNNNN"),
    "mfa_download_recovery_codes": Row("SNNNNNNNN"),
}

SHEETS = {
    "assessments:import": Row(IMPORTERS, IMPORTERS),
    "assessments:figures": Row(IMPORTERS, IMPORTERS),
    "assessments:figure": Row(IMPORTERS, IMPORTERS),
    "assessments:draft": Row(OWN_DRAFT, args=of_draft),
    # A second click finds no draft and goes back to the list.
    "assessments:execute": Row(POST_ONLY, IMPORTERS, of_draft),
    "assessments:choose-name": Row(POST_ONLY, OWN_DRAFT, of_draft),
    "assessments:drop-name": Row(POST_ONLY, OWN_DRAFT, of_name),
    "assessments:drop": Row(POST_ONLY, OWN_DRAFT, of_draft),
    "assessments:accounts": Row(IMPORTERS),
    "assessments:choose": Row(IMPORTERS, IMPORTERS, of_account),
    "assessments:download": Row(IMPORTERS, args=of_sheet),
}

ENTRY = {
    "entry:home": signed_in(),
    "entry:page": Row(OFFICIALS, OFFICIALS, of_entry),
    "entry:check": Row(OFFICIALS, OFFICIALS, of_entry),
    "evidence:page": Row(READERS, ENTERERS, of_entry),
    "evidence:link": Row(POST_ONLY, ENTERERS, of_proof),
    "evidence:unlink": Row(POST_ONLY, ENTERERS, of_proof),
    "evidence:carry": Row(POST_ONLY, ENTERERS, of_proof),
    "plans:page": Row(OFFICIALS, OFFICIALS, of_entry),
    "plans:postpone": Row(POST_ONLY, "SNNNNNNNN", of_entry),
    "entry:drop": Row(POST_ONLY, OFFICIALS, of_entry),
    "evidence:file": Row(READERS, args=of_file),
}

REVIEW = {
    "review:queue": Row("SFFPPPFFF", "SFFPPPFFF"),
    "review:progress": Row("SFFPPPPPF"),
    "review:result": Row("SPNPPPPPN", args=of_waiting),
    # It waits at the district.
    "review:decide": Row(POST_ONLY, "SFNPFFFFN", of_waiting),
    "review:say": Row(POST_ONLY, "SPNPPPPPN", of_waiting),
}

ROUNDS = {
    "recognition:dossiers": Row("SPPPPPPPF"),
    "recognition:new": Row(IMPORTERS, IMPORTERS),
    "recognition:dossier": Row("SPNPPPPPN", "SFNFFPFPN", of_dossier),
    "recognition:papers": Row("SFNFFPFPN", "SFNFFPFPN", of_dossier),
    "recognition:take-out": Row(POST_ONLY, "SFNFFPFPN", of_paper),
    "recognition:decide": Row("SFNFFPFPN", "SFNFFPFPN", of_dossier),
    "recognition:give-up": Row("SFNFFPFPN", "SFNFFPFPN", of_dossier),
    "recognition:withdraw": Row("SFFFFPFPF", "SFFFFPFPF", of_decision),
    "rounds:rounds": Row(IMPORTERS),
    "rounds:give": Row(IMPORTERS, IMPORTERS, of_round),
    "rounds:results": Row(IMPORTERS, args=of_round),
    "rounds:revoke": Row(IMPORTERS, IMPORTERS, of_exception),
    "rounds:ask": Row("SPNFFPFPN", "SPNFFPFPN", of_confirmed),
    "rounds:decide": Row("SPNPPPPPN", "SFNFFPFPN", of_correction),
}

TRAIL = {
    "trail:notices": Row("SPPPPPPPP", "SPPPPPPPP"),
    "trail:events": Row("SPPPPPPPF"),
    "trail:event": Row("SPNPPPPPN", args=of_event),
    "trail:result": Row("SPNPPPPPN", args=of_result),
}

ADMIN = {
    "admin:index": administrators(),
    # The site's own sign-in, and no other.
    "admin:login": administrators(),
    "admin:logout": Row("SFFFFFFMF"),
    "admin:password_change": administrators(),
    "admin:password_change_done": administrators(),
    "admin:autocomplete": Row("SFFFFFFFF"),
    "admin:jsi18n": administrators(),
    "admin:view_on_site": Row("SFFFFFFNF", args=lambda world: [1, 1]),
    "admin:app_list": administrators(lambda world: ["accounts"]),
    "admin:auth_user_password_change": admin_page(
        "admin:auth_user_password_change", of_person
    ),
    "admin:*_changelist": admin_page("admin:accounts_membership_changelist"),
    "admin:*_add": admin_page("admin:accounts_membership_add"),
    "admin:*_change": admin_page("admin:accounts_user_change", of_person),
    "admin:*_history": admin_page("admin:accounts_user_history", of_person),
    # What somebody did stays: nobody deletes.
    "admin:*_delete": Row(
        "SFFFFFFFF", "SFFFFFFFF", of_person, "admin:accounts_user_delete"
    ),
    # Without a name: the old address of a row, and whatever else begins like the admin.
    "admin:None": Row("SFFFFFFNF", of="/quan-tri/khong-co/"),
    "admin:*_mo-nhap": admin_page("admin:assessments_period_mo-nhap", of_period),
    "admin:*_khoa-ky": admin_page("admin:assessments_period_khoa-ky", of_period),
    "admin:*_doi-chieu": admin_page("admin:criteria_level_doi-chieu", of_level),
    "admin:*_thay-muc": admin_page("admin:criteria_level_thay-muc", of_level),
    "admin:*_thu-hoi": admin_page(
        "admin:assessments_recognitiondecision_thu-hoi",
        of_decision,
    ),
    "admin:*_doi-ten": admin_page("admin:communes_commune_doi-ten", of_unit("commune")),
    "admin:*_doi-loai": admin_page(
        "admin:communes_commune_doi-loai", of_unit("commune")
    ),
    "admin:*_doi-ma": admin_page("admin:communes_commune_doi-ma", of_unit("commune")),
    "admin:*_sap-nhap": admin_page(
        "admin:communes_commune_sap-nhap", of_unit("commune")
    ),
    "admin:*_chia-tach": admin_page(
        "admin:communes_commune_chia-tach", of_unit("commune")
    ),
    "admin:*_chuyen": admin_page("admin:communes_commune_chuyen", of_unit("commune")),
}

ROWS = PUBLIC | OWN_ACCOUNT | ENTRY | SHEETS | REVIEW | ROUNDS | TRAIL | ADMIN
