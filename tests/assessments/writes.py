"""Every action on results, each with one call that works: what the trail is held by.

A new public function of `assessments.actions` gets a row here: in WRITES with a call,
in PARTS where another action calls it and writes the event, in NO_RESULTS where it
writes no results.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction

from assessments.actions import (
    accounts,
    correcting,
    evidence,
    imports,
    periods,
    proofs,
    reviewing,
    sharing,
    territory,
    values,
)
from assessments.actions.moves import lock_account
from assessments.actions.own_account import Opened
from communes.models import UnitVersion
from criteria.book import Entered
from tests.assessments.files import PDF
from tests.assessments.imports.sheets import make_office, plan
from tests.assessments.round import DAY, Round, make_round
from tests.builders import (
    make_assessment,
    make_criterion,
    make_district,
    make_document,
    make_evidence,
    make_indicator,
    make_level,
    make_membership,
    make_period,
    make_period_set,
    make_set,
    publish,
)

Call = Callable[[], object]
ONE = {"1.1": Entered(value=Decimal(90))}


def save_first() -> Call:
    """The account itself is new too."""
    return make_round().save


def save_again() -> Call:
    world = make_round()
    world.save(value=70)
    return lambda: world.save(value=90)


def save_draft() -> Call:
    world = make_round()
    world.save(value=70)
    given = {"1.1": values.Given(ONE["1.1"])}
    save = transaction.atomic(values.save_draft)
    result = world.result()
    stored = list(result.indicator_results.all())
    return lambda: save(
        world.account, result, given, stored, by=world.official, origin="entry"
    )


def fill_another_set() -> Call:
    world = make_round()
    world.save(value=70)
    other = make_set("percent", tier="nang_cao", published=False)
    asked = world.period_set.criteria_set.criteria.get(number=1).indicators.get()
    criterion = make_criterion(other, 2)
    leaf = make_indicator(criterion, measure=asked.measure, operator="ge")
    make_level(leaf, value=95)
    publish(other)
    make_period_set(world.period, other)
    own = lock_account(world.account.pk)
    account = make_assessment(of=own, criteria_set=other, document=own.document)
    account.criterion_results.create(criterion=criterion)
    fill = transaction.atomic(sharing.fill_shared)
    opened = Opened(own, is_new=False, others=(account,))
    return lambda: fill(opened, world.official)


def submit() -> Call:
    world = make_round()
    world.save(1)
    world.save(2)
    return lambda: world.submit(1, 2)


def agree() -> Call:
    world = make_round()
    result = world.submitted()
    return lambda: reviewing.agree(
        result=result,
        version=result.version,
        by=world.district_officer,
        verdict="basically_met",
        verdict_reason="Thiếu ít",
    )


def agree_many() -> Call:
    world = make_round()
    world.submitted(1)
    world.submitted(2)
    versions = {world.result(n).pk: world.result(n).version for n in (1, 2)}
    return lambda: reviewing.agree_many(versions=versions, by=world.district_officer)


def send_back() -> Call:
    world = make_round()
    result = world.submitted()
    return lambda: reviewing.send_back(
        result=result, version=result.version, by=world.district_officer, reason="Thiếu"
    )


def decide_correction() -> Call:
    world = make_round()
    world.confirmed(1)
    world.close()
    correction = correcting.ask_correction(
        result=world.result(),
        given=ONE,
        reason="Nhập nhầm",
        document=make_document(),
        by=world.official,
    )
    return lambda: correcting.decide_correction(
        correction=correction, is_agreed=True, by=world.coordinator
    )


def close_period() -> Call:
    world = make_round()
    world.submitted()
    by = make_membership().user
    # The commune was moved meanwhile: closing takes its place as it is now.
    district = make_district("Ba Bể", province=world.province, parent=world.province)
    UnitVersion.objects.filter(unit=world.commune).update(parent=district)
    return lambda: periods.close_period(period=world.period, by=by)


def lapse_accounts() -> Call:
    world = make_round()
    world.save()
    UnitVersion.objects.filter(unit=world.commune).update(valid_to=DAY)
    document = make_document()
    return lambda: territory.lapse_accounts(units=[world.commune], document=document)


def move_on_waiting() -> Call:
    world = make_round()
    world.submitted()
    UnitVersion.objects.filter(unit=world.district).update(valid_to=DAY)
    return territory.move_on_waiting


def record_results() -> Call:
    world = make_round()
    world.save()
    said = {world.commune.pk: ONE, world.other_commune.pk: ONE}
    return lambda: accounts.record_results(
        period=world.period,
        criteria_set=world.period_set.criteria_set,
        document=make_document(),
        accounts={unit: accounts.Account(one) for unit, one in said.items()},
        origin="import",
    )


def choose_account() -> Call:
    world = make_round()
    world.save()
    other = make_assessment(of=world.account)
    return lambda: accounts.choose_account(
        assessment=other, chosen_reason="Văn bản sau", by=world.coordinator
    )


def import_new() -> Call:
    office = make_office()
    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79])
    return lambda: imports.import_results(plan=found.results, by=office.coordinator)


def import_corrections() -> Call:
    office = make_office()
    first = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79])
    imports.import_results(plan=first.results, by=office.coordinator)
    found = plan(office, ["Xã", "2.1"], ["Sĩ Bình", 81], ["Vũ Muộn", 79])
    return lambda: imports.import_results(plan=found.results, by=office.coordinator)


def _purpose(world: Round, number: int = 1) -> evidence.ForCriteria:
    ids = {world.criterion_id(number)}
    return evidence.ForCriteria(world.commune.pk, world.period, ids)


def attach_file() -> Call:
    world = make_round()
    return lambda: proofs.attach_file(
        purpose=_purpose(world), name="a.pdf", content=PDF, by=world.official
    )


def attach_link() -> Call:
    world = make_round()
    return lambda: proofs.attach_link(
        purpose=_purpose(world), link="https://a.vn/", title="A", by=world.official
    )


def attach_document() -> Call:
    world = make_round()
    document = make_document()
    return lambda: proofs.attach_document(
        purpose=_purpose(world), document=document, page="2", by=world.official
    )


def _proof(world: Round) -> evidence.Evidence:
    return proofs.attach_link(
        purpose=_purpose(world), link="https://a.vn/", title="A", by=world.official
    )


def link_to() -> Call:
    world = make_round()
    proof = _proof(world)
    ids = {world.criterion_id(2)}
    return lambda: evidence.link_to(
        evidence=proof, criterion_ids=ids, by=world.official
    )


def detach() -> Call:
    world = make_round()
    proof = _proof(world)
    return lambda: evidence.detach(
        evidence=proof, criterion_id=world.criterion_id(), by=world.official
    )


def carry_over() -> Call:
    world = make_round()
    last_year = make_period(year=2020, as_of=dt.date(2020, 12, 31))
    proof = make_evidence(unit=world.commune, period=last_year)
    ids = {world.criterion_id()}
    return lambda: evidence.carry_over(
        evidence=proof, period=world.period, criterion_ids=ids, by=world.official
    )


# By the function that is called; the second of a kind goes another way through it.
WRITES: list[tuple[str, Callable[[], Call]]] = [
    ("entering.save_criterion", save_first),
    ("entering.save_criterion", save_again),
    ("entering.submit_criteria", submit),
    ("values.save_draft", save_draft),
    ("sharing.fill_shared", fill_another_set),
    ("reviewing.agree", agree),
    ("reviewing.agree_many", agree_many),
    ("reviewing.send_back", send_back),
    ("correcting.decide_correction", decide_correction),
    ("periods.close_period", close_period),
    ("territory.lapse_accounts", lapse_accounts),
    ("territory.move_on_waiting", move_on_waiting),
    ("accounts.record_results", record_results),
    ("accounts.choose_account", choose_account),
    ("imports.import_results", import_new),
    ("imports.import_results", import_corrections),
    ("proofs.attach_file", attach_file),
    ("proofs.attach_link", attach_link),
    ("proofs.attach_document", attach_document),
    ("evidence.link_to", link_to),
    ("evidence.detach", detach),
    ("evidence.carry_over", carry_over),
]

# Called by the actions above, which write the event.
PARTS = {
    "corrections.correct_accounts": "import_results",
    "moves.take": "every move",
    "moves.write_summary": "every move",
    "own_account.open_account": "save_criterion, attach_file",
    "values.write_values": "save_draft, submit_criteria, decide_correction",
}

NO_RESULTS = {
    "correcting.ask_correction": "a correction that waits changes nothing",
    "corrections.said_of": "words",
    "documents.cite_document": "documents",
    "documents.find_document": "reads",
    "digests.digest_mail": "mail",
    "digests.send_digest": "mail",
    "dossiers.decide_dossier": "dossiers",
    "dossiers.give_up_dossier": "dossiers",
    "dossiers.lock_dossier": "reads",
    "dossiers.open_dossier": "dossiers",
    "dossiers.save_dossier": "dossiers",
    "drafts.keep_draft": "uploads",
    "exceptions.give_exception": "exceptions",
    "exceptions.revoke_exception": "exceptions",
    "figures.import_figures": "published figures",
    "held.hold_input": "values kept for a person",
    "held.let_go": "values kept for a person",
    "imports.forget_name": "written names",
    "imports.remember_name": "written names",
    "leaves.leaf_row": "an unsaved row",
    "levels.accounts_using": "reads",
    "levels.verify_level": "how many levels are unverified; the level has its history",
    "moves.lock_account": "reads",
    "notices.mark_read": "notices",
    "notices.tell_confirmed": "notices",
    "notices.tell_correction": "notices",
    "notices.tell_decided": "notices",
    "notices.tell_reopened": "notices",
    "notices.tell_returned": "notices",
    "own_account.existing_account": "reads",
    "own_account.refuse_locked": "refuses",
    "papers.attach_paper": "dossiers",
    "papers.detach_paper": "dossiers",
    "papers.for_dossier": "reads",
    "periods.open_period": "periods",
    "periods.open_round": "periods",
    "plans.postpone_plan": "plans",
    "plans.register_plan": "plans",
    "plans.save_plan": "plans",
    "proofs.refuse_ended": "refuses",
    "recognition.recognise": "decisions",
    "recognition.standing_of": "reads",
    "recognition.withdraw": "decisions",
    "reviewing.comment": "an event alone",
    "values.judged_values": "judges",
    "values.open_law": "reads",
    "values.stored_values": "reads",
}
