"""Verify that no event was changed, removed or put in since it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from assessments.events import broken_in
from assessments.models import Assessment, ResultEvent

EVENTS_AT_ONCE = 2000


class Command(BaseCommand):
    help = "Kiểm tra chuỗi mã băm của nhật ký mọi đánh giá."

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(stderr=True)
        events = ResultEvent.objects.order_by("assessment_id", "sequence")
        broken = 0
        with Progress(console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("Sự kiện", total=events.count())
            rows = events.iterator(chunk_size=EVENTS_AT_ONCE)
            for event in broken_in(bar.track(rows, task_id=task)):
                broken += 1
                self.stdout.write(f"đánh giá {event.assessment_id}: sự kiện {event}")
        silent = Assessment.objects.filter(events=None).order_by("pk")
        for pk in silent.values_list("pk", flat=True):
            broken += 1
            self.stdout.write(f"đánh giá {pk}: không có sự kiện nào")
        if broken:
            raise CommandError(f"{broken} chỗ trong nhật ký không còn như lúc ghi.")
        self.stdout.write(self.style.SUCCESS("Nhật ký nguyên vẹn."))
