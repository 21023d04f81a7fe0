"""Counts in the workflows of e-PAR what its importer has to report, and compares file by file: `epar.py FOLDER REPORT.json`. Written
without the importer's code; an attribute is what the XML says, a broken link is a `next` that names no task of the file."""
import collections
import json
import sys
import xml.etree.ElementTree as tree
from decimal import Decimal
from pathlib import Path

folder, report = Path(sys.argv[1]), json.load(open(sys.argv[2], encoding="utf-8"))
expected, chains = collections.defaultdict(set), 0
files = sorted(folder.rglob("*_workflow.xml"))
for file in files:
    process = tree.parse(file).getroot()
    steps = process.findall("step")
    name = str(file.relative_to(folder))
    total = process.get("totaltime", "").strip()
    times = [Decimal((step.get("time") or "0").replace(",", ".")) for step in steps]
    if total in ("", "-1"):
        expected["missing-total"].add(name)
    elif sum(times) != Decimal(total.replace(",", ".")):
        expected["sum-mismatch"].add(name)
    tasks = [task for step in steps for task in step.findall("task")]
    codes = [task.get("code") for task in tasks]
    follows = [(task.get("code"), task.get("next") or "") for task in tasks]
    if len(set(codes)) != len(codes):
        expected["duplicate-task"].add(name)
    if any(after != "NULL" and after not in codes for _, after in follows):
        expected["broken-link"].add(name)
    clock = "runs"
    for task in tasks:
        if task.get("pause") == "true":
            clock = "stopped"
        if task.get("unpause") == "true":
            clock = "runs"
    if clock == "stopped":
        expected["pause-without-end"].add(name)
    reached, at, next_of = set(), codes[0] if codes else None, dict(follows)
    while at in next_of and at not in reached:
        reached.add(at)
        at = next_of[at]
    if set(codes) - reached:
        expected["unreachable-task"].add(name)
    if at != "NULL":
        expected["no-end"].add(name)
    chains += reached == set(codes) and at == "NULL"

reported = collections.defaultdict(set)
for remark in report["remarks"]:
    path = Path(remark["file"])
    path = path.relative_to(folder) if path.is_absolute() and path.is_relative_to(folder) else path
    reported[remark["kind"]].add("/".join(path.parts[-2:]))
print(f"{len(files)} workflows, {chains} of them one chain from the first task to the end")
wrong = 0
for kind in sorted(set(expected) | set(reported)):
    missed, extra = expected[kind] - reported[kind], reported[kind] - expected[kind]
    wrong += len(missed) + len(extra)
    print(f"  {kind}: {len(expected[kind])} counted, {len(reported[kind])} reported" + (f"; missed {sorted(missed)}" if missed else "")
          + (f"; too many {sorted(extra)}" if extra else ""))
sys.exit(1 if wrong or not files else 0)
