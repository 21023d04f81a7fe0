"""Tells the story of `story`: each chapter changes the catalogue and says what the gate must answer."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

procedo, folder = sys.argv[1], Path(sys.argv[2])
DAY = ["--as-of", "2026-11-21"]


def git(*words):
    name = ["-c", "user.name=Story", "-c", "user.email=story@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *name, *words], capture_output=True, text=True, check=True).stdout.strip()


def commit(message):
    git("add", "-A")
    git("commit", "-qm", message)


def run(*words, expect):
    began = time.monotonic()
    said = subprocess.run([procedo, "check", str(folder), *DAY, *words], capture_output=True, text=True)
    took = time.monotonic() - began
    assert said.returncode == expect, (words, said.returncode, said.stdout[-2000:], said.stderr)
    return said, took


def findings(*words, expect):
    said, took = run("--format", "json", "--fail-on", "note", *words, expect=expect)
    return json.loads(said.stdout), said.stderr.strip(), took


def names(document):
    return {(finding["code"], finding["fingerprint"]) for finding in document["findings"]}


git("init", "-q")
commit("as imported")
before, _, full = findings(expect=1)
print(f"1. as it is: {len(before['findings'])} findings, {full:.1f} s")

# The baseline.
run("--write-baseline", str(folder / "baseline.tsv"), expect=0)
with (folder / "catalogue.yaml").open("a") as settings:
    settings.write("baseline: baseline.tsv\n")
after, _, _ = findings(expect=0)
assert not after["findings"] and after["summary"]["known"] == len(before["findings"]), after["summary"]
commit("baseline")
print(f"2. with a baseline: nothing new, {after['summary']['known']} known")

# A defect: a procedure cites a law that is not registered.
procedures = sorted(path for path in folder.rglob("*.proc") if "registry" not in path.parts)
basis = re.compile(r"^  (?:căn cứ|basis) +[^\s\",]+.*\n", re.MULTILINE)
flagged = {finding["procedure"] for finding in before["findings"]}
# Procedures whose every line of basis stands by itself, and of which nothing is known yet.
sound = [path for path in procedures if basis.search(path.read_text()) and path.stem not in flagged]
sound = [path for path in sound if not re.search(r"^  (?:đến|until|unresolved|chưa rõ) ", path.read_text(), re.MULTILINE)]
victim = sound[len(sound) // 2]
text = victim.read_text()
victim.write_text(re.sub(r"^(  (?:căn cứ|basis) +[^\s\",]+)", r"\1-9999", text, count=1, flags=re.MULTILINE))
defect, _, _ = findings(expect=1)
code = re.search(r"(?:thủ tục|procedure) (\S+)", text)[1]
assert {finding["code"] for finding in defect["findings"]} == {"names/unresolved"}, names(defect)
assert {finding["file"] for finding in defect["findings"]} == {str(victim)}, defect["findings"]
since, said, quick = findings("--changed-since", "HEAD", expect=1)
assert names(since) == names(defect)
print(f"3. a defect in one file: {len(defect['findings'])} new, all of {code}; the same with --changed-since, {said}")

# How long the gate takes on it.
def measured(runs, *words):
    """Median seconds of the clock and of the processors: on a busy machine the clock says little."""
    clock, processors = [], []
    for _ in range(runs):
        before = os.times()
        clock.append(findings(*words, expect=1)[2])
        after = os.times()
        processors.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return f"{statistics.median(clock):.2f} s ({statistics.median(processors):.2f} s of processors, {runs} runs)"


print(f"   the gate on this one-file change: {measured(5, '--changed-since', 'HEAD')}; everything: {measured(3)}")
victim.write_text(text)
assert findings(expect=0)[0]["findings"] == []

# An old finding is put right.
known = [finding for finding in before["findings"] if finding["code"] == "law/no-basis"]
cited = basis.search(text)[0]
if known:
    path = Path(known[0]["file"])
    lines = path.read_text().splitlines(keepends=True)
    at = known[0]["range"]["start"]["line"]
    lines.insert(at, cited)
    path.write_text("".join(lines))
    gone, _, _ = findings(expect=1)
    assert {finding["code"] for finding in gone["findings"]} == {"baseline/gone"}, names(gone)
    size = len((folder / "baseline.tsv").read_text().splitlines())
    run("--prune-baseline", expect=0)
    left = len((folder / "baseline.tsv").read_text().splitlines())
    assert left == size - len(gone["findings"]), (size, left)
    removed = git("diff", "--numstat", "--", str(folder / "baseline.tsv")).split()
    assert removed[:2] == ["0", str(size - left)], removed
    assert findings(expect=0)[0]["findings"] == []
    commit("put right")
    print(f"4. an old finding put right: the baseline shrinks from {size - 1} to {left - 1} lines, no line is added")

# Files are moved and reformatted.
moved = folder / "moved"
moved.mkdir()
for number, path in enumerate(reversed(procedures)):
    path.rename(moved / f"{number:05}.proc")
for path in sorted(moved.glob("*.proc"))[::3]:  # those without quotes inside of quotes
    text = path.read_text()
    if '\\"' in text:
        continue
    # Not between quotes, where layout is text.
    parts = text.split('"')
    parts[::2] = [re.sub(r"\n  (?=\S)", "\n\n      ", part) for part in parts[::2]]
    path.write_text("// moved\n\n" + '"'.join(parts))
same, _, _ = findings(expect=0)
assert not same["findings"] and same["summary"]["known"] == after["summary"]["known"] - (1 if known else 0), same["summary"]
none, said, _ = findings("--changed-since", "HEAD", expect=0)
assert not none["findings"]
assert re.match(r"(looked at|đã kiểm tra) 0 ", said), said
commit("moved and reformatted")
print(f"5. {len(procedures)} files moved, every third one reformatted: nothing changes, {said}")

# A registry entry is edited.
law = next(path for path in sorted(folder.rglob("law.proc")))
text = law.read_text()
entry = re.compile(r"^(?:văn bản|law) (\S+) .*\{\n", re.MULTILINE)
everything = "\n".join(path.read_text() for path in moved.glob("*.proc"))
cited = {}
for word in re.findall(r"^ +(?:căn cứ|basis) +(\S+?)[ ,\n]", everything, re.MULTILINE):
    cited[word] = cited.get(word, 0) + 1
name = max((match[1] for match in entry.finditer(text) if match[1] in cited), key=lambda name: (cited[name] <= 60, cited[name]))
match = next(match for match in entry.finditer(text) if match[1] == name)
end = text.index("\n}", match.end())
body = "".join(line for line in text[match.end():end + 1].splitlines(keepends=True) if not line.strip().startswith(("từ ", "đến ", "from ", "until ")))
word = "đến" if "văn bản" in match[0] else "until"
law.write_text(text[:match.end()] + body.rstrip("\n") + f"\n  {word} 2025-01-01" + text[end:])
since, said, took = findings("--changed-since", "HEAD", expect=1)
full, _, _ = findings(expect=1)
assert names(since) == names(full), names(since) ^ names(full)
users = {finding["procedure"] for finding in since["findings"] if finding["procedure"]}
assert len(users) >= 2, users
print(f"6. `{name}` ends in the registry: {len(since['findings'])} new findings in {len(users)} procedures, {said}, {took:.2f} s")
