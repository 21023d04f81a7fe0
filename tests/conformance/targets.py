"""The table of targets in Markdown: `targets.py ROOT [--readme]`. See `targets`."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BEGIN, END = "<!-- targets: made by tests/conformance/targets --readme -->", "<!-- end -->"

# The targets of the table; each has a consumer that leaves `table.json` and `mutants.tsv` behind when it runs (`kept.py`).
NAMES = ["bpmn", "camunda7", "flowable", "activiti", "zeebe", "igate", "ioffice", "opencps", "epar", "portal"]
NOT_RUN = "its consumer was not run"


def procedo(*arguments):
    run = subprocess.run([os.environ["PROCEDO"], *map(str, arguments)], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"procedo {' '.join(map(str, arguments))}:\n{run.stderr}")
    return run.stdout


def losses(work, root, name):
    """How many kinds of losses a target reports of the shipped catalogue."""
    out = work / name
    procedo("compile", root / "procedures", "--target", name, "--out", out, "--lang", "en")
    lines = json.loads((out / "procedo-compile.json").read_text())["losses"].get(name, [])
    # A line names what it is about behind the sentence of the gap.
    return len({re.sub(r" \(`.*", "", line.rsplit(": ", 1)[0]) for line in lines})


def last(text):
    """The rows of the README, by target: what earlier runs left."""
    rows = {}
    for line in text.split(BEGIN, 1)[1].split(END, 1)[0].splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if cells and cells[0] in NAMES and cells[1] not in (NOT_RUN, "none was run"):
            rows.setdefault(cells[0], []).append(cells[1:5])
    return rows


def main(root, *flags):
    root = Path(root)
    work = root / "target/conformance/targets"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    runs, mutants = {}, []
    for found in sorted((root / "target/conformance").glob("*/table.json")):
        for row in json.loads(found.read_text()):
            runs.setdefault(row[0], []).append(row[1:5])
        kept = found.parent / "mutants.tsv"
        mutants += kept.read_text().splitlines()[1:] if kept.exists() else []
    (work / "mutants.tsv").write_text("\n".join(["target\tconsumer\tbroken\tnoticed by", *mutants]) + "\n")
    readme = root / "README.md"
    text = readme.read_text()
    # In the README a row stays as its last run left it; what is printed says what was run now.
    before = last(text) if "--readme" in flags else {}
    lines = ["| target | consumer | procedures accepted | paths driven | mutants noticed | kinds of losses |", "|---|---|---|---|---|---|"]
    for name in NAMES:
        count = losses(work, root, name)
        for row in runs.get(name) or before.get(name) or [[NOT_RUN, "", "", ""]]:
            lines.append(f"| {name} | {' | '.join([*row, '', '', ''][:4])} | {count} |")
    table = "\n".join(lines)
    print(table)
    if "--readme" in flags:
        head, rest = text.split(BEGIN, 1)
        readme.write_text(f"{head}{BEGIN}\n\n{table}\n\n{END}{rest.split(END, 1)[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
