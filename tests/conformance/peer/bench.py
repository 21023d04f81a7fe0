"""Times Procedo against rust_bpmn_analyzer, turn by turn, on models whose state spaces explode.

    bench.py PROCEDO PEER [ROUNDS]

PROCEDO and PEER are the two binaries. Every model is written as `.proc`; Procedo checks that text (parse, names, all rules of the
theme `flow` and the others, soundness), the peer reads the BPMN that Procedo compiles of it. Prints the medians of whole
runs, start of the program included, and what the peer says of its properties.
"""

import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 20
PROPERTIES = "safeness,option-to-complete,proper-completion,no-dead-activities"
# Beyond this a model may take the memory of the whole machine.
MEMORY = 4 << 30


def parallel(count, branch):
    return "parallel {\n" + "".join(f"branch {{\n{branch(at)}\n}}\n" for at in range(count)) + "}\n"


def step(name, more=""):
    return f'step {name} "{name}" kind draft by office/clerk within 1 hour {more}\n'


def choice(at):
    return f"if sort-{at} {{\n{step(f'a{at}')}}} else {{\n{step(f'b{at}')}}}\n"


MODELS = {
    "10 branches": (0, lambda: parallel(10, lambda at: step(f"s{at}"))),
    "17 branches": (0, lambda: parallel(17, lambda at: step(f"s{at}"))),
    "20 branches": (0, lambda: parallel(20, lambda at: step(f"s{at}"))),
    "8 branches, a choice each": (8, lambda: parallel(8, choice)),
    "10 branches, a choice each": (10, lambda: parallel(10, choice)),
    "2,000 blocks in sequence": (1, lambda: "".join(step(f"x{at}") + f"if sort-0 {{\n{step(f'y{at}')}}}\n" for at in range(2_000))),
    "a choice into a loop without exit": (1, lambda: f"if sort-0 {{\n{step('c')}{step('d', 'then c')}}}\n{step('e')}"),
    "an end that is never reached": (0, lambda: step("c") + step("d", "then c") + step("e")),
}

# Errors are lowered so that broken models, too, are compiled for the peer.
SETTINGS = """language: en
levels:
  flow/cannot-finish: warning
  flow/unbounded-loop: warning
  flow/unreachable-step: warning
  flow/no-refusal: off
"""

CATALOGUE = """level commune
agency office "Office" level commune {
  role clerk "Clerk" signs
}
"""


def text(facts, process):
    lines = "".join(f'  fact sort-{at} yes/no "Of sort {at}"\n' for at in range(facts))
    return (
        'procedure 9.000001 "A model" {\n  field "Trial"\n  level commune\n  decided by office/clerk\n  for citizen\n'
        f"  deadline 5000 working days\n  sets 1\n  channel counter\n{lines}"
        f'  document paper "Paper" original 1\n  result answer "Answer"\n  process {{\n{process}  }}\n}}\n'
    )


def timed(command):
    """Seconds and output; None where it was stopped."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    start = time.perf_counter()
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return None, "stopped"
    took = time.perf_counter() - start
    return (took if run.returncode in (0, 1) else None), run.stdout + run.stderr


def show(times):
    return "stopped" if None in times else f"{statistics.median(times) * 1e3:.1f} ms"


def said(output):
    """What the peer answers, shortened."""
    failed = re.findall(r"^(.+) is not fulfilled", output, re.M)
    states = re.search(r"^States: ([\d.,]+)", output, re.M)
    if states:
        return ("not: " + ", ".join(failed) if failed else "all fulfilled") + f"; {states.group(1)} states"
    return output.strip().splitlines()[-1][:60] if output.strip() else "nothing"


def main(procedo, peer, rounds=5):
    with tempfile.TemporaryDirectory() as folder:
        for name, (facts, process) in MODELS.items():
            root = Path(folder) / re.sub(r"\W+", "-", name)
            root.mkdir()
            (root / "catalogue.yaml").write_text(SETTINGS)
            (root / "government.proc").write_text(CATALOGUE)
            (root / "model.proc").write_text(text(facts, process()))
            out = root.with_suffix(".out")
            subprocess.run([procedo, "compile", root, "--target", "bpmn", "--out", out], capture_output=True)
            models = list(out.rglob("*.bpmn"))
            mine, plain, reduced, word = [], [], [], "not compiled: it has errors"
            for _ in range(int(rounds)):
                took, answer = timed([procedo, "check", root, "--as-of", "2026-11-21", "--format", "plain"])
                mine.append(took)
                # What was stopped once is not tried again.
                if models and None not in plain:
                    took, word = timed([peer, "-f", models[0], "-p", PROPERTIES])
                    plain.append(took)
                if models and None not in reduced:
                    reduced.append(timed([peer, "-f", models[0], "-p", PROPERTIES, "--por"])[0])
            found = sorted(set(re.findall(r"^(?:Error|Warning) (flow/[\w-]+)", answer, re.M)))
            print(f"{name}: procedo {show(mine)} ({', '.join(found) or 'sound'}); peer {show(plain) if plain else '–'}"
                  f" ({said(word)}); peer --por {show(reduced) if reduced else '–'}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
