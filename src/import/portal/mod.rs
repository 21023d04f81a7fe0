//! The national portal of Vietnam: its text export, the flat JSON that was made of it, and its official package. All three
//! give the same [`record::Record`], and everything after that is shared.

mod act;
mod acting;
mod body;
mod channel;
mod enumeration;
mod export;
mod flow;
mod hints;
mod json;
mod kept;
mod law;
mod package;
mod page;
mod paper;
mod past;
mod reactions;
mod reading;
mod record;
mod registered;
mod registry;
mod remarks;
mod spans;
mod split;
mod understood;
mod verbs;

use super::{Draft, Imported, Importer, Names, Options, Remark, Report, Source, path_part};
use crate::base::Text;
use rayon::prelude::*;
use record::Record;
use understood::Understood;

/// The text export.
pub(super) static TEXT: Importer = Importer {
    name: "portal",
    about: || crate::text!(en: "the national portal's text export", vi: "bản xuất văn bản của Cổng Dịch vụ công quốc gia"),
    endings: &["txt"],
    read: |sources, options| import(sources, options, export::read),
};

/// The flat JSON made of the portal's pages.
pub(super) static JSON: Importer = Importer {
    name: "portal-json",
    about: || crate::text!(en: "flat JSON of the portal's pages, one procedure a line", vi: "JSON phẳng từ trang của Cổng, mỗi dòng một thủ tục"),
    endings: &["jsonl", "json"],
    read: |sources, options| import(sources, options, json::read),
};

/// The official package.
pub(super) static PACKAGE: Importer = Importer {
    name: "portal-package",
    about: || crate::text!(en: "the portal's official package (`LayThuTuc`)", vi: "gói dữ liệu chính thức của Cổng (`LayThuTuc`)"),
    endings: &["json"],
    read: |sources, options| import(sources, options, package::read),
};

/// Reads sources to records, understands them and writes a catalogue.
fn import(sources: &[Source], options: &Options<'_>, read: fn(&Source) -> Vec<Record>) -> Imported {
    options.progress.begin(2 * sources.len());
    let mut records: Vec<Understood> = sources
        .par_iter()
        .flat_map_iter(|source| {
            let records = read(source);
            options.progress.step();
            records.into_iter().map(understood::understand)
        })
        .collect();
    let mut report = Report::default();
    leave_out_empty(&mut records, &mut report);
    for record in &mut records {
        report.remarks.append(&mut record.record.remarks);
        remarks::suspects(record, &mut report.remarks);
    }
    let names = names(&mut records, &mut report);
    let registry = registry::gather(&records, options.language);
    let written: Vec<_> = records
        .par_iter()
        .zip(&names)
        .map(|(record, name)| page::write(record, name, &registry, options.language))
        .collect();
    remarks::count(&records, &written, &registry, &mut report);
    let mut draft = Draft::default();
    draft.add("registry/government.proc".into(), registry.government());
    draft.add("registry/law.proc".into(), registry.instruments());
    draft.add("registry/databases.proc".into(), registered::registers(|keeper| registry.body(keeper)));
    draft.add("registry/documents.proc".into(), registered::papers(|issuer| registry.body(issuer)));
    for ((record, name), written) in records.iter().zip(&names).zip(written) {
        let field = record.record.fields.first().map_or("", |field| field.words.as_str());
        draft.add(format!("{}/{}.proc", folder(field), path_part_of_code(name)), written.page);
    }
    drop(records);
    let name: Text =
        crate::text!(en: "Procedures of the national portal", vi: "Thủ tục hành chính từ Cổng Dịch vụ công quốc gia");
    draft.finish(&name, options, report)
}

/// The folder of a field; never that of the registry.
fn folder(field: &str) -> String {
    let part = path_part(field);
    match part.as_str() {
        "registry" | "_" => format!("field-{part}"),
        _ => part,
    }
}

/// A code keeps its dots in a path.
fn path_part_of_code(name: &str) -> String {
    crate::base::file_name(name)
}

/// Leaves out what is no record: it has neither a code nor a title.
fn leave_out_empty(records: &mut Vec<Understood>, report: &mut Report) {
    records.retain_mut(|record| {
        let whole = &mut record.record;
        let empty = whole.code.is_nothing() && whole.title.is_nothing();
        if empty {
            report.remarks.append(&mut whole.remarks);
            report.remarks.push(Remark::unread(
                "no-record",
                &whole.file,
                whole.line,
                crate::text!(en: "this is no record of the portal: it has neither a code nor a title", vi: "không phải bản ghi của Cổng: không có mã và tên thủ tục"),
            ));
        }
        !empty
    });
}

/// A name for every record: its code, or one made for it. A code that comes twice is reported and told apart.
fn names(records: &mut [Understood], report: &mut Report) -> Vec<String> {
    records.sort_by(|a, b| {
        (&a.record.code.words, &a.record.file, a.record.line).cmp(&(
            &b.record.code.words,
            &b.record.file,
            b.record.line,
        ))
    });
    let mut taken = Names::default();
    records
        .iter()
        .map(|record| {
            let whole = &record.record;
            let code = page::code(&whole.code.words);
            if code.is_none() {
                report.remarks.push(Remark::suspect(
                    "bad-code",
                    &whole.file,
                    whole.code.number.max(whole.line),
                    crate::text!(en: "`{}` is no code of a procedure", vi: "`{}` không phải mã thủ tục", whole.code.words),
                ));
            }
            let stem = code.unwrap_or_else(|| super::slug(&whole.title.words));
            let name = taken.code(&stem);
            if name != stem && !stem.is_empty() {
                report.remarks.push(Remark::suspect(
                    "code-twice",
                    &whole.file,
                    whole.code.number.max(whole.line),
                    crate::text!(en: "`{stem}` comes a second time; it became `{name}`", vi: "`{stem}` xuất hiện lần nữa, được đổi thành `{name}`"),
                ));
            }
            name
        })
        .collect()
}
