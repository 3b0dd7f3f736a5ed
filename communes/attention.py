"""What the history of units still leaves open."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from communes.models import Commune, SuccessionLink, UnitVersion


def ended_without_successor() -> QuerySet[Commune]:
    """Communes that ended, and no succession says what became of them."""
    open_versions = UnitVersion.objects.filter(unit=OuterRef("pk"), valid_to=None)
    links = SuccessionLink.objects.filter(predecessor=OuterRef("pk"))
    return Commune.objects.filter(~Exists(open_versions), ~Exists(links))


ATTENTION = {
    "khong-ro-ke-thua": (
        _("Xã đã kết thúc, chưa rõ đơn vị kế thừa"),
        ended_without_successor,
    ),
}
