"""Validates every XML file below WORK by xmllint against SCHEMA, and broken copies, which must not pass: `validate.py SCHEMA WORK`."""

import json
import re
import subprocess
import sys
from pathlib import Path

# What is broken in which kind of file; each must be noticed.
MUTATIONS = [
    ("service-info", "no code", lambda t: re.sub(r"<serviceCode>.*?</serviceCode>", "", t, flags=re.S)),
    ("service-info", "a level in words", lambda t: re.sub(r"<maxLevel>\d", "<maxLevel>four", t)),
    ("service-info", "a name too long", lambda t: t.replace("<serviceName>", "<serviceName>" + "a" * 1001)),
    ("dossier-template", "a part without its type", lambda t: re.sub(r"<partType>\d</partType>", "", t, count=1)),
    ("dossier-template", "required perhaps", lambda t: re.sub(r"<required>\w+", "<required>perhaps", t, count=1)),
    ("service-process", "no number", lambda t: re.sub(r"<processNo>.*?</processNo>", "", t)),
    ("service-process", "no role", lambda t: re.sub(r"<ProcessRole>.*</ProcessRole>", "", t, flags=re.S)),
    ("service-process", "a step of another order", lambda t: re.sub(r"(<stepCode>.*?</stepCode>)\s*(<stepName>.*?</stepName>)", r"\2\1", t, count=1)),
    ("service-process", "an unknown element", lambda t: t.replace("<actions>", "<acts/><actions>", 1)),
    ("holidays", "a kind in words", lambda t: re.sub(r"<holidayType>1", "<holidayType>one", t, count=1)),
    ("working-time", "a day without hours", lambda t: re.sub(r"<workTimeHours>.*?</workTimeHours>", "", t, count=1)),
]


def invalid(schema, files):
    """The files that do not pass, with what xmllint says first."""
    wrong = {}
    for start in range(0, len(files), 500):
        part = files[start : start + 500]
        run = subprocess.run(["xmllint", "--noout", "--schema", schema, *part], capture_output=True, text=True)
        lines = run.stderr.splitlines()
        passed = {line[: -len(" validates")] for line in lines if line.endswith(" validates")}
        for path in part:
            if str(path) not in passed:
                wrong[path] = next((line for line in lines if line.startswith(f"{path}:")), "no verdict")
    return wrong


def main(schema, work):
    work = Path(work)
    files = sorted(path for folder in ("published", "places") for path in (work / folder).rglob("*.xml"))
    wrong = invalid(schema, files)
    for path, line in list(wrong.items())[:10]:
        print(f"{path.relative_to(work)}: {line}")
    print(f"OpenCPS import schema: {len(files) - len(wrong)} of {len(files)} files valid")
    broken = work / "broken"
    broken.mkdir(exist_ok=True)
    unnoticed = 0
    for kind, what, mutate in MUTATIONS:
        path = next((p for p in files if p.name.startswith(kind) and mutate(p.read_text()) != p.read_text()), None)
        if path is None:
            sys.exit(f"nothing to break: {what}")
        copy = broken / f"{kind}-{what.replace(' ', '-')}.xml"
        copy.write_text(mutate(path.read_text()))
        noticed = bool(invalid(schema, [copy]))
        unnoticed += not noticed
        print(f"{'noticed' if noticed else 'NOT NOTICED'}: {kind}, {what}")
    # Target, consumer, procedures, paths, mutants: `tests/conformance/targets` makes the table of the README of it.
    row = ["opencps", "XSD of its import (xmllint)", f"{len(files) - len(wrong)}/{len(files)} files", "", f"{len(MUTATIONS) - unnoticed}/{len(MUTATIONS)}"]
    (work / "table.json").write_text(json.dumps([row]))
    return 1 if wrong or unnoticed or not files else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
