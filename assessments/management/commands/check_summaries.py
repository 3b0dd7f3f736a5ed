"""Compare every stored summary with its rows."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from assessments.models import Assessment
from assessments.summaries import differences, recompute_all

ASSESSMENTS_A_BATCH = 500


class Command(BaseCommand):
    help = "So số tổng hợp đã lưu của mọi đánh giá với các dòng kết quả."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True)
        wrong = 0
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("Đánh giá", total=Assessment.objects.count())
            for batch in _batches():
                wrong += self._report(batch)
                bar.advance(task, len(batch))
        if wrong:
            raise CommandError(f"{wrong} đánh giá có số tổng hợp không khớp.")
        self.stdout.write(self.style.SUCCESS("Mọi số tổng hợp đều khớp."))

    def _report(self, batch: list[Assessment]) -> int:
        """Print the differences of a batch; how many assessments have one."""
        summaries = recompute_all(batch)
        wrong = 0
        for assessment in batch:
            found = differences(assessment, summaries[assessment.pk])
            wrong += bool(found)
            for name, (stored, rows) in found.items():
                self.stdout.write(
                    f"{assessment.pk} {assessment.unit_version}: {name}"
                    f" đã lưu {stored!r}, theo dòng {rows!r}"
                )
        return wrong


def _batches() -> Iterator[list[Assessment]]:
    """Assessments in order of id, each batch by one query."""
    ordered = Assessment.objects.select_related(
        "criteria_set", "unit_version"
    ).order_by("pk")
    last = 0
    while batch := list(ordered.filter(pk__gt=last)[:ASSESSMENTS_A_BATCH]):
        yield batch
        last = batch[-1].pk
