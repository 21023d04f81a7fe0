"""Runs the driver of each engine over its models and prints the table engine × procedures × paths; then over broken models.

    table.py WORK ENGINE…

Exits 1 if a model has a problem, or if a broken one is not noticed.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "bpmn"))
import mutants  # noqa: E402

MODELS = {"operaton": "camunda7", "flowable": "flowable", "activiti": "activiti"}


def other_date(text):
    """A task that asks for the due date of another."""
    return re.sub(r"(dueDate=\"\$\{procedo\.due\(execution, (?:'|&apos;))\w+", r"\g<1>step_other", text, count=1)


def broken_markup(text):
    """A document that ends too soon."""
    return text.replace("</process>", "", 1)


MUTATIONS = [
    mutants.broken_reference,
    mutants.deadlock,
    mutants.wrong_condition,
    mutants.inverted_condition,
    mutants.swapped_tasks,
    mutants.dropped_task,
    mutants.wrong_end,
    mutants.removed_timer,
    other_date,
    broken_markup,
]


def drive(work, engine, models, paths):
    """What the driver says, by model; and the engine's version."""
    name = engine.capitalize() + "Engine"
    classes = f"{work / engine}:{(work / (engine + '.classpath')).read_text().strip()}"
    command = ["java", "-cp", classes, "-Dfile.encoding=UTF-8", "Driver", name, str(models), str(paths)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=3_600)
    rows = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if not rows:
        sys.exit(f"{engine} broke off:\n{run.stderr[-3000:]}")
    version = next((line for line in run.stderr.splitlines() if line.lower().startswith(engine)), engine)
    return {row["model"]: row for row in rows}, version


def broken(work, engine):
    """Writes broken models beside their unchanged paths; says which mutation each has."""
    models, out = work / "models" / MODELS[engine], work / "mutants" / engine
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    made = {}
    for mutation in MUTATIONS:
        found = []
        for path in sorted(models.glob("*.bpmn")):
            paths = work / "models" / f"{path.stem}.paths.json"
            if len(json.loads(paths.read_text())["paths"]) > mutants.MOST_PATHS:
                continue
            text = path.read_text()
            mutated = mutation(text)
            if mutated != text:
                found.append((path.stem, mutated, paths.read_text()))
        if not found:
            sys.exit(f"no model could be broken by {mutation.__name__}")
        for at in sorted({0, len(found) // 2, len(found) - 1}):
            stem, mutated, paths = found[at]
            name = f"{mutation.__name__}-{stem}"
            (out / f"{name}.bpmn").write_text(mutated)
            (out / f"{name}.paths.json").write_text(paths)
            made[name] = mutation.__name__
    return made, out


def main(work, *engines):
    work, good = Path(work), True
    rows = []
    for engine in engines:
        said, version = drive(work, engine, work / "models" / MODELS[engine], work / "models")
        for row in said.values():
            for problem in row["problems"][:2]:
                print(f"{engine}, {row['model']}: {problem}")
        whole = sum(not row["problems"] for row in said.values())
        good &= whole == len(said) and whole >= 10
        made, out = broken(work, engine)
        answers, _ = drive(work, engine, out, out)
        noticed = {name: bool(answers[name]["problems"]) for name in made}
        for name, seen in noticed.items():
            if not seen:
                print(f"{engine}: not noticed: {name}")
        kinds = len(set(made.values()))
        good &= all(noticed.values())
        total = lambda key: sum(row[key] for row in said.values())
        rows.append((MODELS[engine], version, f"{whole}/{len(said)}", f"{total('driven')}/{total('paths')}", total("timers"),
                     total("dates"), f"{sum(noticed.values())}/{len(made)} ({kinds} ways)"))
    print("target      engine                 procedures  paths      timers  due dates  mutants noticed")
    for target, version, models, paths, timers, dates, seen in rows:
        print(f"{target:10}  {version:21}  {models:10}  {paths:9}  {timers:6}  {dates:9}  {seen}")
    # Target, consumer, procedures, paths, mutants: `tests/conformance/targets` makes the table of the README of it.
    (work / "table.json").write_text(json.dumps([[row[0], row[1], row[2], row[3], row[6]] for row in rows]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
