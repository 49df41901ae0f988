"""Renders Markdown: a JSON list of texts comes in, a list of HTML goes out.

`plain` is Python-Markdown with its `extra` (raw HTML is on); `mkdocs` adds what
MkDocs projects use, with `snippets` reading from the folder of the second
argument; `myst` is MyST-Parser.
"""

import json
import sys

kind, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "."
texts = json.load(sys.stdin)


def markdowns():
    import markdown

    extensions = ["extra", "sane_lists"]
    settings = {}
    if kind == "mkdocs":
        extensions += ["toc", "admonition", "pymdownx.snippets", "pymdownx.details"]
        extensions += ["pymdownx.tabbed", "pymdownx.blocks.admonition"]
        settings["pymdownx.snippets"] = {"base_path": [folder], "check_paths": False}
    for text in texts:
        yield markdown.markdown(text, extensions=extensions, extension_configs=settings)


def mysts():
    from docutils.core import publish_parts
    from myst_parser.parsers.docutils_ import Parser

    settings = {
        "myst_enable_extensions": ["colon_fence", "attrs_inline", "attrs_block", "substitution", "html_image"],
        "myst_substitutions": {"x": "CANARY"},
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": None,
        "_disable_config": True,
        "root_prefix": folder,
    }
    for text in texts:
        try:
            parts = publish_parts(
                text,
                source_path=folder + "/a.md",
                parser=Parser(),
                writer_name="html5",
                settings_overrides=settings,
            )
            yield parts["body"]
        except Exception as error:
            yield "<error>" + type(error).__name__


json.dump(list(mysts() if kind == "myst" else markdowns()), sys.stdout)
