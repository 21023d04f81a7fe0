"""Runs the driver of each engine over its models and prints the table engine × procedures × paths; then over broken models and
with wrong calendars.

    table.py WORK CATALOGUE PROCEDO ENGINE…

Exits 1 if a model has a problem, or if a broken one, or a wrong calendar, is not noticed.
"""

import json
import re
import shutil
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


def clock_never_resumed(text):
    """The applicant supplements, and the case is due as if there had been no pause."""
    return re.sub(r'<\w+:executionListener event="end" expression="\$\{procedo.resumed\(execution\)\}"/>', "", text)


def no_due_date(text):
    """A task with a limit that is never overdue."""
    return re.sub(r' \w+:dueDate="[^"]*"', "", text, count=1)


def another_process(text):
    """A call of a process that is not there."""
    return re.sub(r'calledElement="[^"]*"', 'calledElement="procedure_other"', text, count=1)


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
    no_due_date,
    clock_never_resumed,
    another_process,
    broken_markup,
]

# What the engine's bean may find in the calendar, and must not.
CALENDARS = {
    "later_mornings": lambda t: t.replace('"07:30-11:30"', '"08:00-11:30"'),
    "no_new_year": lambda t: re.sub(r"\n      - day: 2027-01-01\n(?:        .*\n)+", "\n", t),
    "shorter_days": lambda t: t.replace('"13:00-17:00"', '"13:00-16:00"'),
}

# Enough models for what does not depend on the model.
SAMPLE = 12


def drive(work, engine, models, paths, program, catalogue, asked=None):
    """What the driver says, by model; and the engine's version. The bean asks about `asked`, else about the catalogue."""
    name = engine.capitalize() + "Engine"
    classes = f"{work / engine}:{(work / (engine + '.classpath')).read_text().strip()}"
    zone = "-Duser.timezone=Asia/Ho_Chi_Minh"
    command = ["java", zone, "-cp", classes, "-Dfile.encoding=UTF-8", "Driver", name, *map(str, [models, paths, program, catalogue, asked or catalogue, work / "answers", work / "models" / MODELS[engine], work / "models"])]
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
            # Few models call others: the number of their paths does not matter.
            most = 1_000 if mutation is another_process else mutants.MOST_PATHS
            if len(json.loads(paths.read_text())["paths"]) > most:
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


def sample(models, paths, out):
    """A few models with their paths, spread over the catalogue."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    fitting = [path for path in sorted(models.glob("*.bpmn")) if "procedo.due" in path.read_text()
               and len(json.loads((paths / f"{path.stem}.paths.json").read_text())["paths"]) <= mutants.MOST_PATHS]
    for at in sorted({round(n * (len(fitting) - 1) / (SAMPLE - 1)) for n in range(SAMPLE)}):
        shutil.copy(fitting[at], out)
        shutil.copy(paths / f"{fitting[at].stem}.paths.json", out)
    return out


def wrong_calendars(work, engine, program, catalogue):
    """For each wrong calendar, of how many models it changes what the engine says; and how many models were driven."""
    some = sample(work / "models" / MODELS[engine], work / "models", work / "sample" / engine)
    noticed = {}
    for name, change in CALENDARS.items():
        asked = work / "wrong" / name
        if not asked.exists():
            shutil.copytree(catalogue, asked)
            text = (asked / "calendar.yaml").read_text()
            if change(text) == text:
                sys.exit(f"the calendar has nothing to change: {name}")
            (asked / "calendar.yaml").write_text(change(text))
        said, _ = drive(work, engine, some, some, program, catalogue, asked)
        noticed[name] = sum(any(re.search(" is due .+, not ", problem) for problem in row["problems"]) for row in said.values())
    return noticed, SAMPLE


def main(work, catalogue, program, *engines):
    work, good = Path(work), True
    catalogue = Path(catalogue).resolve()
    rows = []
    for engine in engines:
        said, version = drive(work, engine, work / "models" / MODELS[engine], work / "models", program, catalogue)
        for row in said.values():
            for problem in row["problems"][:2]:
                print(f"{engine}, {row['model']}: {problem}")
        whole = sum(not row["problems"] for row in said.values())
        good &= whole == len(said) and whole >= 10
        made, out = broken(work, engine)
        answers, _ = drive(work, engine, out, out, program, catalogue)
        noticed = {name: bool(answers[name]["problems"]) for name in made}
        for name, seen in noticed.items():
            if not seen:
                print(f"{engine}: not noticed: {name}")
        kinds = len(set(made.values()))
        good &= all(noticed.values())
        calendars, of = wrong_calendars(work, engine, program, catalogue)
        good &= all(calendars.values())
        print(f"{engine}, wrong calendars: " + ", ".join(f"{name} noticed in {seen} of {of} models" for name, seen in calendars.items()))
        noticing = sample(work / "noticing/models" / MODELS[engine], work / "noticing/models", work / "noticing/sample" / engine)
        told, _ = drive(work, engine, noticing, noticing, program, catalogue)
        problems = [f"{name}: {problem}" for name, row in told.items() for problem in row["problems"]]
        notices = sum(row["notices"] for row in told.values())
        good &= not problems and notices > 0
        print(f"{engine}, told of overdue tasks: {notices} times in {len(told)} models", *problems[:3], sep="\n  ")
        total = lambda key: sum(row[key] for row in said.values())
        calls = total("calls")
        good &= calls > 0
        print(f"{engine}, interlinked: {calls} called processes driven to their end and back")
        seen = sum(noticed.values()) + sum(map(bool, calendars.values()))
        rows.append((MODELS[engine], version, f"{whole}/{len(said)}", f"{total('driven')}/{total('paths')}", total("timers"),
                     total("dates"), total("resumed"), f"{seen}/{len(made) + len(calendars)} ({kinds + len(calendars)} ways)"))
    print("target      engine                 procedures  paths      timers  due dates  clock stopped  mutants noticed")
    for target, version, models, paths, timers, dates, resumed, seen in rows:
        print(f"{target:10}  {version:21}  {models:10}  {paths:9}  {timers:6}  {dates:9}  {resumed:13}  {seen}")
    # Target, consumer, procedures, paths, mutants: `tests/conformance/targets` makes the table of the README of it.
    (work / "table.json").write_text(json.dumps([[row[0], row[1], row[2], row[3], row[7]] for row in rows]))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
