//! Names that users type (codes, themes, procedures, their cases, places), each looked up with "did you mean".

use super::Failure;
use crate::base::{CodeRef, Text, similar};
use crate::explain;
use crate::model::{Catalogue, Entry, Id, Place};
use crate::rules::written::WrittenRule;
use crate::time::Date;

/// Checks that each word is a code or a theme: of the tool, or of a rule that users wrote.
pub(super) fn codes(words: &[String], written: &[WrittenRule]) -> Result<(), Failure> {
    let all = explain::codes_with(written);
    for word in words {
        if !all.iter().any(|code| code.id() == word || code.theme() == word) {
            return Err(unknown_code(word, &all));
        }
    }
    Ok(())
}

/// A word that is neither a code nor a theme.
pub(super) fn unknown_code(word: &str, all: &[CodeRef]) -> Failure {
    let names = all.iter().flat_map(|code| [code.id(), code.theme()]);
    Failure::unknown(
        crate::text!(en: "there is no code or theme `{word}`", vi: "không có mã hay nhóm quy tắc `{word}`"),
        word,
        names,
        crate::text!(en: "`procedo explain` lists all codes", vi: "`procedo explain` liệt kê mọi mã"),
    )
}

/// The version of a procedure that is in force on a day.
pub(super) fn procedure<'a>(catalogue: &'a Catalogue, code: &str, day: Date) -> Result<&'a Entry, Failure> {
    if let Some(entry) = catalogue.entry(code, day) {
        return Ok(entry);
    }
    let day = day.text();
    if catalogue.procedures.find(code).is_some() {
        return Err(Failure::new(
            Text {
                en: format!("`{code}` is not in force on {}", day.en),
                vi: format!("`{code}` không có hiệu lực vào ngày {}", day.vi),
            },
            crate::text!(en: "ask about another day with `--as-of`", vi: "chọn ngày khác bằng `--as-of`"),
        ));
    }
    let names = catalogue.procedures.all.iter().map(|versions| versions.name.as_str());
    let some: Vec<_> = names.clone().take(5).map(|name| format!("`{name}`")).collect();
    let some = some.join(", ");
    Err(Failure::unknown(
        crate::text!(en: "there is no procedure `{code}`", vi: "không có thủ tục `{code}`"),
        code,
        names,
        crate::text!(en: "the catalogue holds {some} …", vi: "danh mục có {some} …"),
    ))
}

/// A place of the catalogue.
pub(super) fn place(catalogue: &Catalogue, name: &str) -> Result<Id<Place>, Failure> {
    catalogue.places.find(name).ok_or_else(|| {
        let names = catalogue.places.all.iter().map(|versions| versions.name.as_str());
        let some: Vec<_> = names.clone().take(5).map(|name| format!("`{name}`")).collect();
        let some = some.join(", ");
        Failure::unknown(
            crate::text!(en: "there is no place `{name}`", vi: "không có nơi `{name}`"),
            name,
            names,
            crate::text!(en: "the catalogue knows {some} …", vi: "danh mục có {some} …"),
        )
    })
}

/// The places of named cases among those of a procedure.
pub(super) fn cases(entry: &Entry, named: &[String]) -> Result<Vec<usize>, Failure> {
    let all = &entry.base.cases;
    let find = |name: &String| {
        let key = similar::key(name);
        all.iter().position(|case| similar::key(&case.name.text) == key).ok_or_else(|| {
            let names = all.iter().map(|case| case.name.text.as_str());
            let list = listed(names.clone());
            let help = if all.is_empty() {
                crate::text!(en: "the procedure has no cases", vi: "thủ tục không có trường hợp nào")
            } else {
                crate::text!(en: "the procedure has {list}", vi: "thủ tục có {list}")
            };
            let what = crate::text!(en: "there is no case `{name}`", vi: "không có trường hợp `{name}`");
            Failure::unknown(what, name, names, help)
        })
    };
    let mut found = named.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// All names there are, for who typed another.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
