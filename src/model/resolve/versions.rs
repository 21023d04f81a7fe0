//! Several declarations of one name are its versions: orders them by validity and finds those that overlap.

use super::names::{Named, Noun};
use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{Agency, Database, Dated, DocumentType, Id, Law, Level, Name, Period, Place, Procedure, Table};
use std::collections::BTreeMap;

code! {
    /// ## What it does
    /// Finds two declarations of one name that hold on the same day: of a level, an agency, a law, a procedure, or of a
    /// role, fact, step, phase or case within one item.
    /// ## Why it matters
    /// Nobody can say which of the two is meant. A name may be declared several times only for different times: those
    /// are its versions.
    /// ## Nội dung
    /// Tìm hai khai báo cùng một tên có hiệu lực trong cùng một ngày: cấp, cơ quan, văn bản, thủ tục, hoặc chức danh,
    /// thông tin, bước, giai đoạn, trường hợp trong cùng một mục.
    /// ## Vì sao
    /// Không xác định được khai báo nào được viện dẫn. Một tên chỉ được khai báo nhiều lần cho những thời gian khác
    /// nhau: đó là các phiên bản của nó.
    /// ## Example
    /// ```procedure
    /// level district until 2025-06-30
    /// level district from 2025-01-01
    /// ```
    /// ## Instead
    /// ```procedure
    /// level district until 2025-06-30
    /// level district from 2025-07-01
    /// ```
    pub(super) static DUPLICATE = "names/duplicate", Error,
        en: "a name declared twice for the same time", vi: "tên gọi khai báo hai lần cho cùng thời gian";
}

/// Reports the second of two declarations of one name.
pub(super) fn duplicate<'o>(
    out: &'o mut Sink,
    noun: Noun,
    second: &Name,
    first: Span,
) -> &'o mut crate::base::Diagnostic {
    let (noun, name) = (noun.text(), &second.text);
    let message = Text {
        en: format!("the {} `{name}` is declared twice", noun.en),
        vi: format!("{} `{name}` được khai báo hai lần", noun.vi),
    };
    let finding = out.report(&DUPLICATE, second.span, message);
    finding.label(first, crate::text!(en: "first declared here", vi: "khai báo lần đầu ở đây"))
}

/// A declaration with a name and a validity.
pub(super) trait Declared: Dated {
    /// The name at its declaration.
    fn declared(&self) -> &Name;
}

macro_rules! declared {
    ($($kind:ty),*) => {
        $(impl Declared for $kind {
            fn declared(&self) -> &Name {
                &self.name
            }
        })*
    };
}
declared!(Level, Agency, Place, Law, Database, DocumentType, Procedure);

/// Enters declarations as versions of their names.
pub(super) fn enter<T: Named + Declared>(table: &mut Table<T>, declared: Vec<(Id<T>, T)>, out: &mut Sink) {
    for (id, item) in declared {
        table.all[id.index()].all.push(item);
    }
    for versions in &mut table.all {
        versions.all.sort_by_key(|item| order(item.period(), item.declared().span));
        overlapping(T::NOUN, versions.all.iter().map(|item| (item.declared(), item.period())), out);
    }
}

/// Reports names that are declared more than once for a time.
pub(super) fn distinct<'n>(noun: Noun, names: impl Iterator<Item = (&'n Name, &'n Period)>, out: &mut Sink) {
    let mut by_key: BTreeMap<String, Vec<(&Name, &Period)>> = BTreeMap::new();
    for (name, period) in names {
        by_key.entry(crate::base::similar::key(&name.text)).or_default().push((name, period));
    }
    for mut group in by_key.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|(name, period)| order(period, name.span));
        overlapping(noun, group.into_iter(), out);
    }
}

/// The order of versions: by their first day, those without one first; then by place in the text.
pub(super) fn order(period: &Period, span: Span) -> (Option<crate::time::Date>, Span) {
    (period.from.as_ref().map(|from| from.value), span)
}

/// Whether declarations of this kind have dates; within a procedure most have none.
fn has_versions(noun: Noun) -> bool {
    !matches!(noun, Noun::Step | Noun::Phase | Noun::Fact | Noun::Value | Noun::Case)
}

/// Reports each version that shares a day with an earlier one; `versions` are in their order.
fn overlapping<'n>(noun: Noun, versions: impl Iterator<Item = (&'n Name, &'n Period)>, out: &mut Sink) {
    // Of all versions so far the one that lasts longest: what overlaps any overlaps that one.
    let mut longest: Option<(&Name, &Period)> = None;
    for (name, period) in versions {
        if let Some((earlier, _)) = longest.filter(|(_, p)| p.overlaps(period)) {
            let (first, second) = if earlier.span <= name.span { (earlier, name) } else { (name, earlier) };
            duplicate(out, noun, second, first.span).help(if has_versions(noun) {
                crate::text!(
                    en: "rename one of them, or give each its own `from` and `until`",
                    vi: "đổi tên một trong hai, hoặc ghi `từ ngày` và `đến hết ngày` riêng cho từng khai báo"
                )
            } else {
                crate::text!(en: "rename one of them", vi: "đổi tên một trong hai")
            });
        }
        let end = |p: &Period| p.until.as_ref().map(|until| until.value);
        let lasts_longer = longest.is_none_or(|(_, p)| match (end(p), end(period)) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(old), Some(new)) => new > old,
        });
        if lasts_longer {
            longest = Some((name, period));
        }
    }
}
