"""Load the law from YAML: documents, measures, sets, levels of provinces.

    manage.py load_criteria_set --all              what would be done
    manage.py load_criteria_set --all --commit     do it
    manage.py load_criteria_set data/criteria/commune-ntm-2021-2025.yaml --commit

Everything is checked before anything is written, and all is written or nothing. What is
on the site already is left as it is; a published set never changes its structure.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.progress import Progress

from criteria.definitions import Library
from criteria.imports.checks import check
from criteria.imports.comparison import compare
from criteria.imports.library import only, read_folder
from criteria.imports.reading import FileProblem
from criteria.imports.steps import Step


class Command(BaseCommand):
    help = "Nạp bộ tiêu chí và mức quy định từ tệp YAML; chỉ ghi khi có --commit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="tệp")
        parser.add_argument(
            "--all", action="store_true", help="mọi tệp trong data/criteria"
        )
        parser.add_argument(
            "--commit", action="store_true", help="ghi vào cơ sở dữ liệu"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            libraries = self._libraries(options["files"], every=options["all"])
            with transaction.atomic():
                for library in libraries:
                    self._load(library, commit=options["commit"])
        except FileProblem as problem:
            raise CommandError(str(problem)) from problem

    def _libraries(self, files: list[Path], *, every: bool) -> list[Library]:
        if every == bool(files):
            raise CommandError("Hãy nêu tên tệp, hoặc --all.")
        shipped = Path(settings.BASE_DIR) / "data" / "criteria"
        folders = [shipped] if every else list(dict.fromkeys(f.parent for f in files))
        libraries = []
        for folder in folders:
            whole = read_folder(folder)
            self._refuse(check(whole))
            names = [file.name for file in files if file.parent == folder]
            libraries.append(whole if every else only(whole, names))
        return libraries

    def _refuse(self, problems: list[FileProblem]) -> None:
        if problems:
            raise CommandError("\n".join(str(problem) for problem in problems))

    def _load(self, library: Library, *, commit: bool) -> None:
        steps = compare(library)
        for step in steps:
            self.stdout.write(step.text)
        todo = [step for step in steps if step.run is not None]
        if not todo:
            self.stdout.write("Không có gì phải làm.")
        elif commit:
            self._run(todo)
            self.stdout.write(self.style.SUCCESS(f"Đã ghi: {len(todo)} việc."))
        else:
            self.stdout.write(f"Chưa ghi gì: {len(todo)} việc. Ghi bằng --commit.")

    def _run(self, steps: list[Step]) -> None:
        with Progress(disable=not self.stdout.isatty(), transient=True) as progress:
            task = progress.add_task("Đang ghi", total=sum(step.size for step in steps))
            for step in steps:
                if step.run is not None:
                    step.run()
                progress.advance(task, step.size)
