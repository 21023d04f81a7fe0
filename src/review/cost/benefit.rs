//! Before and after: what a change saves a case and a year, and what must be known to say so.

use super::{Account, Payers, Range, Sheet};
use crate::base::{Language, Text};
use crate::model::{Atom, FactType, Given, OrUnknown, Procedure, Value};
use crate::review::{effect, mix};

/// What a change of a procedure saves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// The cost of a case before.
    pub before: Sheet,
    /// The cost of a case after.
    pub after: Sheet,
    /// Cases a year; `None`: not known, and no figure of a year is either.
    pub cases: Option<u64>,
    /// Where that number comes from.
    pub source: Option<String>,
    /// What is asked in some cases only and costs less: how many these are, nobody says. Each a noun phrase.
    pub sometimes: Vec<Text>,
    /// What is saved in those cases only that a register answers in full: how many these are, nobody says. Each a noun phrase.
    pub partly: Vec<Text>,
    /// The kind of case that both costs are counted for, where not every case is asked for the same papers.
    pub case: Option<Text>,
}

/// A share in ten-thousandths: 7744 is 77.44 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(pub i64);

impl Benefit {
    /// Of two sheets, the procedure whose cases are counted, and the kind of case that both are counted for
    /// ([`kind_of_case`]).
    pub fn of(before: Sheet, after: Sheet, procedure: &Procedure, given: &Given) -> Self {
        let volume = procedure.volume.as_ref();
        let cases = volume.and_then(|volume| match volume.per_year.value {
            OrUnknown::Known(cases) => Some(cases),
            OrUnknown::Unknown => None,
        });
        let source = volume.and_then(|volume| volume.source.as_ref()).map(|source| source.text.clone());
        let (old, new) = (before.applicant.in_case(given), after.applicant.in_case(given));
        let fewer = effect::papers_in(procedure, given) < effect::asked(procedure).count() as u32;
        let narrower = old.lines.len() < before.applicant.lines.len() || fewer;
        let sorted = old.lines.iter().chain(&new.lines).any(|line| line.when.is_some());
        let case = Some(in_words(procedure, given)).filter(|words| (narrower || sorted) && !words.en.is_empty());
        let sometimes = sometimes(&old, &new);
        let (before, after) = (Sheet { applicant: old, ..before }, Sheet { applicant: new, ..after });
        Self { before, after, cases, source, sometimes, partly: Vec::new(), case }
    }

    /// The same where something is saved in those cases only that registers answer in full; each a noun phrase, none twice.
    #[must_use]
    pub fn only_where(mut self, partly: impl Iterator<Item = Text>) -> Self {
        for one in partly {
            if !self.partly.contains(&one) {
                self.partly.push(one);
            }
        }
        self
    }

    /// Whether every case saves what is saved.
    pub fn is_in_every_case(&self) -> bool {
        self.sometimes.is_empty() && self.partly.is_empty()
    }

    /// Who applies.
    pub fn payers(&self) -> Payers {
        self.before.payers
    }

    /// What applying for one case costs less.
    pub fn per_case(&self) -> Option<Range> {
        saved(&self.before.applicant, &self.after.applicant)
    }

    /// The same in a year; not where only some cases save it.
    pub fn per_year(&self) -> Option<Range> {
        self.per_case()?.times(self.cases.filter(|_| self.is_in_every_case())?)
    }

    /// What working one case costs less.
    pub fn office_per_case(&self) -> Option<Range> {
        let counted = !self.before.office.lines.is_empty() && self.missing_office().is_empty();
        saved(&self.before.office, &self.after.office).filter(|_| counted)
    }

    /// The same in a year.
    pub fn office_per_year(&self) -> Option<Range> {
        self.office_per_case()?.times(self.cases?)
    }

    /// The saving as a share of the cost before, as the form has it; of a cost that is not known in full there is none.
    pub fn rate(&self) -> Option<Rate> {
        if !self.before.applicant.missing.is_empty() {
            return None;
        }
        Rate::of(self.before.applicant.total()?.base, self.after.applicant.total()?.base)
    }

    /// What is not known of one of the two states only: what both lack cancels out of the difference.
    pub fn missing(&self) -> Vec<Text> {
        let mut missing = apart(&self.before.applicant, &self.after.applicant);
        if self.cases.is_none() {
            missing.push(crate::text!(en: "the number of cases a year", vi: "số hồ sơ mỗi năm"));
        }
        missing.extend(self.sometimes.iter().map(|Text { en, vi }| {
            crate::text!(en: "in how many cases it is asked: {en}", vi: "tỷ lệ hồ sơ phải nộp, phải làm: {vi}")
        }));
        missing.extend(
            self.partly.iter().map(
                |Text { en, vi }| crate::text!(en: "in how many cases it holds: {en}", vi: "tỷ lệ hồ sơ có: {vi}"),
            ),
        );
        missing
    }

