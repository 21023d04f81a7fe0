//! Writes what the applicant must have and gets: papers, requirements, results.

use super::{Writer, cut};
use crate::import::portal::paper::{self, Demand};
use crate::import::portal::record::{Line, Record, joined, says_none};
use crate::import::portal::registered;
use crate::import::portal::understood::Understood;
use crate::import::{Page, quoted};

impl Writer<'_> {
    pub(super) fn papers(&mut self, page: &mut Page, understood: &Understood) -> (usize, usize) {
        let cases: Vec<_> = understood.parts.iter().filter(|part| part.case.is_some()).collect();
        // A paper that every case demands alike is a paper of the procedure.
        let common: Vec<&Demand> = match cases.as_slice() {
            [first, rest @ ..] if !rest.is_empty() => {
                first.papers.iter().filter(|paper| rest.iter().all(|case| case.papers.contains(paper))).collect()
            }
            _ => Vec::new(),
        };
        let entries = understood.record.papers.iter().map(|part| part.papers.len()).sum();
        let read = understood.parts.iter().map(|part| part.papers.len()).sum();
        for part in understood.parts.iter().filter(|part| part.case.is_none()) {
            for paper in &part.papers {
                self.paper(page, paper);
            }
        }
        for paper in &common {
            self.paper(page, paper);
        }
        for part in &understood.parts {
            let Some(case) = &part.case else {
                self.kept.add("Thành phần hồ sơ", &part.notes.join("\n"));
                continue;
            };
            let fact = self.fact(case);
            let name = self.names.free(format!("{}-{fact}", self.word("dossier", "hồ-sơ")));
            let mut body = Page::default();
            for paper in part.papers.iter().filter(|paper| !common.contains(paper)) {
                self.paper(&mut body, paper);
            }
            if !body.is_empty() {
                page.gap();
                page.braces(&format!("case {name} {} when {fact}", quoted(&cut(case))), &body);
            }
            let heading = format!("[ {case} ]");
            if !part.notes.is_empty() || body.is_empty() {
                self.kept.add("Thành phần hồ sơ", &format!("{heading}\n{}", part.notes.join("\n")));
            } else if cut(case) != *case {
                self.kept.add("Thành phần hồ sơ", &heading);
            }
        }
        (read, entries)
    }

    fn paper(&mut self, page: &mut Page, paper: &Demand) {
        let known = registered::of(paper);
        // The same type twice in one dossier needs a name of its own.
        let name = match known.filter(|name| self.types.insert(name)) {
            Some(name) => self.names.free(name.to_owned()),
            None => self.names.fresh(&paper.title, self.word("paper", "giấy-tờ")),
        };
        let mut line = format!("document {name} {}", quoted(&cut(&paper.title)));
        if let Some(form) = &paper.form {
            line.push_str(&format!(" form {}", quoted(form)));
        }
        for hand in &paper.hands {
            line.push(' ');
            line.push_str(hand);
        }
        if paper.if_any {
            line.push_str(" if any");
        }
        if let Some(when) = &paper.when {
            let fact = self.fact(when);
            line.push_str(&format!(" when {fact}"));
        }
        page.block(&line, |page| page.text(&paper.notes.join("\n")));
        if cut(&paper.title) != paper.title {
            self.kept.add("Thành phần hồ sơ", &paper.title);
        }
    }

    /// Requirements: an entry of the list each, what is indented under it included.
    pub(super) fn conditions(&mut self, page: &mut Page, record: &Record) {
        let whole = joined(&record.conditions);
        if says_none(&whole) {
            self.kept.add("Yêu cầu, điều kiện thực hiện", &whole);
            return;
        }
        let mut items: Vec<Vec<&Line>> = Vec::new();
        let marked = |line: &Line| begins_item(&line.words);
        let any = record.conditions.iter().any(marked);
        for line in &record.conditions {
            match items.last_mut() {
                Some(item) if any && !marked(line) => item.push(line),
                _ => items.push(vec![line]),
            }
        }
        if !record.conditions.is_empty() {
            page.gap();
        }
        let mut long = false;
        for (index, item) in items.iter().enumerate() {
            let words = item.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join(" ");
            let words = paper::bare(&words);
            let title = cut(words);
            long |= title != words;
            let name = self.names.free(format!("{}-{}", self.word("requirement", "yêu-cầu"), index + 1));
            page.line(&format!("condition {name} {}", quoted(&title)));
        }
        if long {
            self.kept.add("Yêu cầu, điều kiện thực hiện", &whole);
        }
    }

    pub(super) fn results(&mut self, page: &mut Page, record: &Record) {
        let mut written = false;
        for line in &record.results {
            for title in results(&line.words) {
                if !written {
                    page.gap();
                    written = true;
                }
                let name = self.names.fresh(&title, self.word("result", "kết-quả-giải-quyết"));
                page.line(&format!("result {name} {}", quoted(&cut(&title))));
                if cut(&title) != title {
                    self.kept.add("Kết quả thực hiện", &title);
                }
            }
        }
        // There is a result: which paper it is depends on a case that is told in words.
        if !written && record.results.iter().any(|line| of_case(paper::bare(&line.words))) {
            page.unresolved(self.word(
                "the source gives the result case by case, in words",
                "nguồn nêu kết quả theo từng trường hợp, bằng lời văn",
            ));
        }
    }
}

/// The results in a list: a comma separates two where what follows begins like the name of a paper.
fn results(words: &str) -> Vec<String> {
    const HEADS: [&str; 17] = [
        "Giấy ",
        "Quyết định",
        "Văn bản",
        "Thông báo",
        "Thẻ ",
        "Chứng chỉ",
        "Công văn",
        "Bản ",
        "Biên bản",
        "Phiếu ",
        "Hợp đồng",
        "Danh sách",
        "Báo cáo",
        "Trích lục",
        "Kết quả",
        "Chứng nhận",
        "Hồ sơ",
    ];
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in words.match_indices([',', ';']) {
        let after = words[at + 1..].trim_start();
        if after.starts_with(['-', '+']) || HEADS.iter().any(|head| after.starts_with(head)) {
            parts.push(&words[start..at]);
            start = words.len() - after.len();
        }
    }
    parts.push(&words[start..]);
    let trimmed = parts.into_iter().map(|part| {
        paper::bare(part).trim_start_matches([')', '.', ' ']).trim_end_matches([';', '.', ',']).trim().to_owned()
    });
    trimmed.filter(|part| part.contains(char::is_alphanumeric) && !of_case(part)).collect()
}

/// Whether words are said of a case and are no paper; they are kept in the text.
fn of_case(words: &str) -> bool {
    ["Trường hợp", "Bước "].iter().any(|word| words.starts_with(word))
}

fn begins_item(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.starts_with(['-', '•', '–'])
        || (first.ends_with(['.', ')'])
            && first.chars().count() <= 4
            && first.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ')' | '(')))
}
