//! Misspelt keywords and keywords without their diacritics: "did you mean", checked by reading the line again.

use super::line::{Line, Mistake};
use super::quantity::reaches;
use crate::base::similar;
use crate::syntax::keywords;
use crate::syntax::prepare::Change;
use core::ops::Range;

crate::code! {
    /// ## What it does
    /// Finds a word that is almost a keyword of the place where it stands.
    /// ## Why it matters
    /// A statement with a misspelt keyword says nothing.
    /// ## Nội dung
    /// Phát hiện từ gần giống một từ khóa dùng ở vị trí đó.
    /// ## Vì sao
    /// Câu lệnh sai từ khóa thì không có tác dụng.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   dedline 3 working days
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   deadline 3 working days
    /// }
    /// ```
    pub(in crate::syntax) static MISSPELT = "syntax/misspelt-keyword", Error,
    en: "a misspelt keyword", vi: "từ khóa viết sai";
}

crate::code! {
    /// ## What it does
    /// Finds a Vietnamese keyword written without its diacritics or with wrong ones.
    /// ## Why it matters
    /// Without diacritics many keywords are alike; with them everyone reads the same.
    /// ## Nội dung
    /// Phát hiện từ khóa tiếng Việt viết thiếu dấu hoặc sai dấu.
    /// ## Vì sao
    /// Thiếu dấu thì nhiều từ khóa giống nhau; có dấu thì ai cũng hiểu như nhau.
    /// ## Example
    /// ```procedure
    /// thủ tục 1.000001 "Cấp bản sao" {
    ///   thoi han 3 ngày làm việc
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// thủ tục 1.000001 "Cấp bản sao" {
    ///   thời hạn 3 ngày làm việc
    /// }
    /// ```
    pub(in crate::syntax) static DIACRITICS = "syntax/diacritics", Error,
    en: "a keyword without its diacritics", vi: "từ khóa thiếu dấu";
}

/// The most words a keyword has.
const LONGEST: usize = 8;

/// How many spellings are tried.
const MOST: usize = 16;

/// A spelling that may be meant, and how likely.
struct Candidate {
    at: Range<usize>,
    spelling: &'static str,
    is_plain: bool,
    distance: usize,
    foreign: bool,
}

/// A word that becomes a keyword by a small change with which the line can be read further.
pub(super) fn misspelt(line: &Line) -> Option<Mistake> {
    let words = line.words();
    let stuck = words.iter().position(|w| w.end > line.at)?;
    let mut candidates: Vec<Candidate> = Vec::new();
    for first in stuck.saturating_sub(3)..=stuck {
        if !line.said(&words[first]).starts_with(char::is_alphabetic) {
            continue;
        }
        for last in stuck..words.len().min(first + LONGEST) {
            candidates.extend(near(line, &(words[first].start..words[last].end)));
        }
    }
    candidates.sort_by_key(|c| (c.foreign, c.distance, core::cmp::Reverse(c.at.len()), c.at.start, c.spelling));
    candidates.truncate(MOST);
    // Of several that help, the one with which most of the line can be read; of those, the nearest.
    let mut meant: Option<(usize, Candidate)> = None;
    for candidate in candidates {
        let Candidate { at, spelling, .. } = &candidate;
        let draft = format!("{}{}{}", &line.text[..at.start], spelling, &line.text[at.end..]);
        let reached = reaches(&draft, line).saturating_add(at.len()).saturating_sub(spelling.len());
        let helps = reached > line.at && reached >= at.end.min(line.text.trim_end().len());
        if helps && meant.as_ref().is_none_or(|(before, _)| reached > *before) {
            meant = Some((reached, candidate));
        }
    }
    let (_, meant) = meant?;
    Some(say(line, &meant))
}

/// Every keyword near to a stretch of the line.
fn near(line: &Line, at: &Range<usize>) -> Vec<Candidate> {
    let written = line.said(at).to_lowercase();
    let (bare, length) = (similar::plain(&written), written.chars().count());
    let limit = (length / 3).clamp(1, 3);
    let mut near = Vec::new();
    for spelling in keywords::spellings() {
        let is_plain = spelling.plain == bare;
        if (!is_plain && (length <= 2 || spelling.length.abs_diff(length) > limit)) || written == spelling.text {
            continue;
        }
        let distance = if is_plain { 1 } else { similar::distance(&written, spelling.text) };
        if (1..=limit).contains(&distance) {
            let foreign = spelling.language != line.language;
            near.push(Candidate { at: at.clone(), spelling: spelling.text, is_plain, distance, foreign });
        }
    }
    near
}

fn say(line: &Line, meant: &Candidate) -> Mistake {
    let (written, spelling) = (line.said(&meant.at), meant.spelling);
    let changes = vec![Change::new(meant.at.clone(), spelling)];
    if meant.is_plain && !spelling.is_ascii() {
        return Mistake::new(
            &DIACRITICS,
            meant.at.clone(),
            crate::text!(en: "`{written}` lacks its diacritics", vi: "`{written}` viết thiếu dấu hoặc sai dấu"),
            crate::text!(en: "write `{spelling}`", vi: "viết `{spelling}`"),
            changes,
        );
    }
    Mistake::new(
        &MISSPELT,
        meant.at.clone(),
        crate::text!(en: "`{written}` is not a keyword here", vi: "`{written}` không phải là từ khóa ở vị trí này"),
        crate::text!(en: "did you mean `{spelling}`?", vi: "có phải là `{spelling}` không?"),
        changes,
    )
}
