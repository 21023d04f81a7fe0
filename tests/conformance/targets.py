"""The table of targets in Markdown: `targets.py ROOT [--readme]`. See `targets`."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

BEGIN, END = "<!-- targets: made by tests/conformance/targets --readme -->", "<!-- end -->"
READ_BACK = {"epar": "epar", "portal": "portal", "opencps": "opencps", "bpmn": "bpmn"}

# Targets whose consumer leaves a table behind when it runs.
CONSUMERS = {"camunda7", "flowable", "activiti", "zeebe", "igate"}


def procedo(*arguments):
    run = subprocess.run([os.environ["PROCEDO"], *map(str, arguments)], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"procedo {' '.join(map(str, arguments))}:\n{run.stderr}")
    return run.stdout


def targets():
    """The targets that the program knows."""
    return re.findall(r"(\S+): ", procedo("compile", "--help").split("--target", 1)[1].split("--out", 1)[0].replace("\n", " "))


def main(root, *flags):
    root = Path(root)
    work = root / "target/conformance/targets"
    shutil.rmtree(work, ignore_errors=True)
    runs = {}
    for found in sorted((root / "target/conformance").glob("*/table.json")):
        for row in json.loads(found.read_text()):
            runs.setdefault(row[0], []).append(row[1:])
    names = ["bpmn", "camunda7", "flowable", "activiti", "zeebe", "igate", "ioffice", "opencps", "epar", "portal"]
    lines = ["| target | consumer | procedures accepted | paths driven | mutants noticed | kinds of losses |", "|---|---|---|---|---|---|"]
    for name in names:
        out = work / name
        procedo("compile", root / "procedures", "--target", name, "--out", out, "--lang", "en")
        lines_of = json.loads((out / "procedo-compile.json").read_text())["losses"].get(name, [])
        # A line names what it is about behind the sentence of the gap.
        losses = len({re.sub(r" \(`.*", "", line.rsplit(": ", 1)[0]) for line in lines_of})
        rows = list(runs.get(name, []))
        if name in READ_BACK:
            folder = out / name if (out / name).is_dir() else out
            report = json.loads(procedo("import", READ_BACK[name], folder, "--out", work / f"{name}-again", "--format", "json"))
            unread = sum(remark.get("sort") == "unread" for remark in report["remarks"])
            files = sum(path.suffix == ".proc" and path.parent.name != "registry" and path.stem not in ("registry", "package")
                        for path in (work / f"{name}-again").rglob("*"))
            rows.append([f"`procedo import {READ_BACK[name]}`", f"{files}, {unread} unread", "", "in `cargo test`" if name != "bpmn" else ""])
        if not rows:
            rows.append(["its consumer was not run" if name in CONSUMERS else "none can be had; keys and rights checked in `cargo test`", "", "", ""])
        for row in rows:
            lines.append(f"| {name} | {' | '.join([*row, ''][:4])} | {losses} |")
    table = "\n".join(lines)
    print(table)
    if "--readme" in flags:
        readme = root / "README.md"
        text = readme.read_text()
        before, rest = text.split(BEGIN, 1)
        readme.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{rest.split(END, 1)[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
