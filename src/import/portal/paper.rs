//! The dossier: which entries of the portal's list are papers, on what condition, and which headings are cases.

use super::enumeration::list_within;
use super::record::{Line, Paper, Papers, Record, joined};
use regex::Regex;
use std::sync::LazyLock;

/// A list under a heading, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// The heading where it is a case of its own.
    pub(super) case: Option<String>,
    /// The papers in order.
    pub(super) papers: Vec<Demand>,
    /// What is no paper: lines as they were.
    pub(super) notes: Vec<String>,
}

/// A paper that is demanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demand {
    /// Its words, without bullets.
    pub(super) title: String,
    /// On which condition, in the words of the source.
    pub(super) when: Option<String>,
    /// Only if there is one.
    pub(super) if_any: bool,
    /// How it is handed in, with keywords: `original 1 copy 1`.
    pub(super) hands: Vec<String>,
    /// The number of its form.
    pub(super) form: Option<String>,
    /// What the source says of it besides.
    pub(super) notes: Vec<String>,
}

/// What a paper's name begins with.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:01|02|1|2|một|hai|các)?\s*(?:\([\p{L}]+\)\s*)?(?:bản sao|bản chính|bản gốc|bản chụp|đơn|tờ khai|giấy|bản|hợp đồng|văn bản|quyết định|báo cáo|danh sách|hồ sơ|sơ đồ|phiếu|chứng chỉ|thẻ|hộ chiếu|ảnh|biên bản|tài liệu|mẫu|chứng từ|hóa đơn|thuyết minh|dự án|đề án|phương án|kế hoạch|công văn|bảng|điều lệ|sổ|bằng|lý lịch|tờ trình|nghị quyết|thông báo|dự thảo|bộ|chứng minh|căn cước|trích lục|lý do|sơ yếu|chứng nhận|giấy tờ|cam kết|bìa|thư|ý kiến|kết quả|đề nghị|catalog|tóm tắt|nội dung|quy trình|quy chế|bản vẽ|lệnh|vận đơn|tờ|tơ khai|vb|biểu|thể lệ|dự toán|danh mục|đề xuất|đăng ký (?:nhận|tham dự|tham gia|thực hiện)|số liệu|chương trình|luận chứng|xác nhận|chương)\b").expect("well formed")
});

static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)^((?:trường hợp|đối với|nếu)\s.+?)(?:\s*:\s*|,?\s+thì\s+(?:phải\s+)?(?:có|nộp|cung cấp|gửi|kèm|bổ sung|xuất trình)?(?:\s+thêm)?\s*)(\S.*)$").expect("well formed")
});

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)mẫu\s+(?:đơn\s+)?số\s*:?\s*([\p{L}]?\d[\d\p{L}./-]*(?:(?:\s*,\s*|\s+và\s+|\s+hoặc\s+)(?:mẫu\s+số\s+)?\p{L}?\d{1,3}(?:\p{L}?\b[\d\p{L}./-]*))*)").expect("well formed")
});

static EITHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:bản chính|bản gốc)[^;.]{0,40}hoặc[^;.]{0,20}(?:bản sao|bản chụp)|(?:bản sao|bản chụp)[^;.]{0,60}hoặc[^;.]{0,20}(?:bản chính|bản gốc)")
        .expect("well formed")
});

// At the end: inside, it speaks of a part of the paper.
static IF_ANY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\(?\s*(?:nếu có|nếu còn)\s*\)?$").expect("well formed"));

static CASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\(?[\da-zđ]{1,4}[.)]\s*)?(?:trường hợp|đối với|nếu)\s").expect("well formed")
});

pub(super) static SHOWN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^giấy tờ (?:phải )?xuất trình\b").expect("well formed"));

static NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:\*\s*)?(?:lưu ý|ghi chú|chú ý)\b").expect("well formed"));

/// Headings of lists that go on with one dossier: they are no cases.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:\(?[\da-zđ]{1,4}(?:\.\d{1,2})*[.)]?\s+)?(?:(?:các\s)?(?:giấy tờ|tài liệu|văn bản)\b|thành phần(?:,? số lượng)?(?: hồ sơ)?(?:,? số lượng(?: hồ sơ)?)?(?: (?:bao )?gồm)?\W*$|hồ sơ (?:bao )?gồm\b|(?:bao )?gồm\b|số lượng hồ sơ|hồ sơ của người|khi nộp|người |phiếu |mẫu |tờ khai |gửi nộp|\d+$|\(trường hợp|nộp trực tiếp|tên giấy tờ)").expect("well formed")
});

static SETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:số lượng(?: hồ sơ)?|số bộ hồ sơ)\s*(?:\(bộ\)\s*)?:?\s*(\d{1,2})\s*(?:\([\p{L} ]+\)\s*)?bộ|\b(\d{1,2})\s*(?:\([\p{L} ]+\)\s*)?bộ hồ sơ)").expect("well formed")
});

/// Words without the marks of a list before them.
pub(super) fn bare(words: &str) -> &str {
    words
        .trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '+' | '*' | '•' | '–' | '·' | '/' | ',' | ';')
        })
        .trim_end()
}

static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[.,;/\s\-+*•–·]*(?:\(?(?:[\divxIVX]{1,4}(?:\.\d{1,2}){0,3}|[a-zđ]\d?)\s?[.)]\s*|[+\-]?\)\s*|\d{1,2}/\s+))+").expect("well formed")
});

/// `Thành phần hồ sơ 3:`, `Thành phần hồ sơ gồm:` before the paper itself.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:[A-ZĐ]\.\s*)?(?:tên |các )?thành phần(?: hồ sơ)?(?: \d{1,2})?(?:(?: bao)? gồm)?(?: có)?\s*:\s*",
    )
    .expect("well formed")
});

/// Words without the label before the paper, and without a parenthesis that never closes.
fn unlabelled(words: &str) -> &str {
    let rest = unlisted(&words[LABEL.find(words).map_or(0, |label| label.end())..]);
    if rest.contains(')') { rest } else { rest.trim_start_matches('(') }
}

/// Words without bullets and the letter or number of a list before them.
pub(super) fn unlisted(words: &str) -> &str {
    let words = words.trim_start();
    let end = LISTED.find(words).map_or(0, |label| label.end());
    bare(words[end..].trim_start_matches(['.', ' ']))
}

/// The number of dossiers, where one is said, in the list of papers or in the steps, and no other.
pub(super) fn sets(record: &Record) -> Option<u32> {
    let papers = record.papers.iter().flat_map(|part| {
        let papers = part.papers.iter().flat_map(|paper| &paper.lines);
        part.heading.iter().chain(papers)
    });
    let steps = record.steps.iter().flat_map(|group| &group.lines);
    let number = |parts: regex::Captures<'_>| parts.get(1).or(parts.get(2))?.as_str().parse::<u32>().ok();
    let mut found: Vec<u32> = papers
        .chain(steps)
        .filter(|line| may_say_sets(&line.words))
        .flat_map(|line| {
            let of_applicant =
                |parts: &regex::Captures<'_>| !is_forwarded(&line.words[..parts.get(0).map_or(0, |all| all.start())]);
            SETS.captures_iter(&line.words).filter(of_applicant).filter_map(number)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] if *one > 0 => Some(*one),
        _ => None,
    }
}

/// Whether what stands before "02 bộ hồ sơ" says that an office sends them on.
fn is_forwarded(before: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    ["gửi kèm", "kèm theo", "chuyển", "trình", "bàn giao"].iter().any(|verb| before.ends_with(verb))
}

/// Whether an entry says how many sets there are and nothing else.
pub(super) fn only_counts_sets(words: &str) -> bool {
    let words = bare(words).trim_end_matches(['.', ';']);
    SETS.find(words).is_some_and(|found| found.as_str() == words)
}

/// Whether the letter of `bộ` and a figure are there at all: most lines have neither, and that is quickly seen.
fn may_say_sets(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit()) && words.contains(['ộ', 'Ộ'])
}

/// Reads the lists. Where there are several, each under a heading of its own, the headings are cases: the portal knows no
/// other groups of papers. What surely goes on with one dossier (`Giấy tờ phải xuất trình`) is none.
pub(super) fn read_all(parts: &[Papers]) -> Vec<Part> {
    let several = parts.iter().filter(|part| part.heading.is_some()).count() > 1;
    parts.iter().map(|part| read(part, several)).collect()
}

