"""Has the real readers read the reports in a folder, compares what they found with report.json, and breaks documents."""

import collections
import copy
import json
import os
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

from junitparser import JUnitXml

work = Path(sys.argv[1])
package = work / "node_modules/@microsoft/sarif-multitool-linux"
bin = Path(sys.executable).parent
findings = json.loads((work / "report.json").read_text())["findings"]

# GitHub's documented limit: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files
LIMIT = 5000
# No address of the tool is known yet.
TOLERATED = {"SARIF2005"}


def run(command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)


def multitool(path):
    """The ids of what sarif-multitool finds; its exit code is 0 whatever that is."""
    out = path.with_suffix(".validated")
    out.unlink(missing_ok=True)
    env = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    command = [package / "Sarif.Multitool", "validate", path, "--output", out, "--log", "ForceOverwrite", "--rule-kind", "Sarif"]
    said = run(command, env=env)
    assert out.exists(), f"sarif-multitool wrote nothing: {said.stdout}{said.stderr}"
    log = json.loads(out.read_text(encoding="utf-8-sig"))["runs"][0]
    assert log["invocations"][0]["executionSuccessful"], "sarif-multitool did not finish"
    return {result["ruleId"] for result in log["results"]}


def schema(path):
    said = run([bin / "check-jsonschema", "--schemafile", package / "sarif-2.1.0.json", path])
    return said.returncode == 0


def plain(text):
    """A SARIF message without the escapes of links and placeholders."""
    return re.sub(r"\\([\[\]\\])", r"\1", text).replace("{{", "{").replace("}}", "}")


def sarif():
    path = work / "report.sarif"
    wrong = multitool(path) - TOLERATED
    assert not wrong, f"sarif-multitool: {wrong}"
    assert schema(path), "the SARIF schema refuses the report"
    document = json.loads(path.read_text())
    results = document["runs"][0]["results"]
    assert len(results) == min(len(findings), LIMIT), (len(results), len(findings))
    rules = document["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    prints = {result["partialFingerprints"]["procedo/v1"] for result in results}
    assert len(prints) == len(results), "two results share a fingerprint"

    # Each validator is blind for something: what is broken on purpose must be noticed by one of them.
    def broken(name, change):
        wrong = copy.deepcopy(document)
        change(wrong["runs"][0]["results"][0])
        path = work / "broken.sarif"
        path.write_text(json.dumps(wrong))
        noticed = [who for who, bad in [("multitool", bool(multitool(path) - TOLERATED)), ("schema", not schema(path))] if bad]
        assert noticed, f"nobody noticed: {name}"
        print(f"  broken on purpose, {name}: noticed by {', '.join(noticed)}")

    region = lambda result: result["locations"][0]["physicalLocation"]["region"]
    broken("a severity that does not exist", lambda result: result.update(level="fatal"))
    broken("an end before its start", lambda result: region(result).update(startLine=9, endLine=8))
    broken("a rule that does not exist", lambda result: result.update(ruleIndex=100_000))
    broken("no message", lambda result: result.pop("message"))
    print(f"sarif: {len(results)} results of {len(rules)} rules, accepted by sarif-multitool and the schema")


def gitlab():
    ours = json.loads((work / "report.gitlab").read_text())
    run([bin / "sarif", "codeclimate", work / "report.sarif", "-o", work / "converted.json"], check=True)
    theirs = json.loads((work / "converted.json").read_text())

    def row(issue, text, path):
        same = ("type", "check_name", "severity", "categories")
        place = (path(issue["location"]["path"]), issue["location"]["lines"]["begin"])
        return (*(str(issue[key]) for key in same), text(issue["description"]), *place)

    ours_rows = collections.Counter(row(issue, str, str) for issue in ours)
    theirs_rows = collections.Counter(row(issue, plain, urllib.parse.unquote) for issue in theirs)
    missing = theirs_rows - ours_rows
    assert not missing, f"sarif-tools has, and we have not: {list(missing)[:3]}"
    if len(findings) <= LIMIT:
        assert ours_rows == theirs_rows, f"we have, and sarif-tools has not: {list(ours_rows - theirs_rows)[:3]}"
    # sarif-tools makes its fingerprints of text and line, so that equal ones collide; ours must not.
    assert len({issue["fingerprint"] for issue in ours}) == len(ours) == len(findings)
    print(f"gitlab: {len(ours)} issues, equal to what sarif-tools converts")


def junit():
    suites = JUnitXml.fromfile(str(work / "report.junit"))
    cases = [case for suite in suites for case in suite]
    assert len(cases) == max(1, len(findings)) == suites.tests, (len(cases), suites.tests)
    assert suites.failures == 0, "nothing fails with `--fail-on never`"
    counted = collections.Counter(case.classname for case in cases)
    assert not findings or counted == collections.Counter(finding["file"] for finding in findings)
    print(f"junit: {len(cases)} cases in {len(list(suites))} suites, read by junitparser")


def github():
    """`::command key=value,key=value::message`, as @actions/core writes it and the runner reads it."""
    def value(text):
        for code, char in [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]:
            text = text.replace(code, char)
        return text

    expected = collections.Counter()
    for finding in findings:
        expected[finding["severity"]] += 1
    seen = collections.Counter()
    for line in (work / "report.github").read_text().split("\n"):
        if not line.lstrip().startswith("::"):
            assert "##[" not in line
            continue
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, f"not a workflow command: {line}"
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, properties
        severity = match[1].replace("notice", "note")
        seen[severity] += 1
        key = (value(properties["title"]), value(properties["file"]), int(properties["line"]), severity)
        known = {(f["code"], f["file"], f["range"]["start"]["line"], f["severity"]) for f in findings}
        assert key in known, key
    assert seen == collections.Counter({word: min(count, 10) for word, count in expected.items()}), (seen, expected)
    print(f"github: {sum(seen.values())} annotations of {len(findings)} findings, by the documented grammar")


sarif()
gitlab()
junit()
github()
