//! Reads the text export of the national portal: labels at the line's beginning, indented lists below them.

use super::record::{Channel, Citation, Group, Line, Paper, Papers, Record, Time, said};
use crate::import::{Remark, Source, decoded};

/// The labels in the order of the export. A value may hold lines that look like labels: a label counts once, and only
/// after those before it.
const LABELS: [&str; 20] = [
    "Mã thủ tục",
    "Số quyết định",
    "Tên thủ tục",
    "Cấp thực hiện",
    "Loại thủ tục",
    "Lĩnh vực",
    "Trình tự thực hiện",
    "Cách thức thực hiện",
    "Thành phần hồ sơ",
    "Đối tượng thực hiện",
    "Cơ quan thực hiện",
    "Cơ quan có thẩm quyền",
    "Địa chỉ tiếp nhận HS",
    "Cơ quan được ủy quyền",
    "Cơ quan phối hợp",
    "Kết quả thực hiện",
    "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện",
    "Từ khóa",
    "Mô tả",
];

/// The line that opens every record.
const OPENING: &str = "Chi tiết thủ tục hành chính";

/// Reads a file with one record or several.
pub(super) fn read(source: &Source) -> Vec<Record> {
    let (text, broken) = decoded(&source.bytes);
    let lines: Vec<Line> =
        text.lines().enumerate().map(|(index, words)| Line { number: index + 1, words: words.to_owned() }).collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].words.trim() == OPENING).collect();
    let mut records: Vec<Record> = if starts.is_empty() {
        vec![record(&source.name, &lines)]
    } else {
        let ends = starts.iter().skip(1).copied().chain([lines.len()]);
        starts.iter().zip(ends).map(|(&start, end)| record(&source.name, &lines[start..end])).collect()
    };
    if let (Some(first), Some(line)) = (records.first_mut(), broken) {
        first.remarks.push(Remark::suspect(
            "not-utf8",
            &source.name,
            line,
            crate::text!(
                en: "letters that are not UTF-8 were replaced",
                vi: "có ký tự không phải UTF-8, đã được thay thế"
            ),
        ));
    }
    records
}

fn record(file: &str, lines: &[Line]) -> Record {
    let sections = sections(lines);
    let mut record =
        Record { file: file.to_owned(), line: lines.first().map_or(1, |line| line.number), ..Record::default() };
    for (label, lines) in sections {
        section(&mut record, label, &lines);
    }
    // The export fills the description from the conditions.
    let conditions = record.conditions.iter().map(|line| line.words.trim()).collect::<Vec<_>>();
    record.rest.retain(|(label, lines)| {
        *label != "Mô tả" || lines.iter().map(|line| line.words.trim()).collect::<Vec<_>>() != conditions
    });
    record
}

