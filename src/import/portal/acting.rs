//! Who acts in a sentence: the bodies that it begins with. A body is one only if the list of known bodies has it and what
//! follows is a verb; a name that is cut out of a sentence by guessing is none.

use super::body::Body;
use super::verbs;
use crate::base::similar;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The bodies that act, and the sentence from its verb on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Acting<'a> {
    /// The bodies; several are alternatives.
    pub(super) bodies: Vec<Body>,
    /// What is said between them and the verb: mostly a time.
    pub(super) between: &'a str,
    /// From the verb on; empty or a colon where a list follows.
    pub(super) predicate: &'a str,
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// The usual title of every known spelling.
static KNOWN: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("bodies.txt").lines().filter(|line| !line.starts_with('#'));
    let mut known = HashMap::new();
    for line in lines {
        let mut spellings = line.split(" | ").map(str::trim);
        let Some(title) = spellings.next().filter(|title| !title.is_empty()) else { continue };
        for spelling in spellings.chain([title]) {
            known.insert(normal(spelling), title);
        }
    }
    known
});

/// How many words a title has at most.
const LONGEST: usize = 16;

/// A spelling as it is compared: small letters, one place of the tone mark, no commas, abbreviations written out.
fn normal(words: &str) -> String {
    let mut out = String::new();
    for word in words.split(|c: char| c.is_whitespace() || c == '/') {
        push(&mut out, word);
    }
    out
}

fn push(out: &mut String, word: &str) {
    let word = word.trim_matches([',', ';', '.']);
    if word.is_empty() || word == "-" || word == "–" {
        return;
    }
    let small = similar::key(&word.to_lowercase());
    let word = match small.as_str() {
        "ubnd" => "ủy ban nhân dân",
        "hđnd" => "hội đồng nhân dân",
        "nhnn" => "ngân hàng nhà nước",
        "bhxh" => "bảo hiểm xã hội",
        "vpđkđđ" => "văn phòng đăng ký đất đai",
        other => other,
    };
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// The known bodies that some words begin with, the longest first: title and where it ends.
fn known(words: &str) -> Vec<(&'static str, usize)> {
    let mut found = Vec::new();
    let mut spelling = String::new();
    let mut start = 0;
    for _ in 0..LONGEST {
        let rest = &words[start..];
        let blank = rest.len() - rest.trim_start().len();
        let word = &rest[blank..];
        let end = word.find(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ':')).unwrap_or(word.len());
        let bare = word[..end].trim_end_matches([',', ';', '.']);
        if bare.is_empty() {
            // A stroke within a title (`tỉnh/thành phố`) is passed over.
            if !word.starts_with('/') || spelling.is_empty() {
                break;
            }
            start += blank + 1;
            continue;
        }
        push(&mut spelling, bare);
        let at = start + blank + bare.len();
        if let Some(title) = KNOWN.get(&spelling) {
            found.push((*title, at));
        }
        start += blank + end;
    }
    found.reverse();
    found
}

/// The one known body that some words are, its place included; the ministry of a department goes without saying.
pub(super) fn whole(words: &str) -> Option<Body> {
    let all = bodies(words).into_iter().find(|(body, rest)| after(body, rest).trim().is_empty());
    all.map(|(body, _)| body)
}

/// Whether words begin with a known body, whatever follows it.
pub(super) fn names_body(words: &str) -> bool {
    let words = words.trim_start();
    !known(words).is_empty() || officer(words).is_some() || office(words).is_some()
}

/// Offices, each with the words that the titles of their bodies begin with.
const OFFICES: [(&str, &[&str]); 11] = [
    ("Phó Chủ tịch", &["Ủy ban"]),
    ("Chủ tịch", &["Ủy ban", "Hội đồng nhân dân"]),
    ("Bộ trưởng", &["Bộ "]),
    ("Thứ trưởng", &["Bộ "]),
    ("Giám đốc", &["Sở ", "Công an", "Trung tâm", "Bảo hiểm"]),
    ("Chi cục trưởng", &["Chi cục"]),
    ("Cục trưởng", &["Cục "]),
    ("Thống đốc", &["Ngân hàng"]),
    ("Trưởng phòng", &["Phòng "]),
    ("Lãnh đạo", &["Bộ ", "Sở ", "Cục ", "Ủy ban", "Phòng "]),
    ("Văn thư", &["Bộ ", "Sở ", "Cục ", "Ủy ban"]),
];

