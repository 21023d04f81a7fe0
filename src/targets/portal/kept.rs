//! The published wording that no statement took over, as importers leave it: blocks of lines under the portal's own labels.

use crate::model::ChannelKind;

/// The portal's word for a way of filing.
pub(super) fn word(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Online => "ONLINE",
        ChannelKind::Counter => "DIRECT",
        ChannelKind::Post => "POSTAL",
    }
}

/// The labels under which wording is kept; such a line ends the block above it.
const LABELS: [&str; 14] = [
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Loại thủ tục",
    "Từ khóa",
    "Mô tả",
    "Đối tượng thực hiện",
    "Cơ quan thực hiện",
    "Địa chỉ tiếp nhận HS",
    "Cơ quan được ủy quyền",
    "Cơ quan phối hợp",
    "Kết quả thực hiện",
    "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện",
];

/// Entries of the dossier under a heading.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Group {
    /// The heading; empty: none.
    pub(super) heading: String,
    /// Its entries.
    pub(super) entries: Vec<Entry>,
}

/// An entry of the dossier that could not be read as a paper.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Its lines.
    pub(super) lines: Vec<String>,
    /// Originals and copies; `None`: not said.
    pub(super) counts: Option<(u32, u32)>,
}

/// How a dossier is filed, in words.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Way {
    /// The ways of filing, as the portal calls them: `ONLINE, DIRECT`.
    pub(super) kinds: String,
    /// Each limit as it was published: `3 OTHER`.
    pub(super) limits: Vec<String>,
    /// Each fee as it was published.
    pub(super) fees: Vec<String>,
    /// What is said besides.
    pub(super) notes: Vec<String>,
}

/// The lines kept under a label, those of all its blocks; a block of one line stands beside its label.
pub(super) fn section<'t>(text: &'t str, label: &str) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let labelled = LABELS.iter().find_map(|known| Some((*known, line.strip_prefix(known)?.strip_prefix(':')?)));
        match labelled {
            Some((known, rest)) => {
                // What stands beside its label is the whole of it.
                open = known == label && rest.trim().is_empty();
                lines.extend(Some(rest.trim()).filter(|rest| known == label && !rest.is_empty()));
            }
            None if open => lines.push(line),
            None => {}
        }
    }
    lines
}

/// What was kept of the dossier: entries with their counts, below their headings.
pub(super) fn dossier(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    let mut open = false;
    for line in section(text, "Thành phần hồ sơ") {
        let group = groups.last_mut().expect("never empty");
        if let Some(heading) = line.strip_prefix("[ ") {
            let heading = heading.trim_end().trim_end_matches(']').trim_end().to_owned();
            groups.push(Group { heading, entries: Vec::new() });
            open = false;
        } else if let Some(counts) = line.trim_start().strip_prefix("Số lượng: Bản chính:").filter(|_| open) {
            let mut numbers = counts.split(", Bản sao:").map(|number| number.trim().parse().ok());
            if let (Some(Some(originals)), Some(Some(copies)), Some(entry)) =
                (numbers.next(), numbers.next(), group.entries.last_mut())
            {
                entry.counts = Some((originals, copies));
            }
            open = false;
        } else if let Some(entry) = group.entries.last_mut().filter(|_| open && !line.starts_with("- ")) {
            entry.lines.push(line.trim().to_owned());
        } else if line.starts_with(['-', '+']) {
            group.entries.push(Entry { lines: vec![line.trim().to_owned()], counts: None });
            open = true;
        }
    }
    groups
}

/// What was kept of the ways of filing.
pub(super) fn ways(text: &str) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for line in section(text, "Cách thức thực hiện") {
        let words = line.trim();
        if let Some(kinds) = words.strip_prefix("* Hình thức nộp: ") {
            ways.push(Way { kinds: kinds.to_owned(), ..Way::default() });
        }
        let Some(way) = ways.last_mut().filter(|_| !words.is_empty() && !words.starts_with("* Hình thức nộp: "))
        else {
            continue;
        };
        let begins_with_number = |limit: &&str| limit.starts_with(|c: char| c.is_ascii_digit());
        if let Some(limit) = words.strip_prefix("Thời hạn giải quyết: ").filter(begins_with_number) {
            way.limits.push(limit.to_owned());
        } else if let Some(fee) = words.strip_prefix("Phí, lệ phí: ") {
            way.fees.push(fee.to_owned());
        } else {
            way.notes.push(words.to_owned());
        }
    }
    ways
}
