//! How each rule answered, as a table: on how many procedures it found something, nothing, or could not decide.

use super::check::Format;
use crate::base::Language;
use crate::rules::Tally;
use serde_json::json;

/// The table in a form of the findings.
pub(super) fn table(tally: &Tally, format: Format, language: Language) -> String {
    if matches!(format, Format::Json) {
        let count = |(code, count): (&str, crate::rules::Count)| {
            (code.to_owned(), json!({ "hit": count.hit, "clear": count.clear, "unknown": count.unknown }))
        };
        let counts: serde_json::Map<_, _> = tally.iter().map(count).collect();
        return serde_json::to_string_pretty(&json!({ "version": 1, "tally": counts })).expect("numbers are JSON")
            + "\n";
    }
    let widest = tally.iter().map(|(code, _)| code.len()).max().unwrap_or(0).max(8);
    let [rule, hit, clear, unknown] =
        language.pick(["rule", "hit", "clear", "unknown"], ["quy tắc", "phát hiện", "không có", "chưa rõ"]);
    let mut out = format!("{rule:widest$} {hit:>9} {clear:>9} {unknown:>9}\n");
    for (code, count) in tally.iter() {
        out.push_str(&format!("{code:widest$} {:>9} {:>9} {:>9}\n", count.hit, count.clear, count.unknown));
    }
    out
}
