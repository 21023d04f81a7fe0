"""Shows what became of the models of a folder as a table; fails where a file is missing or what was written is unreadable."""

import collections
import json
import sys

folder, files, report, findings = sys.argv[1], int(sys.argv[2]), json.load(open(sys.argv[3])), json.load(open(sys.argv[4]))
counts = report["counts"]
print(f"\n{folder}: {files} files, {counts['processes']} processes, {counts['steps']} steps")
nested = report["shares"]["processes-nested"]
print(f"  read fully {counts['files-fully']}, in part {counts['files-partly']}, refused {counts['files-refused']}; "
      f"nested without jumps {nested['known']} of {nested['of']} processes")
reasons = collections.Counter()
for remark in report["remarks"]:
    text = "".join(part for index, part in enumerate(remark["en"].split("`")) if index % 2 == 0)
    reasons[(remark["sort"], " ".join(text.split())[:90])] += 1
for (sort, text), count in sorted(reasons.items(), key=lambda item: (item[0][0], -item[1])):
    print(f"  {count:6}  {sort}: {text}")
total = counts["files-fully"] + counts["files-partly"] + counts["files-refused"]
unreadable = [f for f in findings["findings"] if f["code"].split("/")[0] in ("syntax", "names")]
for finding in unreadable[:10]:
    print(f"  {finding['file']}: {finding['code']}: {finding['message']}")
if total != files or unreadable:
    sys.exit(f"{folder}: {total} of {files} files counted, {len(unreadable)} mistakes in what was written")
