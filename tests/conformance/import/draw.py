"""Draws what is to be read by hand, always the same: `draw.py records FOLDER` sixty records, `draw.py errors FINDINGS.json`
five findings of severity error per code (the JSON of `procedo check`)."""
import collections
import json
import random
import sys
from pathlib import Path

SEED = 20261121
random.seed(SEED)
if sys.argv[1] == "records":
    codes = sorted(path.stem for path in Path(sys.argv[2]).glob("*.txt"))
    print("\n".join(random.sample(codes, 60)))
else:
    by_code = collections.defaultdict(list)
    for finding in json.load(open(sys.argv[2], encoding="utf-8"))["findings"]:
        if finding["severity"] == "error":
            by_code[finding["code"]].append((finding["procedure"], finding["range"]["start"]["line"], finding["message"]))
    for code in sorted(by_code):
        found = sorted(by_code[code])
        for procedure, line, message in random.sample(found, min(5, len(found))):
            print(f"{code};{procedure};{line};{message}")
