//! Times without a unit, sums without a currency, and dates in forms that are not read.

use super::junk::strict;
use super::line::{BLOCKS, Line, Mistake};
use crate::base::Text;
use crate::syntax::grammar::Rule;
use crate::syntax::prepare::Change;
use crate::time::Date;
use core::ops::Range;

crate::code! {
    /// ## What it does
    /// Finds a time without its unit, such as `within 3`.
    /// ## Why it matters
    /// Three hours, three working days and three calendar days are different promises to a citizen.
    /// ## Nội dung
    /// Phát hiện thời gian thiếu đơn vị, ví dụ `trong 3`.
    /// ## Vì sao
    /// Ba giờ, ba ngày làm việc và ba ngày là những cam kết khác nhau với người dân.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 5
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 5 working days
    /// }
    /// ```
    pub(in crate::syntax) static WITHOUT_UNIT = "syntax/no-unit", Error,
    en: "a time without a unit", vi: "thời gian thiếu đơn vị";
}

crate::code! {
    /// ## What it does
    /// Finds a sum of money without its currency.
    /// ## Why it matters
    /// Every quantity says what it counts; a bare number may be đồng, thousands of đồng or something else.
    /// ## Nội dung
    /// Phát hiện số tiền thiếu đơn vị tiền tệ.
    /// ## Vì sao
    /// Mỗi con số phải nói rõ đếm cái gì; số trần có thể là đồng, nghìn đồng hoặc thứ khác.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fee 15.000
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fee 15.000 VND
    /// }
    /// ```
    pub(in crate::syntax) static WITHOUT_CURRENCY = "syntax/no-currency", Error,
    en: "a sum without a currency", vi: "số tiền thiếu đơn vị tiền tệ";
}

crate::code! {
    /// ## What it does
    /// Finds a date in a form that is not read, such as `31.12.2025` or `2025/12/31`.
    /// ## Why it matters
    /// One form a language leaves no doubt which number is the day.
    /// ## Nội dung
    /// Phát hiện ngày viết không đúng dạng, ví dụ `31.12.2025` hoặc `2025/12/31`.
    /// ## Vì sao
    /// Mỗi ngôn ngữ chỉ một cách viết thì không nhầm ngày với tháng.
    /// ## Example
    /// ```procedure
    /// level province from 31.12.2025
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province from 2025-12-31
    /// ```
    pub(in crate::syntax) static DATE_FORM = "syntax/date-form", Error,
    en: "a date in another form", vi: "ngày viết không đúng dạng";
}

/// `within 3`: a number where a time is meant.
pub(super) fn without_unit(line: &Line) -> Option<Mistake> {
    let number = number_before(line)?;
    let text = line.said(&number);
    let draft = replaced(line.text, &number, "unknown");
    // Where `unknown` may stand and a time too, a time is meant.
    let further = reaches(&draft, line) > number.start;
    let timed = reaches(&replaced(line.text, &number, "1 hour"), line) >= number.start + "1 hour".len();
    (further && timed).then(|| {
        Mistake::new(
            &WITHOUT_UNIT,
            number.clone(),
            crate::text!(en: "`{text}` has no unit", vi: "`{text}` thiếu đơn vị thời gian"),
            crate::text!(
                en: "write what it counts: `{text} hours`, `{text} working days` or `{text} days`",
                vi: "viết rõ đơn vị: `{text} giờ`, `{text} ngày làm việc` hoặc `{text} ngày`"
            ),
            vec![Change::new(number.clone(), "unknown")],
        )
        .uncertain()
        .whole_line()
    })
}

/// `fee 15.000`: a number where a sum is meant.
pub(super) fn without_currency(line: &Line) -> Option<Mistake> {
    let number = number_before(line)?;
    let text = line.said(&number);
    let summed = reaches(&replaced(line.text, &number, "1 VND"), line) >= number.start + "1 VND".len();
    summed.then(|| {
        Mistake::new(
            &WITHOUT_CURRENCY,
            number.clone(),
            crate::text!(en: "`{text}` has no currency", vi: "`{text}` thiếu đơn vị tiền tệ"),
            crate::text!(en: "write `{text} VND`", vi: "viết `{text} đồng`"),
            vec![Change::new(number.clone(), "unknown")],
        )
        .uncertain()
        .whole_line()
    })
}

/// The number at which reading stopped, or after whose number it stopped; no unit-like word may follow it.
fn number_before(line: &Line) -> Option<Range<usize>> {
    let words = line.words();
    let stuck = words.iter().position(|w| w.end > line.at).unwrap_or(words.len());
    let number = [stuck, stuck.wrapping_sub(1)]
        .into_iter()
        .filter_map(|i| words.get(i))
        .find(|w| line.said(w).bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')))?;
    // `3 dys` is a misspelt unit, not a missing one.
    let next = line.word_at(number.end);
    let unit = crate::base::similar::nearest(
        line.said(&next),
        ["day", "days", "hour", "hours", "minutes", "working", "weeks", "months", "years", "clock", "VND"],
    );
    let viet = crate::base::similar::plain(line.said(&next));
    let viet =
        ["gio", "phut", "ngay", "tuan", "thang", "nam", "dong", "vnd", "vnđ", "đ", "usd"].contains(&viet.as_str());
    (unit.is_none() && !viet).then(|| number.clone())
}

fn replaced(text: &str, at: &Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..at.start], &text[at.end..])
}

/// How far a changed line can be read.
pub(super) fn reaches(draft: &str, line: &Line) -> usize {
    let rule = BLOCKS.iter().find(|(body, _)| *body == line.block).map_or(Rule::line_file, |(_, rule)| *rule);
    strict(draft, rule).map_or_else(|stuck| stuck.at, |()| draft.len() + 1)
}

/// `31.12.2025`, `2025/12/31`, `2025-2-3`, `31-12-2025`.
pub(super) fn written_date(line: &Line) -> Option<Mistake> {
    let word = line.word_at(line.at);
    let written = line.said(&word);
    let parts: Vec<&str> = written.split(['.', '/', '-']).collect();
    let &[first, month, last] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if !(year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let (help, changes) = match date {
        Ok(date) => {
            let Text { en, vi } = date.text();
            let new = line.language.pick(en.clone(), vi.clone());
            (crate::text!(en: "write `{en}`", vi: "viết `{vi}`"), vec![Change::new(word.clone(), new)])
        }
        Err(_) => (crate::time::BadDate::help(), Vec::new()),
    };
    Some(Mistake::new(
        &DATE_FORM,
        word.clone(),
        crate::text!(en: "`{written}` is not the form of a date", vi: "`{written}` không đúng dạng ngày tháng"),
        help,
        changes,
    ))
}
