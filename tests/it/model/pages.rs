//! The pages of the model's codes: their examples show the fault, their improvements do not.

use super::{one, shown};
use procedo::model::CODES;

/// The fenced block under a heading.
fn block<'d>(docs: &'d str, heading: &str) -> &'d str {
    let (_, rest) = docs.split_once(&format!(" ## {heading}\n")).expect("the page has the heading");
    let (_, rest) = rest.split_once("```procedure\n").expect("the heading has a block");
    rest.split_once("```").expect("the block ends").0
}

#[test]
fn every_page_shows_its_fault_and_the_way_out() {
    for code in CODES {
        let example = one(block(code.docs(), "Example"));
        assert!(example.findings.iter().all(|f| f.code == **code), "{}: {}", code.id(), shown(&example));
        assert!(!example.findings.is_empty(), "{}: the example must raise it", code.id());
        let instead = one(block(code.docs(), "Instead"));
        assert_eq!(shown(&instead), "", "{}: the improvement must raise nothing", code.id());
        for heading in ["What it does", "Why it matters", "Nội dung", "Vì sao"] {
            assert!(code.docs().contains(&format!(" ## {heading}\n")), "{} lacks `{heading}`", code.id());
        }
    }
}
