"""Lets every consumer read, draw or run every model and prints the table procedure × consumer; then shows them the mutants.

    table.py MODELS MUTANTS WORK

WORK holds the installed consumers (`python`, `node_modules`). Exits 1 if a model has a problem, or if a mutant is not noticed
by one who must notice it.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
LIMIT = 3_600


def xsd(folder, work):
    """The XSD of BPMN 2.0, which SpiffWorkflow ships."""
    schema = next((work / "python").rglob("BPMN20.xsd"))
    files = sorted(Path(folder).glob("*.bpmn"))
    run = subprocess.run(["xmllint", "--noout", "--schema", schema, *files], capture_output=True, text=True, timeout=LIMIT)
    rows = {}
    for path in files:
        lines = [line for line in run.stderr.splitlines() if line.startswith(str(path))]
        valid = f"{path} validates" in lines
        rows[path.stem] = {"problems": [] if valid else [line[len(str(path)) :] for line in lines] or ["no verdict"]}
    return rows


def rows_of(command, work):
    """Rows that a consumer's script prints, by model."""
    run = subprocess.run(command, capture_output=True, text=True, cwd=work, timeout=LIMIT)
    rows = {}
    for line in run.stdout.splitlines():
        row = json.loads(line)
        rows[row.pop("model")] = row
    if run.returncode not in (0, 1) or (run.returncode == 1 and not any(row["problems"] for row in rows.values())):
        sys.exit(f"{' '.join(map(str, command))} broke off:\n{run.stderr[-2000:]}")
    return rows


CONSUMERS = {
    "XSD": xsd,
    "bpmn-moddle": lambda folder, work: rows_of(["node", "read.mjs", folder], work),
    "bpmn-js": lambda folder, work: rows_of(["node", "draw.mjs", folder], work),
    "SpiffWorkflow": lambda folder, work: rows_of([work / "python/bin/python", HERE / "spiff.py", folder], work),
    "bpmn-server": lambda folder, work: rows_of(["node", "server.mjs", folder], work),
}


def answers(folder, work):
    """What every consumer says of every model."""
    with ThreadPoolExecutor(2) as pool:
        asked = {name: pool.submit(ask, folder, work) for name, ask in CONSUMERS.items()}
        return {name: answer.result() for name, answer in asked.items()}


def cell(row):
    if row is None:
        return "no answer"
    if row["problems"]:
        return "FAILED"
    return f"{row['driven']}/{row['paths']}" if "driven" in row else "ok"


def table(folder, said, work):
    """Prints the table; says whether all is well."""
    models = sorted(path.stem for path in Path(folder).glob("*.bpmn"))
    width = max(map(len, models), default=0)
    print(f"{'procedure':{width}}  paths  timers  " + "  ".join(f"{name:>13}" for name in CONSUMERS))
    sums = {name: [0, 0, 0] for name in CONSUMERS}
    good = bool(models)
    for model in models:
        rows = {name: said[name].get(model) for name in CONSUMERS}
        spiff = rows["SpiffWorkflow"] or {"paths": 0, "timers": 0, "complete": False}
        more = "" if spiff["complete"] else "+"
        print(f"{model:{width}}  {spiff['paths']:>5}{more}  {spiff['timers']:>6}  " + "  ".join(f"{cell(row):>13}" for row in rows.values()))
        for name, row in rows.items():
            good &= row is not None and not row["problems"]
            sums[name][0] += row is not None and not row["problems"]
            sums[name][1] += (row or {}).get("driven", 0)
            sums[name][2] += (row or {}).get("runs", 0)
    for name, rows in said.items():
        for model, row in rows.items():
            for problem in row["problems"][:3]:
                print(f"{name}, {model}: {problem}")
    for model, row in said["SpiffWorkflow"].items():
        if row.get("untaken"):
            print(f"{model}: no path takes {', '.join(row['untaken'])}")
    # Target, consumer, procedures, paths, mutants: `tests/conformance/targets` makes the table of the README of it.
    rows = [["bpmn", name, f"{passed}/{len(models)}", str(driven) if runs else "", "12 ways"] for name, (passed, driven, runs) in sums.items()]
    (work / "table.json").write_text(json.dumps(rows))
    for name, (passed, driven, runs) in sums.items():
        print(f"{name}: {passed} of {len(models)} models" + (f", {driven} paths driven in {runs} runs" if runs else ""))
    return good


def mutants(folder, work):
    """Shows the mutants to all; says whether each is noticed by those who must."""
    expected = json.loads((Path(folder) / "expected.json").read_text())
    said = answers(folder, work)
    good = True
    kinds = {}
    for name, what in expected.items():
        kinds.setdefault(what["mutation"], []).append((name, what["by"]))
    print(f"{'mutation':20}  models  " + "  ".join(f"{name:>13}" for name in CONSUMERS))
    for mutation, made in kinds.items():
        cells = []
        for name in CONSUMERS:
            noticed = sum(bool((said[name].get(model) or {"problems": ["no answer"]})["problems"]) for model, _ in made)
            must = name in made[0][1]
            good &= noticed == len(made) or not must
            cells.append(f"{noticed}/{len(made)}{' must' if must else ''}")
        print(f"{mutation:20}  {len(made):6}  " + "  ".join(f"{text:>13}" for text in cells))
    return good


def main(models, broken, work):
    work = Path(work)
    print("== models")
    good = table(models, answers(models, work), work)
    print("== mutants: noticed by")
    noticed = mutants(broken, work)
    if not noticed:
        print("a mutant was not noticed")
    return 0 if good and noticed else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
