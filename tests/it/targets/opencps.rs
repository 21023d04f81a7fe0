//! `OpenCPS`: what is written is read again, with the same steps, roles and limits.

use super::{catalogue_of, compiled};
use crate::support::shipped;
use procedo::base::Language;
use procedo::import::{self, Options, Silent, Source};
use std::collections::BTreeSet;

#[test]
fn the_packages_are_read_again_with_the_same_steps() {
    let compiled = compiled(shipped(), "opencps", false);
    let files = compiled.folder.files().filter(|(path, _)| super::ends(path, "xml"));
    let sources: Vec<_> = files.map(|(name, bytes)| Source { name: name.to_owned(), bytes: bytes.to_vec() }).collect();
    let importer = import::find("opencps").expect("the format is there");
    let imported = (importer.read)(&sources, &Options { language: Language::Vi, progress: &Silent });
    let unread: Vec<_> = imported.report.remarks.iter().filter(|remark| remark.kind.starts_with("not-")).collect();
    assert!(unread.is_empty(), "{unread:#?}");
    let again = catalogue_of(&imported);
    let mut compared = 0;
    for entry in shipped().catalogue.in_force(shipped().as_of) {
        let Some(process) = &entry.base.process else { continue };
        let code = &entry.base.name.text;
        let back = again.catalogue.in_force(shipped().as_of).find(|back| back.base.name.text == *code);
        let back = back.unwrap_or_else(|| panic!("`{code}` did not come back"));
        assert_eq!(
            back.base.title.as_ref().map(|title| &title.text),
            entry.base.title.as_ref().map(|title| &title.text),
            "{code}"
        );
        let titles = |procedure: &procedo::model::Procedure| -> BTreeSet<String> {
            let steps = procedure.process.iter().flat_map(|process| &process.steps);
            steps.map(|step| step.shown().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
        };
        // Where several processes belong to a service, each is a case.
        let all: BTreeSet<String> = back.views().flat_map(titles).collect();
        for step in &process.steps {
            let title = step.shown().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(all.iter().any(|other| other.starts_with(&title)), "{code}: {title} is not in {all:?}");
            compared += 1;
        }
    }
    assert!(compared > 400, "{compared}");
}
