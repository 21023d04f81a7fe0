//! Facts as they are typed on the command line, read by the language itself.

use crate::base::{Sink, Sources};
use crate::cli::Failure;
use crate::syntax::{self, ast};

/// Reads facts: `FACT=VALUE` is the line `given FACT VALUE` of an example.
pub(super) fn facts(typed: &[String]) -> Result<Vec<ast::Given>, Failure> {
    let mut all = Vec::new();
    for fact in typed {
        let wrong = || {
            Failure::new(
                crate::text!(en: "`{fact}` is not a fact and its value", vi: "`{fact}` không phải là dữ kiện kèm giá trị"),
                crate::text!(
                    en: "write `--given name=value`, such as `--given lived-elsewhere=yes`",
                    vi: "ghi `--given tên=giá-trị`, ví dụ `--given từng-ở-nơi-khác=có`"
                ),
            )
        };
        let (name, value) = fact.split_once('=').filter(|_| !fact.contains(['\n', '{', '}'])).ok_or_else(wrong)?;
        let text = format!("example \"\" of x {{\n  given {} {}\n}}\n", name.trim(), value.trim());
        let mut sources = Sources::default();
        let file = sources.add("--given", text.clone());
        let mut out = Sink::default();
        let parsed = syntax::parse(file, &text, &mut out);
        let given = parsed.items.into_iter().find_map(|item| match item {
            ast::Item::Example(example) => Some(example.given),
            _ => None,
        });
        match given.filter(|given| given.len() == 1 && out.findings.is_empty()) {
            Some(given) => all.extend(given),
            None => return Err(wrong()),
        }
    }
    Ok(all)
}
