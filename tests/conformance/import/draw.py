"""Draws what is to be read by hand, always the same: `draw.py records FOLDER [SEED]` sixty records, none of which was drawn with an
earlier seed; `draw.py errors FINDINGS.json` five findings of severity error per code (the JSON of `procedo check`)."""
import collections
import json
import random
import sys
from pathlib import Path

# Of records.csv; then of the samples that were drawn after what its reading led to.
SEEDS = [20261121, 20261122, 20261123]


def records(folder, seed):
    codes, used = sorted(path.stem for path in Path(folder).glob("*.txt")), set()
    for each in SEEDS:
        random.seed(each)
        drawn = random.sample([code for code in codes if code not in used], 60)
        if each == seed:
            return drawn
        used.update(drawn)
    sys.exit(f"{seed} is none of {SEEDS}")


if sys.argv[1] == "records":
    print("\n".join(records(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else SEEDS[0])))
else:
    random.seed(SEEDS[0])
    by_code = collections.defaultdict(list)
    for finding in json.load(open(sys.argv[2], encoding="utf-8"))["findings"]:
        if finding["severity"] == "error":
            by_code[finding["code"]].append((finding["procedure"], finding["range"]["start"]["line"], finding["message"]))
    for code in sorted(by_code):
        found = sorted(by_code[code])
        for procedure, line, message in random.sample(found, min(5, len(found))):
            print(f"{code};{procedure};{line};{message}")
