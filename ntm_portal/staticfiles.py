"""How files of the site are named in production: by their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Modules too import each other by these names, so that none stays an old one."""

    support_js_module_import_aggregation = True
