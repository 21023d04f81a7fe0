"""Reads again what was compiled, counts what came back, and breaks files: `readback.py WORK`. Written without the compiler's code: what a
file says is read here by plain means, what Procedo's reader makes of it is the text of the catalogue that it writes."""

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

import mutations

sys.path.insert(0, str(Path(__file__).parent.parent))
import kept  # noqa: E402


def read(importer, source, out):
    """The catalogue that a reader makes of files: texts by path, and its remarks. A reader that refuses gives its words."""
    shutil.rmtree(out, ignore_errors=True)
    command = [os.environ["PROCEDO"], "import", importer, source, "--out", out, "--lang", "en", "--format", "json"]
    run = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        return {}, [run.stderr.strip().splitlines()[0] if run.stderr.strip() else "refused"]
    remarks = [remark for remark in json.loads(run.stdout)["remarks"]]
    return {str(path.relative_to(out)): path.read_text() for path in sorted(out.rglob("*.proc"))}, remarks


def flat(words):
    """Words without what an importer may set otherwise: spaces, a mark at the end, upper case, the number of a step."""
    words = re.sub(r"^Bước \d+\s*[:.]\s*", "", " ".join(words.split()))
    return words.rstrip(".;,: ").lower().replace(";", ",")


def said(importer, folder):
    """The title and the steps of each procedure, as they stand in the files."""
    found = {}
    if importer == "epar":
        for path in folder.glob("*_workflow.xml"):
            root = tree.parse(path).getroot()
            found[root.get("code")] = (root.get("name"), [step.get("name") for step in root.iter("step")])
    elif importer == "opencps":
        for path in folder.glob("*/service-info.xml"):
            root = tree.parse(path).getroot()
            steps = [name.text for other in path.parent.glob("service-process-*.xml")
                     for step in tree.parse(other).getroot().iter("ProcessStep")
                     for name in [step.find("stepName")] if step.findtext("dossierStatus") not in ("waiting", "done", "denied")]
            found[root.findtext("serviceCode")] = (root.findtext("serviceName"), steps)
    elif importer == "portal":
        for path in folder.glob("*.txt"):
            text = path.read_text()
            value = lambda label: re.search(rf"^{label}: (.*)$", text, re.M).group(1)
            found[value("Mã thủ tục")] = (value("Tên thủ tục"), re.findall(r"^    - (Bước \d+: .*)$", text, re.M))
    else:
        for path in folder.glob("*.json"):
            if "result" not in (package := json.loads(path.read_text())):
                continue
            one = package["result"][0]
            steps = [step["TENTRINHTU"].split("\n")[0] for group in one["TRINHTUTHUCHIEN"] for step in group["TRINHTU"]]
            found[one["MATTHC"]] = (one["TENTTHC"], steps)
    return found


def missing(title, steps, texts):
    """What of a procedure stands in none of the texts."""
    words = flat(" ".join(texts))
    return [one for one in [title, *steps] if flat(one)[:60] not in words]


def difference(before, after):
    """What tells two readings apart, in a few words; nothing where they are the same."""
    (old, remarks), (new, others) = before, after
    if not new:
        return f"refused: {others[0]}"
    more = [one for one in others if one not in remarks]
    if more:
        return f"remark `{more[0]['kind']}`"
    if old.keys() != new.keys():
        return "another file: " + sorted(old.keys() ^ new.keys())[0]
    # The published wording is kept as it was written: what becomes structure counts before it.
    for of, label in ((structure, "reads"), (str, "keeps the words")):
        for path, text in old.items():
            lines = difflib.unified_diff(of(text).splitlines(), of(new[path]).splitlines(), n=0, lineterm="")
            told = [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
            if told:
                return f"{label} " + " ".join((told[-1] if told[-1][0] == "+" else told[0])[1:].split())[:90]
    return "a remark is gone" if remarks != others else None


def structure(text):
    """A text of a catalogue without the published wording."""
    return re.sub(r'"""(.|\n)*?"""', '""', text)


def belonging(path, importer):
    """The files of the procedure of a file."""
    if importer == "epar":
        stem = re.sub(r"_(workflow|form_struct)\.xml$", "", path.name)
        return [one for one in (path.parent / f"{stem}_workflow.xml", path.parent / f"{stem}_form_struct.xml") if one.exists()]
    return sorted(path.parent.glob("*.xml")) if importer == "opencps" else [path]


def broken(what, pattern, way, replacement, folder, importer, work):
    """How a file that was broken so is told from the whole one."""
    for path in sorted(folder.rglob(pattern)):
        text = path.read_text()
        mutated = re.sub(way, replacement, text, count=1)
        if mutated == text:
            continue
        one, two = work / "whole", work / "broken"
        for place in (one, two):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            for own in belonging(path, importer):
                shutil.copy(own, place / own.name)
        (two / path.name).write_text(mutated)
        before, after = read(importer, one, work / "one"), read(importer, two, work / "two")
        if after[0]:
            # The folder of what was read is no difference.
            strip = lambda found: (found[0], [{**remark, "file": Path(remark.get("file", "")).name} for remark in found[1]])
            before, after = strip(before), strip(after)
        return difference(before, after)
    sys.exit(f"{importer}: nothing to break: {what}")


def main(work):
    work, good, rows, notes = Path(work), True, [], []
    for target, importer, folder, ways in mutations.SETS:
        source = work / "out" / folder
        texts, remarks = read(importer, only(source, importer, work), work / "again")
        unread = [remark for remark in remarks if isinstance(remark, str) or remark.get("sort") == "unread"]
        procedures = said(importer, source)
        accepted = 0
        for code, (title, steps) in sorted(procedures.items()):
            # The reader of e-PAR puts a letter before a code that begins with a figure, that of a package may not.
            name = re.escape(code).replace(r"\.", "[.-]")
            own = [text for text in texts.values() if re.search(rf"^(?:procedure|thủ tục) (?:n-)?{name}(?![\w.-])", text, re.M)]
            lacks = missing(title, steps, own) if own else ["the procedure"]
            accepted += not lacks
            if lacks:
                print(f"{importer}: {code} did not bring back: {lacks[0]}")
        noticed = [(what, broken(what, pattern, way, replacement, source, importer, work)) for what, pattern, way, replacement in ways]
        for what, by in noticed:
            print(f"{importer}: {'noticed' if by else 'NOT NOTICED'}: {what}{f' – {by}' if by else ''}")
        seen = sum(by is not None for _, by in noticed)
        print(f"{importer}: {accepted} of {len(procedures)} procedures came back, {len(unread)} unread, {seen} of {len(ways)} mutants noticed")
        good &= accepted == len(procedures) and not unread and seen == len(ways)
        rows.append([target, f"`procedo import {importer}`", f"{accepted}/{len(procedures)}", "", f"{seen}/{len(ways)}"])
        notes += [(target, f"`procedo import {importer}`", what, by) for what, by in noticed]
    kept.write(work, rows, notes)
    return 0 if good else 1


def only(source, importer, work):
    """The files that are the reader's: the portal's folder has two forms of each procedure."""
    if not importer.startswith("portal"):
        return source
    ending = ".txt" if importer == "portal" else ".json"
    place = work / f"only-{importer}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for path in source.glob(f"*{ending}"):
        shutil.copy(path, place / path.name)
    return place


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
