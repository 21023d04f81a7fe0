//! Bodies of the state as portal records write them: one title for `UBND Tỉnh` and `Uỷ ban nhân dân cấp tỉnh`, the office
//! that is meant, the level it stands at. What is not surely a body is none.

use super::acting;
use crate::base::similar;
use regex::Regex;
use std::sync::LazyLock;

/// A body, or an office in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Body {
    /// The title of the body.
    pub(super) title: String,
    /// The title of the office: `Chủ tịch`.
    pub(super) role: Option<String>,
}

/// The words with which the title of a body begins.
const HEADS: &str = r"Bộ phận (?:[Mm]ột cửa|[Tt]iếp nhận)|Bộ (?:Chỉ huy|chỉ huy|Tư lệnh|Công|Dân|Giáo|Khoa|Ngoại|Nội|Nông|Quốc|Tài|Tư|Văn|Xây|Y)|Sở \p{Lu}|Tổng cục \p{L}|Chi cục \p{L}|Cục \p{L}|[UuỦủ][ỷy]? ?ban \p{L}|UBND|HĐND|UBCKNN|Hội đồng nhân dân|Ngân hàng Nhà nước|Văn phòng (?:[Đđ]ăng ký đất đai|Chính phủ|Ủy ban|UBND|Chủ tịch|Trung ương)|Chi nhánh Văn phòng [Đđ]ăng ký đất đai|Trung tâm [Pp]hục vụ [Hh]ành chính công|Công an \p{L}|Phòng \p{Lu}|Chính phủ|Thủ tướng Chính phủ|Quốc hội|Cơ quan (?:thuế|hải quan|bảo hiểm xã hội)|Bảo hiểm xã hội|Thanh tra \p{L}|Kho bạc \p{L}|Tòa án|Toà án|Viện [Kk]iểm sát|Cảng vụ \p{L}|Thuế (?:tỉnh|thành phố|cơ sở)|Ban [Qq]uản lý \p{L}|Đại sứ quán|Cơ quan đại diện Việt Nam ở nước ngoài";

/// Offices, each with the word that the title of its body begins with.
const OFFICES: [(&str, &str); 9] = [
    ("Chủ tịch", "ủy ban"),
    ("Phó Chủ tịch", "ủy ban"),
    ("Bộ trưởng", "bộ "),
    ("Giám đốc", "sở "),
    ("Giám đốc", "công an"),
    ("Cục trưởng", "cục "),
    ("Chi cục trưởng", "chi cục"),
    ("Thống đốc", "ngân hàng"),
    ("Trưởng phòng", "phòng "),
];

static HEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("^(?:{HEADS})")).expect("the pattern is well formed"));

/// What separates two bodies of a list: a comma, a semicolon or a line, if what follows begins like a body.
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s*[,;]\s*").expect("the pattern is well formed"));

/// The longest title that is believed to be one, in words.
const LONGEST: usize = 16;

/// All bodies in a list; nothing if one of its parts is not surely a body.
pub(super) fn list(words: &str) -> Option<Vec<Body>> {
    let words = tidy(words);
    let mut parts = Vec::new();
    let mut start = 0;
    for separator in SEPARATOR.find_iter(&words) {
        if begins(&words[separator.end()..]) {
            parts.push(&words[start..separator.start()]);
            start = separator.end();
        }
    }
    parts.push(&words[start..]);
    parts.into_iter().map(one).collect()
}

/// Whether words begin with a body or an office.
pub(super) fn begins(words: &str) -> bool {
    let end = words.char_indices().nth(80).map_or(words.len(), |(at, _)| at);
    let words = tidy(&words[..end]);
    HEAD.is_match(&words) || office(&words).is_some()
}

/// The body that some words name, if they surely name one.
pub(super) fn one(words: &str) -> Option<Body> {
    let words = tidy(words);
    if let Some(known) = acting::whole(&words) {
        return Some(known);
    }
    if words.split_whitespace().count() > LONGEST || words.contains(['/', ':', '(', ')', '"', '“', ';']) {
        return None;
    }
    // Behind a comma a capital begins another body, except in a few names.
    let inside = ["Thể thao", "In ", "Du lịch", "Gia đình", "Đo lường", "Chuyển đổi"];
    let another = |after: &str| {
        let after = after.trim_start();
        after.starts_with(char::is_uppercase) && !inside.iter().any(|name| after.starts_with(name))
    };
    if words.contains(" hoặc ")
        || words.contains(", các ")
        || words.contains(" được ")
        || words.split(',').skip(1).any(another)
    {
        return None;
    }
    if let Some((role, rest)) = office(&words) {
        return Some(Body { title: capital(rest), role: Some(role.to_owned()) });
    }
    if HEAD.is_match(&words) { Some(Body { title: words, role: None }) } else { None }
}

fn office(words: &str) -> Option<(&'static str, &str)> {
    OFFICES.iter().find_map(|(office, body)| {
        let head = words.get(..office.len()).filter(|head| head.to_lowercase() == office.to_lowercase())?;
        let rest = words[head.len()..].strip_prefix(' ')?;
        let rest = rest.strip_prefix("của ").unwrap_or(rest);
        rest.to_lowercase().starts_with(body).then_some((*office, rest))
    })
}

/// The title in one spelling: abbreviations written out, blanks single, small letters where usage has them.
fn tidy(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(|c: char| matches!(c, '-' | '+' | '*' | '.' | ';' | ',' | ' '));
    let mut words = words.replace("Uỷ", "Ủy").replace("uỷ", "ủy").replace("UBND", "Ủy ban nhân dân");
    for (written, usual) in [
        ("HĐND", "Hội đồng nhân dân"),
        ("UBCKNN", "Ủy ban Chứng khoán Nhà nước"),
        ("Ủy ban Nhân dân", "Ủy ban nhân dân"),
        ("ủy ban Nhân dân", "ủy ban nhân dân"),
        ("cấp Tỉnh", "cấp tỉnh"),
        ("cấp Xã", "cấp xã"),
        (" - Tỉnh ", " tỉnh "),
        (" - tỉnh ", " tỉnh "),
        (" - Thành phố ", " thành phố "),
        (" - thành phố ", " thành phố "),
        ("Bộ Công thương", "Bộ Công Thương"),
    ] {
        words = words.replace(written, usual);
    }
    capital(&words)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Body {
    /// The key under which bodies are the same.
    pub(super) fn key(&self) -> String {
        key(&self.title)
    }

    /// At which of the three levels the body surely stands: 0 central, 1 province, 2 commune.
    pub(super) fn level(&self) -> Option<usize> {
        let key = self.key();
        let has = |word: &str| key.contains(word);
        let starts = |word: &str| key.starts_with(word);
        if has("cấp xã") || has("xã, phường") || has("thuế cơ sở") {
            Some(2)
        } else if starts("sở ") || has("cấp tỉnh") || starts("văn phòng đăng ký đất đai") || has("công an tỉnh")
        {
            Some(1)
        } else if (starts("bộ ") && !starts("bộ phận") && !starts("bộ chỉ huy") && !starts("bộ tư lệnh"))
            || [
                "chính phủ",
                "thủ tướng",
                "quốc hội",
                "ngân hàng nhà nước việt nam",
                "ủy ban chứng khoán",
                "tổng cục",
                "cục ",
            ]
            .iter()
            .any(|word| starts(word))
        {
            Some(0)
        } else {
            None
        }
    }
}

/// The key of a title.
pub(super) fn key(title: &str) -> String {
    similar::key(&title.to_lowercase())
}