/// The office that some words begin with: its title, the bodies it can belong to, and the words after it.
fn office(words: &str) -> Option<(&'static str, &'static [&'static str], &str)> {
    OFFICES.iter().find_map(|(office, bodies)| {
        let head = words.get(..office.len()).filter(|head| head.to_lowercase() == office.to_lowercase())?;
        let rest = words[head.len()..].strip_prefix(' ')?.trim_start();
        let rest = rest.strip_prefix("của ").unwrap_or(rest);
        let (title, _) = known(rest).into_iter().next()?;
        bodies.iter().any(|body| title.starts_with(body)).then_some((*office, *bodies, rest))
    })
}

/// An official by whom a dossier is received, or whose post belongs to one kind of body by law: the post, the body where it
/// is certain, and where the words end.
fn officer(words: &str) -> Option<(&'static str, &'static str, usize)> {
    static RECEIVES: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?i:cán bộ|công chức|viên chức|nhân viên|chuyên viên|người)(?:(?:,|/| hoặc| và)\s*(?:cán bộ|công chức|viên chức|nhân viên|người lao động|người))*\s+(?:tiếp\s)?nhận(?:\shồ\ssơ)?",
        )
    });
    static POSTS: [(&str, &str, &str); 4] = [
        ("công chức tư pháp - hộ tịch", "Công chức tư pháp - hộ tịch", "Ủy ban nhân dân cấp xã"),
        ("công chức thuế", "Công chức thuế", "Cơ quan thuế"),
        ("công chức hải quan", "Công chức hải quan", "Cơ quan hải quan"),
        ("công chứng viên", "Công chứng viên", "Tổ chức hành nghề công chứng"),
    ];
    if let Some(found) = RECEIVES.find(words) {
        return Some(("Cán bộ tiếp nhận hồ sơ", "Cơ quan tiếp nhận hồ sơ", found.end()));
    }
    POSTS.iter().find_map(|(written, post, body)| {
        let head = words.get(..written.len())?;
        (head.to_lowercase() == *written).then_some((*post, *body, written.len()))
    })
}

/// Reads who acts at the beginning of a clause.
pub(super) fn read(clause: &str) -> Option<Acting<'_>> {
    subject(clause).filter(|acting| !acting.predicate.is_empty())
}

/// Reads who acts by the words of a heading, which may name the body alone.
pub(super) fn heading(title: &str) -> Option<Acting<'_>> {
    subject(title)
}

fn subject(clause: &str) -> Option<Acting<'_>> {
    for (body, rest) in bodies(clause) {
        let mut rest = after(&body, rest);
        let mut all = vec![body];
        while let Some((next, following)) = alternative(rest, &all) {
            rest = after(&next, following);
            if !all.contains(&next) {
                all.push(next);
            }
        }
        if let Some((between, predicate)) = predicate(rest) {
            return Some(Acting { bodies: all, between, predicate });
        }
    }
    None
}

/// The bodies that a clause may begin with, the longest title first, each with what follows.
fn bodies(clause: &str) -> Vec<(Body, &str)> {
    if let Some((role, starts, rest)) = office(clause) {
        let found = known(rest).into_iter().filter(|(title, _)| starts.iter().any(|start| title.starts_with(start)));
        return found
            .map(|(title, end)| {
                let (title, rest) = placed(title, &rest[end..]);
                (Body { title, role: Some(role.to_owned()) }, rest)
            })
            .collect();
    }
    if let Some((role, title, end)) = officer(clause) {
        let rest = &clause[end..];
        let role = Some(role.to_owned());
        let owned = [" của ", " tại ", " thuộc "].iter().find_map(|word| rest.strip_prefix(word));
        if let Some((of, end, rest)) =
            owned.and_then(|rest| known(rest).into_iter().next().map(|(title, end)| (title, end, rest)))
        {
            let (title, rest) = placed(of, &rest[end..]);
            return vec![(Body { title, role }, rest)];
        }
        return vec![(Body { title: title.to_owned(), role }, rest)];
    }
    let found = known(clause).into_iter().map(|(title, end)| {
        let (title, rest) = placed(title, &clause[end..]);
        (Body { title, role: None }, rest)
    });
    found.collect()
}

