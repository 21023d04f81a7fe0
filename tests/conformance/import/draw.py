"""Draws what is to be read by hand, always the same.

`draw.py records FOLDER [SEED]` sixty records, none of which was drawn with an earlier seed; `draw.py errors FINDINGS.json SEED` five findings of severity error per code; `draw.py
findings FINDINGS.json SEED` a hundred findings, rule by rule in turn, so that no rule swamps the sample. FINDINGS.json is the
JSON of `procedo check`; what it gives is a table with tabs."""
import collections
import json
import random
import sys
from pathlib import Path

# Of records.csv; then of the samples that were drawn after what its reading led to.
RECORDS_SEEDS = [20261121, 20261122, 20261123]
SAMPLE = 100


def records(folder, seed):
    codes, used = sorted(path.stem for path in Path(folder).glob("*.txt")), set()
    for each in RECORDS_SEEDS:
        drawn = random.Random(each).sample([code for code in codes if code not in used], 60)
        if each == seed:
            return drawn
        used.update(drawn)
    sys.exit(f"{seed} is none of {RECORDS_SEEDS}")


def key(finding):
    """A finding as it stands in the table; its place is the code of the procedure and the line of its file."""
    return finding["code"], finding.get("procedure") or "", finding["range"]["start"]["line"], finding["message"]


def by_code(path, keep):
    found = collections.defaultdict(set)
    for finding in json.load(open(path, encoding="utf-8"))["findings"]:
        if keep(finding):
            found[finding["code"]].add(key(finding))
    return {code: sorted(found[code]) for code in sorted(found)}


def errors(path, dice):
    for found in by_code(path, lambda finding: finding["severity"] == "error").values():
        yield from dice.sample(found, min(5, len(found)))


def findings(path, dice):
    """One finding of every rule, then a second of each, and so on; in the last round the rules that still give one are drawn."""
    found = by_code(path, lambda finding: True)
    for rule in found.values():
        dice.shuffle(rule)
    drawn = []
    while len(drawn) < SAMPLE and any(found.values()):
        round_ = [rule for rule in found.values() if rule]
        if len(round_) > SAMPLE - len(drawn):
            round_ = dice.sample(round_, SAMPLE - len(drawn))
        drawn += [rule.pop() for rule in round_]
    yield from sorted(drawn)


if __name__ == "__main__":
    what, source = sys.argv[1:3]
    if what == "records":
        print("\n".join(records(source, int(sys.argv[3]) if len(sys.argv) > 3 else RECORDS_SEEDS[0])))
    else:
        rows = {"errors": errors, "findings": findings}[what](source, random.Random(int(sys.argv[3])))
        for code, procedure, line, message in rows:
            print(code, procedure, line, " ".join(message.split()), sep="\t")
