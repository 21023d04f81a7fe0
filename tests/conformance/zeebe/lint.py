"""Lints every model for Camunda 8, and broken ones, which must not pass: `lint.py WORK`."""

import json
import re
import subprocess
import sys
from pathlib import Path

MUTATIONS = {
    "not executable": lambda t: t.replace(' isExecutable="true"', ' isExecutable="false"'),
    "a flow without condition": lambda t: re.sub(r"<conditionExpression[^>]*>.*?</conditionExpression>", "", t, count=1, flags=re.S),
    # That the text of a condition is missing passes the linter: only what it holds is read.
    "a condition that is no FEEL": lambda t: re.sub(r"(<conditionExpression[^>]*>)=", r"\1=if then (", t, count=1),
    "a timer without time": lambda t: re.sub(r"<time(Date|Duration)[^>]*>.*?</time\1>", "", t, count=1, flags=re.S),
    "a timer that is no FEEL": lambda t: re.sub(r"(<timeDuration[^>]*>)P\w+", r"\1soon", t, count=1),
    "a flow to nowhere": lambda t: re.sub(r'targetRef="(step_\w+)"', 'targetRef="nowhere"', t, count=1),
    "a due date in words": lambda t: re.sub(r'dueDate="=\w+"', 'dueDate="tomorrow"', t, count=1),
    "a complex gateway": lambda t: t.replace("exclusiveGateway", "complexGateway"),
    "a task without implementation": lambda t: re.sub(r"<userTask (.*?)</userTask>", r"<serviceTask \1</serviceTask>", t, count=1, flags=re.S).replace("<zeebe:userTask/>", "", 1),
    "broken markup": lambda t: t.replace("</process>", "", 1),
}


def lint(work, paths):
    """What bpmnlint says of some models, by path; one call where all of them pass."""

    def run(some):
        command = [str(work / "node_modules/.bin/bpmnlint"), "--max-warnings=0", *map(str, some)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=work)
        return [line for line in done.stdout.splitlines() + done.stderr.splitlines() if line.strip()] if done.returncode else []

    if not run(paths):
        return {path: [] for path in paths}
    return {path: run([path]) for path in paths}


def main(work):
    work = Path(work).resolve()
    models = sorted((work / "models").rglob("*.bpmn"))
    said = lint(work, models)
    bad = {path: lines for path, lines in said.items() if lines}
    for path, lines in list(bad.items())[:5]:
        print(path.name, *lines[:6], sep="\n  ")
    print(f"bpmnlint-plugin-camunda-compat, Camunda 8.6: {len(models) - len(bad)} of {len(models)} models")
    (work / "broken").mkdir(exist_ok=True)
    unnoticed = 0
    for what, mutate in MUTATIONS.items():
        found = next((path for path in models if mutate(path.read_text()) != path.read_text()), None)
        if found is None:
            sys.exit(f"nothing to break: {what}")
        copy = work / "broken" / f"{what.replace(' ', '-')}.bpmn"
        copy.write_text(mutate(found.read_text()))
        noticed = bool(lint(work, [copy])[copy])
        unnoticed += not noticed
        print(f"{'noticed' if noticed else 'NOT NOTICED'}: {what}")
    # Target, consumer, procedures, paths, mutants: `tests/conformance/targets` makes the table of the README of it.
    row = ["zeebe", "bpmnlint-plugin-camunda-compat 2.61 (8.6)", f"{len(models) - len(bad)}/{len(models)}", "", f"{len(MUTATIONS) - unnoticed}/{len(MUTATIONS)}"]
    (work / "table.json").write_text(json.dumps([row]))
    return 1 if bad or unnoticed or not models else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