    /// What is not known before and after alike: no sum counts it, and the difference needs none of it.
    pub fn missing_in_both(&self) -> Vec<Text> {
        let (before, after) = (&self.before.applicant.missing, &self.after.applicant.missing);
        before.iter().filter(|what| after.contains(what)).cloned().collect()
    }

    /// The same of the administration's work.
    pub fn missing_office(&self) -> Vec<Text> {
        apart(&self.before.office, &self.after.office)
    }
}

/// The kind of case that a change is counted for: where papers exclude each other, the one that saves most money, of such the
/// one that saves most papers, and of such the dearest.
pub fn kind_of_case((before, old): (&Sheet, &Procedure), (after, new): (&Sheet, &Procedure)) -> Given {
    let priced = before.applicant.lines.iter().filter_map(|line| line.when.as_ref());
    let conditions = priced.chain(effect::asked(old).flatten());
    let weight = |given: &Given| {
        let (before, after) = (before.applicant.in_case(given), after.applicant.in_case(given));
        let papers = i64::from(effect::papers_in(old, given)) - i64::from(effect::papers_in(new, given));
        (saved(&before, &after).map(|saved| saved.base), papers, before.total().map(|total| total.base))
    };
    // Of equals the first: the order of kinds is that of the text.
    mix::kinds(old, conditions).into_iter().rev().max_by_key(weight).unwrap_or_default()
}

/// A kind of case as readers call its facts.
fn in_words(procedure: &Procedure, given: &Given) -> Text {
    let (mut en, mut vi) = (Vec::new(), Vec::new());
    for (atom, value) in given {
        let Atom::Fact(id) = atom else { continue };
        let fact = procedure.fact(*id);
        let shown = fact.title.as_ref().map(|title| format!("“{}”: ", title.text));
        match (value, &fact.kind) {
            (Value::Truth(holds), _) => {
                let shown = shown.unwrap_or_else(|| format!("{}: ", fact.name.text));
                en.push(format!("{shown}{}", if *holds { "yes" } else { "no" }));
                vi.push(format!("{shown}{}", if *holds { "có" } else { "không" }));
            }
            (Value::Choice(choice), FactType::OneOf(choices)) => {
                let Some((name, title)) = choices.get(*choice as usize) else { continue };
                let choice = title.as_ref().map_or(&name.text, |title| &title.text);
                // What is chosen from says what the fact is about, where the fact has no title.
                let said = format!("{}{choice}", shown.unwrap_or_default());
                en.push(said.clone());
                vi.push(said);
            }
            _ => {}
        }
    }
    Text { en: en.join("; "), vi: vi.join("; ") }
}

/// What costs otherwise after the change and arises in some cases only.
fn sometimes(before: &Account, after: &Account) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for line in before.lines.iter().filter(|line| line.when.is_some() && line.amount.base > 0) {
        let stays = after.lines.iter().any(|other| other.what == line.what && other.amount == line.amount);
        // A paper may be asked for in several ways, each with its line.
        if !stays && !found.contains(&line.what) {
            found.push(line.what.clone());
        }
    }
    found
}

fn saved(before: &Account, after: &Account) -> Option<Range> {
    before.total()?.minus(after.total()?)
}

fn apart(before: &Account, after: &Account) -> Vec<Text> {
    let only = |one: &Account, other: &Account| -> Vec<Text> {
        one.missing.iter().filter(|what| !other.missing.contains(what)).cloned().collect()
    };
    [only(before, after), only(after, before)].concat()
}

impl Rate {
    /// How much less `after` is than `before`, of `before`; rounded to the nearest hundredth of a per cent.
    pub fn of(before: i64, after: i64) -> Option<Self> {
        let (before, saved) = (i128::from(before), i128::from(before) - i128::from(after));
        if before <= 0 {
            return None;
        }
        i64::try_from((saved * 20_000 + before).div_euclid(2 * before)).ok().map(Self)
    }

    /// `77,44%`.
    pub fn show(self, language: Language) -> String {
        let (whole, rest) = (self.0.abs() / 100, self.0.abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{whole}{}{rest:02}%", language.pick(".", ","))
    }
}
