#!/usr/bin/env python3
"""Tries pofilter and compare-locales on faults that were planted one by one.

    FLUENTDOWN_FAULTS=faults.tsv cargo test --release --test suite \
        planted_faults -- --ignored --nocapture
    python3 tests/peers/checks.py faults.tsv

A fault is found where a tool says something of the spoilt translation that it
does not say of the good one. Noise is the share of good translations that it
speaks up on. A tool that is not on the PATH (`pip install translate-toolkit
compare-locales`) is skipped, and that is said.
"""

import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def rows(path):
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        cells = [cell.replace("\\n", "\n") for cell in line.split("\t")]
        if len(cells) == 5:
            yield cells


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def write_po(path, units, language):
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += f'"Language: {language}\\n"\n'
    body = [
        f"msgctxt {quoted(str(index))}\nmsgid {quoted(source)}\nmsgstr {quoted(target)}\n"
        for index, (source, target) in enumerate(units)
    ]
    path.write_text(head + "\n" + "\n".join(body), encoding="utf-8")


def pofilter(units, language):
    """For each unit, the filters that fail."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        write_po(folder / "in.po", units, language)
        command = ["pofilter", "--nofuzzy", f"--language={language}", "--progress=none"]
        subprocess.run(
            command + [str(folder / "in.po"), str(folder / "out.po")],
            check=False,
            capture_output=True,
        )
        found = [set() for _ in units]
        if not (folder / "out.po").exists():
            return found
        text = (folder / "out.po").read_text(encoding="utf-8")
        for entry in text.split("\n\n"):
            context = re.search(r'^msgctxt "(\d+)"', entry, re.M)
            notes = " ".join(re.findall(r"^#_? ?(.*)$", entry, re.M))
            if context:
                names = set(re.findall(r"\(pofilter\) (\w+)", notes))
                found[int(context.group(1))] |= names
        return found


def pattern(text):
    """A text as a Fluent pattern that gives it back."""
    out = []
    for line in text.split("\n"):
        line = re.sub(r"[{}]", lambda brace: f'{{"{brace.group()}"}}', line)
        line = re.sub(r"^[ .\[*]", lambda first: f'{{"{first.group()}"}}', line)
        out.append(line or '{""}')
    return "\n    ".join([""] + out)


def compare_locales(units, language):
    """For each unit, what is said of it."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "en").mkdir()
        (folder / language).mkdir()
        for name, side in (("en", 0), (language, 1)):
            messages = [f"m{index} ={pattern(unit[side])}\n" for index, unit in enumerate(units)]
            (folder / name / "a.ftl").write_text("".join(messages), encoding="utf-8")
        (folder / "l10n.toml").write_text(
            f'basepath = "."\nlocales = ["{language}"]\n[[paths]]\n'
            'reference = "en/**"\nl10n = "{locale}/**"\n',
            encoding="utf-8",
        )
        done = subprocess.run(
            ["compare-locales", "--full", str(folder / "l10n.toml"), str(folder), language],
            check=False,
            capture_output=True,
            text=True,
        )
        found = [set() for _ in units]
        for line in (done.stdout + done.stderr).splitlines():
            if line.strip().startswith(("ERROR", "WARNING", "error", "warning")):
                for index in re.findall(r"\bm(\d+)\b", line):
                    found[int(index)].add(line.split(":")[0].strip())
        return found


TOOLS = {"pofilter": pofilter, "compare-locales": compare_locales}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    planted = list(rows(sys.argv[1]))
    tools = {name: run for name, run in TOOLS.items() if shutil.which(name)}
    for name in TOOLS.keys() - tools.keys():
        print(f"skipped: {name} is not on the PATH")
    shares = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    noise = collections.defaultdict(lambda: [0, 0])
    for locale, language in (("es", "es"), ("zh-Hans-CN", "zh_CN")):
        here = [row for row in planted if row[1] == locale]
        good = [(source, right) for _, _, source, right, _ in here]
        bad = [(source, wrong) for _, _, source, _, wrong in here]
        for name, run in tools.items():
            before, after = run(good, language), run(bad, language)
            seen = set()
            for row, was, now in zip(here, before, after):
                share = shares[row[0]][name]
                share[0] += bool(now - was)
                share[1] += 1
                if row[2] not in seen:
                    seen.add(row[2])
                    noise[name, locale][0] += bool(was)
                    noise[name, locale][1] += 1
    print("| class | " + " | ".join(tools) + " |")
    print("|---|" + "---|" * len(tools))
    totals = collections.defaultdict(lambda: [0, 0])
    for label, by in shares.items():
        cells = []
        for name in tools:
            found, count = by[name]
            totals[name][0] += found
            totals[name][1] += count
            cells.append(f"{found} of {count}")
        print(f"| {label} | " + " | ".join(cells) + " |")
    cells = [f"{totals[name][0]} of {totals[name][1]}" for name in tools]
    print("| all | " + " | ".join(cells) + " |")
    for (name, locale), (flagged, count) in noise.items():
        print(f"{name} speaks up on {flagged} of {count} good translations ({locale})")


if __name__ == "__main__":
    main()
