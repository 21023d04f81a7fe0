//! Ways of filing with their limits and fees: what the portal's numbers say for certain. `OTHER` is no unit, hours may be
//! hours of work or of the clock, and a zero beside a text about fees is not "free".

use super::record::{Channel, Line, Record};
use regex::Regex;
use std::sync::LazyLock;

/// A way of filing, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// Its keyword: `online`, `post`, `counter`.
    pub(super) keyword: &'static str,
    /// `full` or `partial`, where its note says one of them.
    pub(super) scope: Option<&'static str>,
    /// Its one limit; `None`: none is said, or not for certain.
    pub(super) limit: Option<String>,
    /// Its one fee.
    pub(super) fee: Option<Fee>,
    /// Whether fees are spoken of at all.
    pub(super) speaks_of_fees: bool,
}

/// A fee that is certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fee {
    /// The amount in đồng.
    pub(super) amount: u64,
    /// What it is taken for: `hồ sơ`.
    pub(super) per: Option<String>,
    /// Its title, where the source gives a plain one.
    pub(super) title: Option<String>,
}

/// Why something in a channel stayed unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The limit and the text beside it give different times.
    LimitAgainstText(String, String),
    /// The unit is `OTHER`.
    NoUnit(String),
    /// Hours of work or of the clock.
    Hours(String),
    /// A number that cannot be a limit.
    Number(String),
    /// Several limits.
    Several,
    /// A way of filing that is not known.
    Kind(String),
}

static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d+(?:[.,]\d+)?)\s+(WORKING_DAY|HOUR|MONTH|YEAR|DAY|WEEK|OTHER|ngày|[Nn]gày làm việc|Ngày|[Gg]iờ làm việc|[Gg]iờ|[Tt]háng|[Nn]ăm|[Tt]uần)$").expect("well formed")
});

/// Times in running text.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d+(?:[.,]\d+)?)\s*(?:\([\p{L} ]*\)\s*)?(ngày làm việc|ngày|giờ làm việc|giờ|tháng|tuần|năm)")
        .expect("well formed")
});

static PARTIAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"trực tuyến (?:\p{L}+ ){0,3}một phần|\(một phần\)|một phần trực tuyến").expect("well formed")
});

static PER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:VNĐ|[Đđ]ồng|đ|VND))?\s*/\s*(?:0?1 )?([\p{L}]+(?: [\p{L}]+){0,3})\.?$").expect("well formed")
});

static FEE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+) VNĐ(?: \((?s)(.*)\))?$").expect("well formed"));

/// What is said where there is nothing to say.
const NOTHING: [&str; 8] =
    ["", "không", "không có", "không quy định", "không có thông tin", "chưa quy định", "không thu phí", "miễn phí"];

/// A time as text and numbers: tenths and a unit of ours.
type Amount = (u64, &'static str);

fn tenths(number: &str) -> Option<u64> {
    let number = number.replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let part: u64 = format!("{part:0<2}").get(..2)?.parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part)
}

fn unit(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "working_day" | "ngày làm việc" => "working days",
        "day" | "ngày" => "days",
        "giờ làm việc" => "hours",
        "week" | "tuần" => "weeks",
        "month" | "tháng" => "months",
        "year" | "năm" => "years",
        _ => return None,
    })
}

/// Every different time that a text names.
fn times(text: &str) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    for time in TIME.captures_iter(text) {
        match tenths(&time[1]).zip(unit(&time[2])) {
            Some(amount) if !found.contains(&amount) => found.push(amount),
            _ => {}
        }
    }
    found
}

/// Reads the ways of filing of a record; each doubt with its line.
pub(super) fn read(record: &Record) -> (Vec<Way>, Vec<(usize, Doubt)>) {
    let mut doubts = Vec::new();
    let steps_speak =
        record.steps.iter().flat_map(|group| &group.lines).any(|line| line.words.to_lowercase().contains("phí"));
    let mut ways = Vec::new();
    for channel in &record.channels {
        let keyword = match channel.kind.words.trim().to_uppercase().as_str() {
            "ONLINE" | "2" | "TRỰC TUYẾN" => "online",
            "POSTAL" | "3" | "DỊCH VỤ BƯU CHÍNH" | "BƯU CHÍNH" => "post",
            "DIRECT" | "1" | "TRỰC TIẾP" => "counter",
            other => {
                doubts.push((channel.kind.number, Doubt::Kind(other.to_owned())));
                continue;
            }
        };
        ways.push(way(keyword, channel, steps_speak, &mut doubts));
    }
    (ways, doubts)
}

