"""Validates every XML file below WORK by xmllint against SCHEMA, and broken copies, which must not pass: `validate.py SCHEMA WORK`."""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import kept  # noqa: E402

# What is broken in which kind of file; each must be noticed.
MUTATIONS = [
    ("service-info", "no code", lambda t: re.sub(r"<serviceCode>.*?</serviceCode>", "", t, flags=re.S)),
    ("service-info", "a level in words", lambda t: re.sub(r"<maxLevel>\d", "<maxLevel>four", t)),
    ("service-info", "a name too long", lambda t: t.replace("<serviceName>", "<serviceName>" + "a" * 1001)),
    ("dossier-template", "a part without its type", lambda t: re.sub(r"<partType>\d</partType>", "", t, count=1)),
    ("dossier-template", "required perhaps", lambda t: re.sub(r"<required>\w+", "<required>perhaps", t, count=1)),
    ("service-process", "no number", lambda t: re.sub(r"<processNo>.*?</processNo>", "", t)),
    ("service-process", "no role", lambda t: re.sub(r"<ProcessRole>.*</ProcessRole>", "", t, flags=re.S)),
    ("service-process", "a step of another order", lambda t: re.sub(r"(<stepCode>.*?</stepCode>)\s*(<stepName>.*?</stepName>)", r"\2\1", t, count=1)),
    ("service-process", "an unknown element", lambda t: t.replace("<actions>", "<acts/><actions>", 1)),
    ("holidays", "a kind in words", lambda t: re.sub(r"<holidayType>1", "<holidayType>one", t, count=1)),
    ("working-time", "a day without hours", lambda t: re.sub(r"<workTimeHours>.*?</workTimeHours>", "", t, count=1)),
]


def invalid(schema, files):
    """The files that do not pass, with what xmllint says first."""
    wrong = {}
    for start in range(0, len(files), 500):
        part = files[start : start + 500]
        run = subprocess.run(["xmllint", "--noout", "--schema", schema, *part], capture_output=True, text=True)
        lines = run.stderr.splitlines()
        passed = {line[: -len(" validates")] for line in lines if line.endswith(" validates")}
        for path in part:
            if str(path) not in passed:
                wrong[path] = next((line for line in lines if line.startswith(f"{path}:")), "no verdict")
    return wrong


def main(schema, work):
    work = Path(work)
    files = sorted(path for folder in ("published", "places") for path in (work / folder).rglob("*.xml"))
    wrong = invalid(schema, files)
    for path, line in list(wrong.items())[:10]:
        print(f"{path.relative_to(work)}: {line}")
    print(f"OpenCPS import schema: {len(files) - len(wrong)} of {len(files)} files valid")
    broken = work / "broken"
    broken.mkdir(exist_ok=True)
    noticed = []
    for kind, what, mutate in MUTATIONS:
        path = next((p for p in files if p.name.startswith(kind) and mutate(p.read_text()) != p.read_text()), None)
        if path is None:
            sys.exit(f"nothing to break: {what}")
        copy = broken / f"{kind}-{what.replace(' ', '-')}.xml"
        copy.write_text(mutate(path.read_text()))
        by = next(iter(invalid(schema, [copy]).values()), None)
        noticed.append((f"{kind}: {what}", by and by.split(": ", 2)[-1]))
        print(f"{'noticed' if by else 'NOT NOTICED'}: {kind}, {what}")
    seen = sum(by is not None for _, by in noticed)
    consumer = f"XSD of its import ({version()})"
    row = ["opencps", consumer, f"{len(files) - len(wrong)}/{len(files)} files", "", f"{seen}/{len(MUTATIONS)}"]
    kept.write(work, [row], [("opencps", consumer, what, by) for what, by in noticed])
    return 1 if wrong or seen < len(MUTATIONS) or not files else 0


def version():
    """The version of xmllint: `xmllint 2.12.7`."""
    words = subprocess.run(["xmllint", "--version"], capture_output=True, text=True).stderr.split()
    number = next((word for word in words if word.isdigit()), "")
    return f"xmllint {int(number[:-4])}.{int(number[-4:-2])}.{int(number[-2:])}" if len(number) > 4 else "xmllint"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
