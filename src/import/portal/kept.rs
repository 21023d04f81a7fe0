//! What has no place in the language, as text; and the proof that no word of a record is lost: a line with a word that was
//! not written anywhere is added.

use super::paper::unlisted;
use super::record::{Line, Record};
use std::collections::HashSet;

/// The words of a text: letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Sections of text under labels.
#[derive(Debug, Default)]
pub(super) struct Kept {
    text: String,
}

impl Kept {
    /// Adds lines under a label; a single line stands beside it.
    pub(super) fn add(&mut self, label: &str, words: &str) {
        let words = words.trim_matches('\n');
        if words.trim().is_empty() {
            return;
        }
        if label.is_empty() {
            self.text.push_str(words);
        } else if words.contains('\n') {
            self.text.push_str(&format!("{label}:\n{words}"));
        } else {
            self.text.push_str(&format!("{label}: {words}"));
        }
        self.text.push('\n');
    }

    /// Everything that was kept.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Adds every line of the record that has a word which is neither in `written` nor here. Returns how many there were.
    pub(super) fn add_lost(&mut self, record: &Record, written: &str) -> usize {
        let here = [written, &self.text].map(str::to_lowercase);
        // Amounts are written in groups of three, with the currency's code.
        let amounts = written.split_whitespace().filter(|word| word.contains('.')).map(|word| word.replace('.', ""));
        let amounts: Vec<String> = amounts.chain(["vnđ".to_owned()]).collect();
        let mut known: HashSet<&str> = here.iter().flat_map(|text| words(text)).collect();
        known.extend(amounts.iter().map(String::as_str));
        let is_lost = |line: &&Line| words(&unlisted(&line.words).to_lowercase()).any(|word| !known.contains(word));
        let lost: Vec<&Line> = lines(record).into_iter().filter(is_lost).collect();
        for line in &lost {
            self.text.push_str(line.words.trim());
            self.text.push('\n');
        }
        lost.len()
    }
}

/// Every line with words of a record that are not codes of the format.
fn lines(record: &Record) -> Vec<&Line> {
    let Record { code, decision, title, levels: _, fields, steps, channels, papers, .. } = record;
    let mut all = vec![code, decision, title];
    all.extend(fields);
    for group in steps {
        all.extend(&group.heading);
        all.extend(&group.lines);
    }
    for time in channels.iter().flat_map(|channel| &channel.times) {
        all.extend(time.fees.iter().chain(&time.notes));
    }
    for part in papers {
        all.extend(&part.heading);
        all.extend(part.papers.iter().flat_map(|paper| paper.lines.iter().chain(&paper.remarks)));
    }
    let Record { performers, deciders, delegates, partners, results, laws, conditions, linked, rest, .. } = record;
    all.extend([performers, deciders, delegates, partners, results, conditions, linked].into_iter().flatten());
    all.extend(laws.iter().flat_map(|law| &law.rest));
    all.extend(rest.iter().flat_map(|(_, lines)| lines));
    all.retain(|line| !line.is_nothing());
    all
}