fn read(part: &Papers, several: bool) -> Part {
    let heading = part.heading.as_ref().map(|line| bare(&line.words).trim_end_matches([':', ' ']).to_owned());
    let is_note = heading.as_deref().is_some_and(|heading| NOTE.is_match(heading));
    let shown = heading.as_deref().is_some_and(|heading| SHOWN.is_match(heading));
    let is_case =
        |heading: &String| CASE.is_match(heading) || several && !PART.is_match(heading) && !NOTE.is_match(heading);
    let case = heading.clone().filter(is_case);
    let mut read = Part { case, ..Part::default() };
    if let Some(heading) = heading.filter(|_| read.case.is_none()) {
        read.notes.push(format!("[ {heading} ]"));
    }
    let contents = lists_contents(part);
    for paper in &part.papers {
        if let Some((head, papers)) = list_within(paper, shown).filter(|_| !is_note) {
            read.notes.extend(Some(head).filter(|head| !head.is_empty()));
            read.papers.extend(papers);
            continue;
        }
        // The portal mixes papers under the heading of its notes; they are counted, notes are not.
        let counted = paper.originals.unwrap_or(0) + paper.copies.unwrap_or(0) > 0;
        let is_content = contents && first(paper).starts_with('+');
        match demand(paper, shown).filter(|_| (!is_note || counted) && !is_content) {
            Some(demand) => read.papers.push(demand),
            None => read.notes.push(listed(paper)),
        }
    }
    read
}

/// The first words of an entry.
fn first(paper: &Paper) -> &str {
    paper.lines.first().map_or("", |line| line.words.trim_start())
}

/// Whether the entries with a plus say what the one paper that ends with a colon must hold.
fn lists_contents(part: &Papers) -> bool {
    let open = |paper: &Paper| {
        let words = joined(&paper.lines);
        words.trim_end_matches([' ', ';', '/', '.']).ends_with(':') && !words.trim_start().starts_with('+')
    };
    let parts = ["nội dung sau", "nội dung chủ yếu", "nội dung chính", "nội dung tối thiểu"];
    part.papers.iter().any(|paper| open(paper) && parts.iter().any(|word| joined(&paper.lines).contains(word)))
}

/// A paper as it stood in the list.
fn listed(paper: &Paper) -> String {
    let mut words = format!("- {}", joined(&paper.lines));
    let number = |number: Option<u32>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
    words.push_str(&format!("\n  Số lượng: Bản chính: {}, Bản sao: {}", number(paper.originals), number(paper.copies)));
    for remark in &paper.remarks {
        words.push_str(&format!("\n  {}", remark.words));
    }
    words
}

/// What begins an entry whose paper is only shown.
const SHOW: &str = "xuất trình ";

