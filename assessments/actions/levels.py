"""Verifying a level, with the counts of the accounts that it judged."""

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from assessments.choices import Status
from assessments.models import Assessment, IndicatorResult
from communes.clock import now
from criteria import actions as law
from criteria.choices import Outcome, Trust
from criteria.models import Level
from documents.models import Document


@transaction.atomic
def verify_level(
    level: Level, *, document: Document, article: str, by: User
) -> tuple[Level, int]:
    """Verify a level and recount the accounts that used it; returns how many.

    The outcomes stay: only how far each account can be relied on has changed.
    """
    verified = law.verify_level(level, document=document, article=article, by=by)
    return verified, _recount(accounts_using(level))


def accounts_using(level: Level) -> QuerySet[Assessment]:
    """Accounts with a result that this level judged."""
    used = IndicatorResult.objects.filter(level=level)
    return Assessment.objects.filter(pk__in=used.values("criterion_result__assessment"))


def _recount(accounts: QuerySet[Assessment]) -> int:
    """Count unverified levels anew, as `summaries` does, in one statement.

    A national level judges every commune, year after year: too many rows to read.
    """
    leaves = (
        IndicatorResult.objects.filter(
            criterion_result__assessment=OuterRef("pk"),
            criterion_result__status=Status.CONFIRMED,
            level__status=Trust.UNVERIFIED,
        )
        .exclude(outcome=Outcome.NOT_ASSESSED)
        .order_by()
        .values("criterion_result__assessment")
    )
    count = Subquery(leaves.annotate(n=Count("pk")).values("n"))
    return accounts.update(
        unverified_levels=Coalesce(count, 0, output_field=IntegerField()),
        updated_at=now(),
    )
