"""Units in the admin, one file a concept."""

from communes.admin.units import OfUnit, ProvinceFilter

__all__ = ["OfUnit", "ProvinceFilter"]
