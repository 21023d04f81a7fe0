//! Findings as a `JUnit` report, which every build server reads: one test case a finding, one suite a file.

use super::{Counts, Report, advice, summary};
use crate::base::{Diagnostic, Xml};
use std::collections::BTreeMap;

/// Writes the report. What is at or above the report's threshold has failed, the rest has passed and says so in its output;
/// without findings there is one case that has passed, since build servers take an empty report for a broken one.
pub fn render(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in &report.findings {
        suites.entry(report.path(finding.at)).or_default().push(finding);
    }
    let failed = |finding: &&&Diagnostic| report.fails(finding);
    let failures = report.findings.iter().filter(failed).count();
    let tests = report.findings.len().max(1).to_string();
    let mut xml = Xml::new();
    let all = [("name", "procedo check"), ("tests", &tests), ("failures", &failures.to_string()), ("errors", "0")];
    xml.open("testsuites", &all);
    for (path, findings) in &suites {
        let failures = findings.iter().filter(failed).count();
        suite(&mut xml, path, findings.len(), failures);
        for finding in findings {
            case(&mut xml, report, path, finding);
        }
        xml.close();
    }
    if Counts::of(report).all() == 0 {
        suite(&mut xml, "procedo check", 1, 0);
        xml.empty(
            "testcase",
            &[("classname", "procedo"), ("name", summary(report).lines().next().unwrap_or_default())],
        );
        xml.close();
    }
    xml.close();
    String::from_utf8(xml.finish()).expect("what was written is UTF-8")
}

fn suite(xml: &mut Xml, name: &str, tests: usize, failures: usize) {
    let (tests, failures) = (tests.to_string(), failures.to_string());
    xml.open(
        "testsuite",
        &[("name", name), ("tests", &tests), ("failures", &failures), ("errors", "0"), ("skipped", "0")],
    );
}

fn case(xml: &mut Xml, report: &Report<'_>, path: &str, finding: &Diagnostic) {
    let (start, _) = report.sources.positions(finding.at);
    let message = finding.message.get(report.language_of(finding));
    let place = format!("{path}:{}:{}", start.line, start.column);
    let said = format!("{place}: {}[{}]: {}", finding.severity, finding.code.id(), advice(report, finding));
    let name = format!("{} {}:{} {message}", finding.code.id(), start.line, start.column);
    let line = start.line.to_string();
    xml.open("testcase", &[("classname", path), ("name", &name), ("file", path), ("line", &line)]);
    if report.fails(finding) {
        xml.leaf("failure", &[("type", finding.code.id()), ("message", message)], &said);
    } else {
        xml.leaf("system-out", &[], &said);
    }
    xml.close();
}