fn way(keyword: &'static str, channel: &Channel, steps_speak: bool, doubts: &mut Vec<(usize, Doubt)>) -> Way {
    let limits: Vec<_> = channel.times.iter().filter_map(|time| limit(&time.limit, &time.notes, doubts)).collect();
    let first = channel.times.first().map(|time| &time.limit.words);
    let same = channel.times.iter().all(|time| Some(&time.limit.words) == first);
    if !same {
        doubts.push((channel.kind.number, Doubt::Several));
    }
    let fees: Vec<&Line> = channel.times.iter().flat_map(|time| &time.fees).filter(|fee| !fee.is_nothing()).collect();
    let notes: String =
        channel.times.iter().flat_map(|time| &time.notes).map(|line| line.words.to_lowercase()).collect();
    // `một phần thửa đất`, `một phần nghìn` say nothing of the service.
    let partial = PARTIAL.is_match(&notes) || notes.trim().trim_end_matches('.') == "một phần";
    let scope = match (notes.contains("toàn trình"), partial) {
        (true, false) => Some("full"),
        (false, true) => Some("partial"),
        _ => None,
    };
    let notes_speak = notes.contains("phí");
    let fee = match fees.as_slice() {
        [one] => fee(one, steps_speak || notes_speak),
        _ => None,
    };
    Way {
        keyword,
        scope: scope.filter(|_| keyword == "online"),
        limit: limits.first().cloned().filter(|_| same),
        fee,
        speaks_of_fees: !fees.is_empty(),
    }
}

/// The limit with a unit of ours, if amount, unit and text agree.
fn limit(line: &Line, notes: &[Line], doubts: &mut Vec<(usize, Doubt)>) -> Option<String> {
    let words = line.words.trim();
    let mut doubt = |doubt: Doubt| doubts.push((line.number, doubt));
    let Some(parts) = LIMIT.captures(words) else {
        doubt(Doubt::NoUnit(words.to_owned()));
        return None;
    };
    let Some(amount) = tenths(&parts[1]).filter(|amount| (1..=1_000_000).contains(amount)) else {
        doubt(if parts[2] == *"OTHER" { Doubt::NoUnit(words.to_owned()) } else { Doubt::Number(words.to_owned()) });
        return None;
    };
    let said: String = notes.iter().map(|note| note.words.as_str()).collect::<Vec<_>>().join("\n");
    let said = times(&said);
    let Some(unit) = unit(&parts[2]) else {
        let hours = matches!(&parts[2], "HOUR" | "Giờ" | "giờ");
        // Eight hours are a working day: a text that says so decides.
        if hours && said.iter().any(|(days, unit)| *unit == "working days" && days * 8 == amount) {
            return Some(format!("{} hours", number(amount)));
        }
        if hours && said.contains(&(amount, "hours")) {
            return Some(format!("{} hours", number(amount)));
        }
        doubt(if hours { Doubt::Hours(words.to_owned()) } else { Doubt::NoUnit(words.to_owned()) });
        return None;
    };
    if let [(other, other_unit)] = said.as_slice()
        && (*other, *other_unit) != (amount, unit)
    {
        let said = format!("{} {other_unit}", number(*other));
        doubt(Doubt::LimitAgainstText(words.to_owned(), said));
        return None;
    }
    Some(format!("{} {unit}", number(amount)))
}

/// Hundredths as a number: `16.5`.
fn number(hundredths: u64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// A smaller amount of đồng is a slip of the currency.
const LEAST: u64 = 1_000;

/// A fee whose amount, object and title are beyond doubt.
fn fee(line: &Line, spoken_of: bool) -> Option<Fee> {
    let parts = FEE.captures(line.words.trim())?;
    let amount: u64 = parts[1].parse().ok().filter(|amount| *amount <= 100_000_000_000)?;
    let note = parts.get(2).map_or("", |note| note.as_str()).trim();
    let bare = note.trim_end_matches('.').to_lowercase();
    let plain = |title: Option<String>, per: Option<String>| Some(Fee { amount, per, title });
    if amount == 0 {
        let free = NOTHING.contains(&bare.as_str()) && bare != "chưa quy định";
        return if free && (!spoken_of || !bare.is_empty()) { plain(None, None) } else { None };
    }
    // Nothing costs some đồng: another currency was meant.
    if amount < LEAST {
        return None;
    }
    if bare.is_empty() {
        return plain(None, None);
    }
    if let Some(per) = PER.captures(note) {
        return plain(None, Some(per[1].to_owned()));
    }
    let conditions =
        ["trường hợp", "đối với", "nếu", "miễn", "giảm", "theo quy định", "từ ngày", "mức", "hoặc", "trên", "dưới"];
    let title = note.chars().all(|c| !c.is_ascii_digit() && !matches!(c, '/' | ':' | ';' | '\n' | '%'))
        && (bare.starts_with("phí ") || bare.starts_with("lệ phí "))
        && note.split_whitespace().count() <= 14
        && conditions.iter().all(|word| !bare.contains(word));
    if title { plain(Some(note.trim_end_matches('.').to_owned()), None) } else { None }
}