/// The paper that an entry demands, if it is one.
pub(super) fn demand(paper: &Paper, shown: bool) -> Option<Demand> {
    let words = joined(&paper.lines);
    // A starred `Hồ sơ đăng ký giải thể` heads the entries below it.
    let heads = words.trim_start().starts_with('*') && bare(&words).to_lowercase().starts_with("hồ sơ ");
    if heads {
        return None;
    }
    let words = unlabelled(unlisted(bare(&words)));
    let (when, rest) = match CONDITION.captures(words) {
        Some(parts) => {
            let (when, rest) = (parts.get(1)?.as_str(), parts.get(2)?.as_str());
            (Some(when.to_owned()), rest.to_owned())
        }
        None => (None, words.to_owned()),
    };
    let rest = unlisted(&rest).trim_end_matches([';', '/', ' ', '.']).to_owned();
    // A sentence about papers is no paper.
    let prose = [
        "không phải nộp",
        "không yêu cầu",
        "không phải xuất trình",
        "có trách nhiệm",
        "được lựa chọn",
        "thực hiện theo",
        "không cần",
    ];
    let lower = rest.to_lowercase();
    // What follows the first sentence is said of the paper that it names.
    let sentence = lower.split_once(". ").map_or(lower.as_str(), |(sentence, _)| sentence);
    let (shown, named) = match rest.get(..SHOW.len()).filter(|head| head.to_lowercase() == SHOW) {
        Some(_) => (true, rest[SHOW.len()..].trim_start()),
        None => (shown, rest.as_str()),
    };
    // What a dossier of some case consists of is said of the dossier.
    let spoken = ["bao gồm các giấy tờ", "phải kèm theo"].iter().any(|word| lower.contains(word));
    let of_dossier = (when.is_some() || spoken) && lower.starts_with("hồ sơ ")
        || ["01 bộ hồ sơ gồm", "bộ hồ sơ gồm", "các giấy tờ trong hồ sơ", "tài liệu trong hồ sơ"]
            .iter()
            .any(|word| lower.starts_with(word));
    if !NAMED.is_match(named)
        || of_dossier
        || rest.ends_with(':')
        || prose.iter().any(|word| sentence.contains(word))
        || NOTE.is_match(&rest)
    {
        return None;
    }
    let (originals, copies) = (paper.originals?, paper.copies?);
    // What an application must say, as an entry of its own that nothing is handed in for.
    if originals == 0 && copies == 0 && lower.contains("phải nêu rõ") {
        return None;
    }
    if originals > 99 || copies > 99 || rest.chars().count() > 1200 {
        return None;
    }
    let hands = hands(originals, copies, shown, &lower);
    let mut notes: Vec<_> = paper.remarks.iter().map(|line: &Line| line.words.clone()).collect();
    let said = |counted: u32, word: &str| counted == 0 || hands.iter().any(|hand| hand.starts_with(word));
    let all_said = said(originals, "original") && said(copies, "copy");
    if !shown && !all_said {
        notes.push(format!("Số lượng: Bản chính: {originals}, Bản sao: {copies}"));
    }
    Some(Demand {
        when,
        // At the end of a list within the entry it speaks of the last part.
        if_any: IF_ANY.is_match(&rest)
            && !rest.contains([':', ';'])
            && !["bao gồm", " và các "].iter().any(|word| lower.contains(word)),
        hands,
        form: form(&rest),
        notes,
        title: rest,
    })
}

/// The hands that the counts say; a copy is a certified one where the words know no other.
fn hands(originals: u32, copies: u32, shown: bool, lower: &str) -> Vec<String> {
    if shown {
        return vec!["shown".to_owned()];
    }
    // The counts of an entry that names several papers are not those of each: "(bản chính)" behind one says which it is.
    let only = |kind: &str, other: &str| lower.contains(&format!("{kind})")) && !lower.contains(other);
    let (originals, copies) = match () {
        () if originals > 0 && only("bản chính", "bản sao") => (originals, 0),
        () if copies > 0 && only("bản sao", "bản chính") => (0, copies),
        () => (originals, copies),
    };
    // Both counts beside "the original or a copy" mean either.
    let either = originals > 0 && copies > 0 && EITHER.is_match(lower);
    let mut hands = Vec::new();
    if originals > 0 {
        hands.push(format!("original {originals}"));
    }
    if copies > 0 {
        let certified = lower.starts_with("bản sao có chứng thực") || lower.starts_with("bản sao chứng thực");
        let other = lower.contains("hoặc") || lower.contains('/') || lower.contains("bản chính");
        // The number of originals counts the certified copies too: nobody certifies what is handed in itself.
        if certified && !other {
            return vec![format!("certified copy {copies}")];
        }
        if either {
            hands.push("or".to_owned());
        }
        hands.push(format!("copy {copies}"));
    }
    hands
}

/// The number of the form, or of the forms that are named together.
fn form(words: &str) -> Option<String> {
    let mut found = FORM.captures_iter(words);
    let first = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let (mut numbers, end) = (first.get(1)?.as_str(), first.get(1)?.end());
    // `Mẫu số 01, 02 bản chính`: the last number counts something.
    let counted = ["bản", "bộ", "tờ", "ảnh", "cái"].iter().any(|word| words[end..].trim_start().starts_with(word));
    if counted && let Some(at) = numbers.rfind([',', ' ']) {
        numbers = numbers[..at].trim_end_matches([',', ' ']).trim_end_matches(" và").trim_end_matches(" hoặc");
    }
    // `Mẫu số 01-Đơn đề nghị`: the title follows at once.
    if let Some((number, title)) = numbers.split_once('-') {
        let mut letters = title.chars();
        if letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase) {
            numbers = number;
        }
    }
    let numbers = numbers.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(format!("Mẫu số {}", numbers.trim_end_matches(['.', '-', '/', ','])))
}
