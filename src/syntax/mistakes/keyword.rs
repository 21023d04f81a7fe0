//! Misspelt keywords and keywords without their diacritics: "did you mean", checked by reading the line again.

use super::line::{Line, Mistake, starting};
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
    /// Câu sai từ khóa thì không có tác dụng.
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
            if matches!(line.said(&words[last]), "{" | "}") {
                break;
            }
            candidates.extend(near(line, &(words[first].start..words[last].end)));
        }
    }
    // Equal ones stay in the order of the table: the spelling that the formatter writes comes first.
    candidates.sort_by_key(|c| (c.foreign, c.distance, core::cmp::Reverse(c.at.len()), c.at.start));
    candidates.truncate(MOST);
    // Of several that help, the one with which most of the line can be read; of those, the nearest.
    let mut meant: Option<(usize, Candidate)> = None;
    for candidate in candidates {
        let Candidate { at, spelling, .. } = &candidate;
        let draft = format!("{}{}{}", &line.text[..at.start], spelling, &line.text[at.end..]);
        let reached = reaches(&draft, line).saturating_add(at.len()).saturating_sub(spelling.len());
        let helps = reached > line.at && reached >= at.end.min(line.text.trim_end().len());
        // The first word of a keyword says enough only where nothing else is wrong.
        let whole = reached + spelling.len() > line.text.len() + at.len();
        let helps = helps && (candidate.distance < BEGUN || whole);
        if helps && meant.as_ref().is_none_or(|(before, _)| reached > *before) {
            meant = Some((reached, candidate));
        }
    }
    let (_, meant) = meant?;
    Some(say(line, &meant))
}

/// Whether a spelling stands in a text as whole words.
fn holds_whole(text: &str, spelling: &str) -> bool {
    text.match_indices(spelling).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + spelling.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// What people write for a keyword though it is spelled quite otherwise.
const SYNONYMS: [(&str, &str); 31] = [
    ("business days", "working days"),
    ("business day", "working day"),
    ("workdays", "working days"),
    ("workday", "working day"),
    ("hrs", "hours"),
    ("mins", "minutes"),
    ("dollars", "usd"),
    ("ngày công", "ngày làm việc"),
    ("bản gốc", "bản chính"),
    ("working hours", "hours"),
    ("working hour", "hour"),
    ("giờ làm việc", "giờ"),
    ("kể từ", "tính từ"),
    ("kể từ khi nhận hồ sơ", "tính từ khi nhận hồ sơ"),
    ("thời gian", "thời hạn"),
    ("vnđ", "đồng"),
    ("vnd", "đồng"),
    ("lớn hơn", "trên"),
    ("nhỏ hơn", "dưới"),
    ("tối thiểu", "ít nhất"),
    ("greater than", "more than"),
    ("fewer than", "less than"),
    ("except", "unless"),
    ("hồ sơ không đủ", "hồ sơ chưa đủ"),
    ("hồ sơ thiếu", "hồ sơ chưa đủ"),
    ("đến ngày", "đến hết ngày"),
    ("đọc", "xem"),
    ("trừ trường hợp", "trừ khi"),
    ("nếu không", "ngược lại"),
    ("decentralize", "decentralise"),
    ("cơ sở pháp lý", "căn cứ"),
];

/// Every keyword near to a stretch of the line.
fn near(line: &Line, at: &Range<usize>) -> Vec<Candidate> {
    let written = line.said(at).to_lowercase();
    let (bare, length) = (similar::plain(&written), written.chars().count());
    let limit = (length / 4).clamp(1, 2);
    let rest = line.text[at.start..].to_lowercase();
    let mut near = Vec::new();
    for spelling in keywords::spellings() {
        let candidate = |distance, is_plain| Candidate {
            at: at.clone(),
            spelling: spelling.text,
            is_plain,
            distance,
            foreign: spelling.language != line.language,
        };
        if written == spelling.text {
            // Only capitals keep it from being read.
            near.push(candidate(1, false));
        } else if SYNONYMS.contains(&(written.as_str(), spelling.text)) {
            near.push(candidate(1, false));
        } else if spelling.text.strip_prefix(&*written).is_some_and(|rest| rest.starts_with(' ')) {
            if starting(&rest).is_some_and(|(_, whole)| whole > written.len()) {
                // Another is written in full: what is missing comes after it.
                continue;
            }
            near.push(candidate(BEGUN, false));
        } else if holds_whole(&written, spelling.text) {
            // `x copy` is no misspelt `copy`: a word too many is another mistake.
        } else if spelling.plain == bare {
            near.push(candidate(1, true));
        } else if length > 2 && spelling.length.abs_diff(length) <= limit {
            // Hours must never be taken for days: units are near only by one letter.
            let limit = if spelling.is_unit { 1 } else { limit };
            let distance = similar::distance(&written, spelling.text);
            if distance <= limit {
                near.push(candidate(distance, false));
            }
        }
    }
    near
}

/// The distance of a keyword of which only the first words were written.
const BEGUN: usize = 3;

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
    let mistake = Mistake::new(
        &MISSPELT,
        meant.at.clone(),
        crate::text!(en: "`{written}` is not a keyword here", vi: "`{written}` không phải là từ khóa ở vị trí này"),
        crate::text!(en: "did you mean `{spelling}`?", vi: "có phải là `{spelling}` không?"),
        changes,
    );
    if meant.distance > 1 { mistake.uncertain() } else { mistake }
}
