//! What an official number says of an instrument: `123/2015/NĐ-CP` is a decree of the Government of 2015.
//!
//! The table of issuers is that of Circular 01/2011/TT-BNV and Decree 30/2020/NĐ-CP on official papers.

use crate::time::Date;
use regex::Regex;
use std::sync::LazyLock;

/// An instrument, as far as its number speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As it is written officially: `123/2015/NĐ-CP`.
    pub(super) text: String,
    /// The year in it.
    pub(super) year: Option<u16>,
    /// The keyword of its kind.
    pub(super) kind: Option<&'static str>,
    /// The title of who issued it.
    pub(super) issuer: Option<&'static str>,
    /// Whether many bodies use the same numbers: provinces and communes.
    pub(super) local: bool,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{1,5}(?:\.\d{1,2})?[a-z]?)\s*/\s*(?:((?:19|20)\d\d)\s*/\s*)?((?:\p{Lu}[\p{L}\d]*)(?:\s*-\s*\p{Lu}[\p{L}\d]*){0,3})")
        .expect("the pattern is well formed")
});

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*,?\s*(?:được\s+)?(?:ban hành\s+)?ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})")
        .expect("the pattern is well formed")
});

/// What the end of a number says of its issuer.
const ISSUERS: &[(&str, &str)] = &[
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("QH", "Quốc hội"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("BCA", "Bộ Công an"),
    ("BCT", "Bộ Công Thương"),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BNG", "Bộ Ngoại giao"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNV", "Bộ Nội vụ"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTC", "Bộ Tài chính"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BTP", "Bộ Tư pháp"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BXD", "Bộ Xây dựng"),
    ("BYT", "Bộ Y tế"),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("UBDT", "Ủy ban Dân tộc"),
    ("VPCP", "Văn phòng Chính phủ"),
];

impl Number {
    /// The one number in some words; nothing where there is none or several.
    pub(super) fn read(words: &str) -> Option<Self> {
        let mut found = NUMBER.captures_iter(words);
        let captures = found.next()?;
        if found.next().is_some() {
            return None;
        }
        let (count, year) = (&captures[1], captures.get(2).map(|year| year.as_str()));
        let sign: String = captures[3].chars().filter(|c| !c.is_whitespace()).collect();
        let text = match year {
            Some(year) => format!("{count}/{year}/{sign}"),
            None => format!("{count}/{sign}"),
        };
        let (head, tail) = sign.split_once('-').unwrap_or(("", &sign));
        let session = |sign: &str, body: &str| {
            sign.strip_prefix(body).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
        };
        let of = |sign: &str| {
            let sign = if session(sign, "QH") {
                "QH"
            } else if session(sign, "UBTVQH") {
                "UBTVQH"
            } else {
                sign
            };
            ISSUERS.iter().find(|(short, _)| *short == sign).map(|(_, title)| *title)
        };
        let kind = match head {
            "NĐ" => Some("decree"),
            "TT" => Some("circular"),
            "TTLT" => Some("joint circular"),
            "NQ" => Some("resolution"),
            "QĐ" => Some("decision"),
            "CT" => Some("directive"),
            "KH" => Some("plan"),
            "PL" => Some("ordinance"),
            "L" => Some("law"),
            _ => None,
        };
        let local = ["UBND", "HĐND"].iter().any(|body| sign.contains(body));
        // A joint circular has several issuers.
        let issuer = of(tail).filter(|_| head != "TTLT");
        Some(Self { text, year: year.and_then(|year| year.parse().ok()), kind, issuer, local })
    }

    /// The kind, helped by the title where the number leaves it open: the National Assembly makes laws and resolutions.
    pub(super) fn kind(&self, title: &str) -> Option<&'static str> {
        let title = title.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        self.kind.or_else(|| {
            let of_assembly = matches!(self.issuer, Some("Quốc hội" | "Ủy ban Thường vụ Quốc hội"));
            let kinds = [
                ("nghị quyết", "resolution"),
                ("pháp lệnh", "ordinance"),
                ("bộ luật", "law"),
                ("luật", "law"),
                ("hiến pháp", "constitution"),
            ];
            kinds.iter().find(|(word, _)| of_assembly && title.starts_with(word)).map(|(_, kind)| *kind)
        })
    }

    /// The day of issue where the title says it right after this number, and the year is that of the number.
    pub(super) fn issued(&self, title: &str) -> Option<Date> {
        let found = NUMBER.captures_iter(title).find(|c| Self::read(&c[0]).is_some_and(|n| n.text == self.text))?;
        let after = &title[found.get(0)?.end()..];
        let date = DATED.captures(after)?;
        let part = |at: usize| date[at].parse::<u16>().ok();
        let year = part(3).filter(|year| self.year.is_none_or(|own| own == *year))?;
        Date::new(i16::try_from(year).ok()?, u32::from(part(2)?), u32::from(part(1)?)).ok()
    }

    /// A name: `NĐ-123-2015-CP`.
    pub(super) fn name(&self) -> String {
        let mut parts: Vec<&str> = self.text.split('/').collect();
        let sign = parts.pop().unwrap_or_default();
        let (head, tail) = sign.split_once('-').unwrap_or((sign, ""));
        let number = parts.join("-");
        if tail.is_empty() { format!("{head}-{number}") } else { format!("{head}-{number}-{tail}") }
    }
}

/// A day that stands alone: `2015-11-15`, `15/11/2015`.
pub(super) fn day(words: &str) -> Option<Date> {
    let words = words.trim().split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<u16> = words.split(['-', '/']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if *year > 1000 => (*year, *month, *day),
        [day, month, year] if *year > 1000 => (*year, *month, *day),
        _ => return None,
    };
    Date::new(i16::try_from(year).ok()?, u32::from(month), u32::from(day)).ok()
}
