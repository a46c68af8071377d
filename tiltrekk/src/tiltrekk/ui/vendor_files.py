"""What we use of the npm packages. No imports: the build of the wheel reads it too (``hatch_build.py``)."""

FILES = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "sortable/Sortable.min.js": "sortablejs/Sortable.min.js",
    "inter/opsz.css": "@fontsource-variable/inter/opsz.css",
    **{
        f"inter/files/inter-{subset}-opsz-normal.woff2": (
            f"@fontsource-variable/inter/files/inter-{subset}-opsz-normal.woff2"
        )
        for subset in ("cyrillic-ext", "cyrillic", "greek-ext", "greek", "vietnamese", "latin-ext", "latin")
    },
}
ICONS = "@tabler/icons/icons/outline"