/// The lines of every label; what stands before the first one comes under no label.
fn sections(lines: &[Line]) -> Vec<(&'static str, Vec<Line>)> {
    let mut sections: Vec<(&'static str, Vec<Line>)> = vec![("", Vec::new())];
    let mut next = 0;
    for line in lines {
        let label = LABELS.iter().enumerate().skip(next).find_map(|(at, label)| {
            let rest = line.words.strip_prefix(label)?.strip_prefix(':')?;
            Some((at, *label, rest.trim()))
        });
        match label {
            // A label far ahead is more likely a line of a value, unless the labels between are missing altogether.
            Some((at, label, rest)) if at == next || !follows(lines, line.number, LABELS[next]) => {
                next = at + 1;
                sections.push((label, vec![Line { number: line.number, words: rest.to_owned() }]));
            }
            _ => sections.last_mut().expect("never empty").1.push(line.clone()),
        }
    }
    sections
}

/// Whether a label begins a later line.
fn follows(lines: &[Line], after: usize, label: &str) -> bool {
    lines
        .iter()
        .filter(|line| line.number > after)
        .any(|line| line.words.strip_prefix(label).is_some_and(|rest| rest.starts_with(':')))
}

fn section(record: &mut Record, label: &'static str, lines: &[Line]) {
    let first = lines.first().cloned().unwrap_or_default();
    let trimmed = || -> Vec<Line> {
        let trim = |line: &Line| Line { number: line.number, words: line.words.trim().to_owned() };
        said(lines.iter().map(trim).filter(|line| !line.words.is_empty()).collect())
    };
    let mut more = lines.iter().skip(1).filter(|line| !line.words.trim().is_empty());
    match label {
        "Mã thủ tục" => record.code = first,
        "Số quyết định" => record.decision = first,
        "Tên thủ tục" => {
            record.title = first;
            for line in more {
                record.title.words.push(' ');
                record.title.words.push_str(line.words.trim());
            }
            return;
        }
        "Cấp thực hiện" => record.levels = trimmed(),
        "Lĩnh vực" => record.fields = trimmed(),
        "Trình tự thực hiện" => {
            record.steps = vec![Group { heading: None, lines: trimmed() }];
            return;
        }
        "Cách thức thực hiện" => return channels(record, lines),
        "Thành phần hồ sơ" => return papers(record, lines),
        "Đối tượng thực hiện" => record.applicants = trimmed(),
        "Cơ quan thực hiện" => record.performers = trimmed(),
        "Cơ quan có thẩm quyền" => record.deciders = trimmed(),
        "Cơ quan được ủy quyền" => record.delegates = trimmed(),
        "Cơ quan phối hợp" => record.partners = trimmed(),
        "Kết quả thực hiện" => record.results = trimmed(),
        "Căn cứ pháp lý" => return laws(record, lines),
        "Yêu cầu, điều kiện thực hiện" => record.conditions = trimmed(),
        "" => record.rest.push(("", trimmed().into_iter().filter(|line| line.words != OPENING).collect())),
        other => record.rest.push((other, trimmed())),
    }
    let single = matches!(label, "Mã thủ tục" | "Số quyết định");
    if let Some(line) = more.next().filter(|_| single) {
        let rest: Vec<_> = std::iter::once(line).chain(more).cloned().collect();
        record.rest.push((label, rest));
    }
}

/// `  * Hình thức nộp: ONLINE` and what is indented below it.
fn channels(record: &mut Record, lines: &[Line]) {
    let mut loose = Vec::new();
    for line in lines {
        let words = line.words.trim();
        let value = |label: &str| {
            let rest = words.strip_prefix(label)?;
            Some(Line { number: line.number, words: rest.trim().to_owned() })
        };
        let indent = line.words.len() - line.words.trim_start().len();
        let channel = record.channels.last_mut();
        if let Some(kind) = value("* Hình thức nộp:").filter(|_| indent == 2) {
            record.channels.push(Channel { kind, times: Vec::new() });
        } else if let (Some(channel), Some(limit), 4) = (channel, value("Thời hạn giải quyết:"), indent) {
            channel.times.push(Time { limit, ..Time::default() });
        } else if words.is_empty() {
        } else {
            match record.channels.last_mut().and_then(|channel| channel.times.last_mut()) {
                None => loose.push(line.clone()),
                Some(time) => match value("Phí, lệ phí:").filter(|_| indent == 4 && time.notes.is_empty()) {
                    Some(fees) => {
                        let fee = |words: &str| Line { number: fees.number, words: words.trim().to_owned() };
                        time.fees = fees.words.split(" | ").map(fee).collect();
                    }
                    None if time.notes.is_empty() && indent != 4 => match time.fees.last_mut() {
                        // A long fee or limit goes on in the next line.
                        Some(fee) => fee.words.push_str(&format!("\n{words}")),
                        None => time.limit.words.push_str(&format!("\n{words}")),
                    },
                    None => time.notes.push(value("Mô tả:").filter(|_| indent == 4).unwrap_or_else(|| line.clone())),
                },
            }
        }
    }
    let loose = said(loose);
    if !loose.is_empty() {
        record.rest.push(("Cách thức thực hiện", loose));
    }
}

/// `  [ heading ]`, `    - paper`, `      Số lượng: Bản chính: 1, Bản sao: 0`.
fn papers(record: &mut Record, lines: &[Line]) {
    let mut groups: Vec<Papers> = vec![Papers::default()];
    let mut open: Option<Paper> = None;
    for line in lines.iter().filter(|line| !line.words.trim().is_empty()) {
        let words = line.words.trim();
        let here = |words: &str| Line { number: line.number, words: words.trim().to_owned() };
        if let Some(counts) = line.words.strip_prefix("      Số lượng:") {
            let mut paper = open.take().unwrap_or_default();
            let count = |label: &str| -> Option<u32> {
                let rest = counts.split_once(label)?.1.trim_start();
                rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
            };
            (paper.originals, paper.copies) = (count("Bản chính:"), count("Bản sao:"));
            if paper.originals.is_none() || paper.copies.is_none() {
                paper.remarks.push(here(words));
            }
            groups.last_mut().expect("never empty").papers.push(paper);
        } else if let Some(paper) = line.words.strip_prefix("    - ") {
            groups.last_mut().expect("never empty").papers.extend(open.take());
            open = Some(Paper { lines: vec![here(paper)], ..Paper::default() });
        } else if let (Some(heading), None) = (line.words.strip_prefix("  [ "), &open) {
            let heading = here(heading.trim_end().trim_end_matches(']'));
            groups.push(Papers { heading: Some(heading), papers: Vec::new() });
        } else if let Some(paper) = &mut open {
            paper.lines.push(here(words));
        } else if let Some(heading) =
            groups.last_mut().filter(|group| group.papers.is_empty()).and_then(|g| g.heading.as_mut())
        {
            heading.words.push_str(&format!("\n{}", words.trim_end_matches(" ]")));
        } else {
            open = Some(Paper { lines: vec![here(words)], ..Paper::default() });
        }
    }
    groups.last_mut().expect("never empty").papers.extend(open);
    groups.retain(|group| group.heading.is_some() || !group.papers.is_empty());
    let nothing = |group: &Papers| {
        group.heading.is_none() && group.papers.iter().all(|paper| paper.lines.iter().all(Line::is_nothing))
    };
    groups.retain(|group| !nothing(group));
    record.papers = groups;
}

/// `  * title (number)`; a long title goes on in the next line.
fn laws(record: &mut Record, lines: &[Line]) {
    let mut items: Vec<Line> = Vec::new();
    let mut loose = Vec::new();
    for line in lines.iter().filter(|line| !line.words.trim().is_empty()) {
        let words = line.words.trim();
        if let Some(item) = line.words.strip_prefix("  * ") {
            items.push(Line { number: line.number, words: item.trim().to_owned() });
        } else if let Some(item) = items.last_mut() {
            item.words.push_str(&format!("\n{words}"));
        } else {
            loose.push(Line { number: line.number, words: words.to_owned() });
        }
    }
    record.laws = items.into_iter().map(citation).collect();
    let loose = said(loose);
    if !loose.is_empty() {
        record.rest.push(("Căn cứ pháp lý", loose));
    }
}

/// The number stands in the last brackets.
fn citation(line: Line) -> Citation {
    let words = line.words.trim_end().trim_end_matches('.').to_owned();
    let split = words.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match split.filter(|(title, number)| !title.trim().is_empty() && !number.trim().is_empty()) {
        Some((title, number)) => Citation {
            title: Line { number: line.number, words: title.trim().to_owned() },
            number: number.trim().to_owned(),
            ..Citation::default()
        },
        None => Citation { title: line, ..Citation::default() },
    }
}