/// A title with the proper name of a place that follows it; that it is one of the provinces says nothing.
fn placed<'a>(title: &str, rest: &'a str) -> (String, &'a str) {
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\s*,?\s*(?:các |cấp |của các )?(?:[Tt]ỉnh(?:\s?[,/]\s?(?:[Tt]hành phố|TP))?(?: trực thuộc [Tt]rung ương)?|[Tt]hành phố trực thuộc [Tt]rung ương)(?:\s|,|;|:|$|/|\()",
        )
    });
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\s*(?:-\s*)?([Tt]ỉnh|[Tt]hành phố|TP\.?|[Xx]ã|[Pp]hường)\s*(HCM|\p{Lu}\p{Ll}*(?:[ -]\p{Lu}\p{Ll}*){0,3})",
        )
    });
    if let Some(place) = PLACE.captures(rest) {
        let kind = match place[1].to_lowercase().trim_end_matches('.') {
            "tp" => "thành phố".to_owned(),
            kind => kind.to_owned(),
        };
        let name = if &place[2] == "HCM" { "Hồ Chí Minh" } else { &place[2] };
        return (format!("{title} {kind} {name}"), &rest[place[0].len()..]);
    }
    let of_province = ["Sở ", "Công an cấp tỉnh", "Trung tâm Phục vụ hành chính công"];
    if of_province.iter().any(|start| title.starts_with(start))
        && let Some(kind) = KIND.find(rest)
    {
        let end = kind.as_str().trim_end_matches([' ', ',', ';', ':', '/', '(']).len();
        let title = if title == "Trung tâm Phục vụ hành chính công" {
            "Trung tâm Phục vụ hành chính công cấp tỉnh"
        } else {
            title
        };
        return (title.to_owned(), &rest[end..]);
    }
    (title.to_owned(), rest)
}

/// What follows a body, without notes in brackets and the body that it belongs to.
fn after<'a>(body: &Body, rest: &'a str) -> &'a str {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*\([^()]{0,300}\)"));
    let mut rest = rest;
    loop {
        if let Some(note) = NOTE.find(rest) {
            rest = &rest[note.end()..];
            continue;
        }
        let owner = [" thuộc ", " trực thuộc ", " của ", " tại ", " - ", ", "].iter().find_map(|word| {
            let owner = rest.strip_prefix(word)?;
            let (title, end) = known(owner).into_iter().next()?;
            // Behind a comma or a dash only the ministry of a department is its owner.
            let of_department = body.title.starts_with("Cục ") && title.starts_with("Bộ ");
            let clear = !matches!(*word, " - " | ", ") || of_department;
            clear.then(|| &owner[end..])
        });
        match owner {
            Some(following) => rest = placed("", following).1,
            None => return rest,
        }
    }
}

/// Another body that may act instead.
fn alternative<'a>(rest: &'a str, before: &[Body]) -> Option<(Body, &'a str)> {
    let trimmed = rest.trim_start();
    let (following, sure) = ["hoặc ", "và/hoặc ", "/", ", hoặc "]
        .iter()
        .find_map(|word| trimmed.strip_prefix(word).map(|following| (following, true)))
        .or_else(|| trimmed.strip_prefix(", ").map(|following| (following, false)))?;
    let (mut body, rest) = bodies(following.trim_start()).into_iter().next()?;
    // `Giám đốc Sở A/Sở B` are two directors.
    if body.role.is_none() {
        body.role = before.first().and_then(|first| first.role.clone());
    }
    // A land registration office and its branches share their work by place.
    let branches = before.iter().all(|known| known.title.starts_with("Văn phòng đăng ký đất đai"))
        && body.title.starts_with("Chi nhánh Văn phòng đăng ký đất đai");
    (sure || branches).then_some((body, rest))
}

/// The verb and what stands before it, if a verb follows at all.
fn predicate(rest: &str) -> Option<(&str, &str)> {
    static SET_OFF: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^\s*,?\s*(?:trong|chậm nhất|không quá|sau khi|căn cứ|trên cơ sở|khi|ngay|ngay sau khi|nơi|trên địa bàn|theo thẩm quyền|theo phân cấp|có thẩm quyền)\b",
        )
    });
    let bare = rest.trim_start();
    if bare.is_empty() || bare.starts_with(':') {
        return Some(("", bare));
    }
    if verbs::begins(bare) {
        return Some(("", bare));
    }
    // A time, an occasion or a place may stand between the body and its verb.
    let start = SET_OFF.find(rest)?.end();
    let end = rest.char_indices().map(|(at, _)| at).take_while(|at| *at < 360).last().unwrap_or(0);
    let window = &rest[..end.max(start)];
    let breaks = window.find([';', ':']).unwrap_or(window.len());
    let mut places: Vec<usize> =
        window[..breaks].match_indices(", ").map(|(at, mark)| at + mark.len()).filter(|at| *at > start).collect();
    let duties = [
        "phải ",
        "có trách nhiệm ",
        "thực hiện ",
        "tiến hành ",
        "tổ chức ",
        "xem xét",
        "thẩm định",
        "kiểm tra",
        "cấp ",
    ];
    for duty in duties {
        places.extend(window[..breaks].match_indices(duty).map(|(at, _)| at).filter(|at| *at > start));
    }
    places.sort_unstable();
    let at = places.into_iter().find(|at| verbs::begins(&rest[*at..]))?;
    // What depends on a case is not what the body does in every case.
    let between = &rest[..at];
    let doubtful = ["nếu ", "trường hợp"].iter().any(|word| between.to_lowercase().contains(word));
    (!doubtful).then_some((between, &rest[at..]))
}
