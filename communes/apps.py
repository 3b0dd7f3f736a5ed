from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunesConfig(AppConfig):
    name = "communes"
    verbose_name = _("Đơn vị hành chính")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """History is dated by the programme's day, like all that it tells of."""
        from simple_history.signals import pre_create_historical_record

        pre_create_historical_record.connect(_date_history)


def _date_history(history_instance: Any, **_more: object) -> None:
    from communes.clock import now

    history_instance.history_date = now()
