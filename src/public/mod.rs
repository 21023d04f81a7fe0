//! The public view: what a catalogue says of its procedures, steps, papers and bodies, under names that do not change. Rules
//! that users write read it. A field is one line in a table here; the reference in `docs/` is written from these tables.
//!
//! What is not written is [`Value::Absent`], never zero, empty or no.

mod filing;
mod government;
mod paper;
mod procedure;
mod reference;
mod step;
mod words;

pub use reference::reference;

use crate::analysis::Facts;
use crate::base::{Language, Span, Text, similar};
use crate::model::{
    Agency, Catalogue, Channel, Citation, Delegation, Demand, Fee, FeeRow, Law, LawRef, Outcome, Paper, Place,
    Requirement, Step,
};
use crate::time::Date;
use std::borrow::Cow;

/// A kind of thing that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A procedure in force, its cases and its adaptations.
    Procedure,
    /// A step of a process.
    Step,
    /// A paper that a dossier asks for.
    Document,
    /// A requirement (yêu cầu, điều kiện).
    Requirement,
    /// A row of a fee or charge.
    Fee,
    /// A way of filing.
    Channel,
    /// A result.
    Result,
    /// A transfer of power.
    Delegation,
    /// An instrument.
    Law,
    /// A kind of body.
    Agency,
    /// A body in its territory.
    Place,
}

impl Subject {
    /// Every subject, in the order of the reference.
    pub const ALL: &'static [Self] = &[
        Self::Procedure,
        Self::Step,
        Self::Document,
        Self::Requirement,
        Self::Fee,
        Self::Channel,
        Self::Result,
        Self::Delegation,
        Self::Law,
        Self::Agency,
        Self::Place,
    ];

    /// The word for it in rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Procedure => "procedure",
            Self::Step => "step",
            Self::Document => "document",
            Self::Requirement => "requirement",
            Self::Fee => "fee",
            Self::Channel => "channel",
            Self::Result => "result",
            Self::Delegation => "delegation",
            Self::Law => "law",
            Self::Agency => "agency",
            Self::Place => "place",
        }
    }

    /// What a reader calls it.
    pub fn title(self) -> Text {
        let (en, vi) = match self {
            Self::Procedure => ("procedure", "thủ tục"),
            Self::Step => ("step of the process", "bước của quy trình"),
            Self::Document => ("paper of the dossier", "giấy tờ trong thành phần hồ sơ"),
            Self::Requirement => ("requirement", "yêu cầu, điều kiện"),
            Self::Fee => ("row of a fee or charge", "mức phí, lệ phí"),
            Self::Channel => ("way of filing", "cách thức nộp hồ sơ"),
            Self::Result => ("result", "kết quả"),
            Self::Delegation => ("transfer of power", "phân cấp, ủy quyền"),
            Self::Law => ("legal instrument", "văn bản pháp luật"),
            Self::Agency => ("kind of body", "loại cơ quan"),
            Self::Place => ("body in its territory", "cơ quan tại địa bàn"),
        };
        Text { en: en.into(), vi: vi.into() }
    }

    /// Whether it belongs to a procedure, so that a rule about it may also ask about the procedure.
    pub fn in_procedure(self) -> bool {
        !matches!(self, Self::Procedure | Self::Delegation | Self::Law | Self::Agency | Self::Place)
    }

    /// What can be asked of it.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Procedure => procedure::FIELDS,
            Self::Step => step::FIELDS,
            Self::Document => paper::DOCUMENT,
            Self::Requirement => paper::REQUIREMENT,
            Self::Result => paper::RESULT,
            Self::Fee => filing::FEE,
            Self::Channel => filing::CHANNEL,
            Self::Delegation => government::DELEGATION,
            Self::Law => government::LAW,
            Self::Agency => government::AGENCY,
            Self::Place => government::PLACE,
        }
    }

    /// The field of a name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// What kind of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Truth,
    /// A number of a unit, in English and in Vietnamese; empty for a plain count.
    Number(&'static str, &'static str),
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A day, `2026-11-21`.
    Date,
    /// Several of a kind.
    List(&'static Kind),
    /// A thing with fields of its own.
    Item(Subject),
}

/// A named thing that can be asked.
#[derive(Debug)]
pub struct Field {
    /// Its name; never renamed.
    pub name: &'static str,
    /// What kind of value it has.
    pub kind: Kind,
    /// A value that it may have, as a rule would write it.
    pub example: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// The same in Vietnamese.
    pub vi: &'static str,
    /// Reads it.
    pub read: for<'a> fn(&Item<'a>) -> Value<'a>,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Field {
    /// What it is.
    pub fn text(&self) -> Text {
        Text { en: self.en.into(), vi: self.vi.into() }
    }
}

/// A value of a field.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Not written: not known.
    Absent,
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A text, a word, a day.
    Text(Cow<'a, str>),
    /// Several.
    List(Vec<Value<'a>>),
    /// A thing.
    Item(Item<'a>),
}

/// The catalogue around a thing that belongs to no procedure, and the day.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The day for which is asked.
    pub as_of: Date,
}

/// One thing that can be looked at.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A view of a procedure.
    Procedure(&'a Facts<'a>),
    /// A step of it, and its place from 1.
    Step(&'a Facts<'a>, &'a Step, u32),
    /// A paper of a line of its dossier.
    Document(&'a Facts<'a>, &'a Demand, &'a Paper),
    /// A requirement.
    Requirement(&'a Facts<'a>, &'a Requirement),
    /// A row of a fee.
    Fee(&'a Facts<'a>, &'a Fee, &'a FeeRow),
    /// A way of filing.
    Channel(&'a Facts<'a>, &'a Channel),
    /// A result.
    Result(&'a Facts<'a>, &'a Outcome),
    /// A transfer of power.
    Delegation(Around<'a>, &'a Delegation),
    /// An instrument.
    Law(Around<'a>, &'a Law),
    /// A kind of body.
    Agency(Around<'a>, &'a Agency),
    /// A body in its territory.
    Place(Around<'a>, &'a Place),
}

impl<'a> Item<'a> {
    /// Where it is written: the smallest text that names it.
    pub fn span(&self) -> Span {
        match self {
            Self::Procedure(facts) => facts.procedure.name.span,
            Self::Step(_, step, _) => step.name.span,
            Self::Document(_, _, paper) => paper.document.name.span,
            Self::Requirement(_, requirement) => requirement.name.span,
            Self::Fee(_, _, row) => row.amount.span,
            Self::Channel(_, channel) => channel.kind.span,
            Self::Result(_, outcome) => outcome.document.name.span,
            Self::Delegation(_, delegation) => delegation.kind.span,
            Self::Law(_, law) => law.name.span,
            Self::Agency(_, agency) => agency.name.span,
            Self::Place(_, place) => place.name.span,
        }
    }

    /// The procedure that it belongs to, or is.
    pub fn procedure(&self) -> Option<&'a Facts<'a>> {
        match self {
            Self::Procedure(facts)
            | Self::Step(facts, ..)
            | Self::Document(facts, ..)
            | Self::Requirement(facts, _)
            | Self::Fee(facts, ..)
            | Self::Channel(facts, _)
            | Self::Result(facts, _) => Some(facts),
            Self::Delegation(..) | Self::Law(..) | Self::Agency(..) | Self::Place(..) => None,
        }
    }

    /// The day for which is asked.
    pub fn as_of(&self) -> Date {
        match self {
            Self::Delegation(around, _) | Self::Law(around, _) | Self::Agency(around, _) | Self::Place(around, _) => {
                around.as_of
            }
            _ => self.procedure().expect("the others belong to a procedure").settings.as_of,
        }
    }
}

/// Everything of a kind in one view of a procedure; `None` where it is not known what there is (no process is written).
pub fn items_of<'a>(facts: &'a Facts<'a>, subject: Subject) -> Option<Vec<Item<'a>>> {
    let procedure = facts.procedure;
    Some(match subject {
        Subject::Procedure => vec![Item::Procedure(facts)],
        Subject::Step => {
            let steps = procedure.process.as_ref()?.steps.iter().zip(1..);
            steps.map(|(step, place)| Item::Step(facts, step, place)).collect()
        }
        Subject::Document => {
            let lines = procedure.documents.iter();
            lines.flat_map(|line| line.any_of.iter().map(move |paper| Item::Document(facts, line, paper))).collect()
        }
        Subject::Requirement => procedure.conditions.iter().map(|one| Item::Requirement(facts, one)).collect(),
        Subject::Fee => {
            let fees = procedure.fees.iter();
            fees.flat_map(|fee| fee.rows.iter().map(move |row| Item::Fee(facts, fee, row))).collect()
        }
        Subject::Channel => procedure.channels.iter().map(|channel| Item::Channel(facts, channel)).collect(),
        Subject::Result => procedure.results.iter().map(|result| Item::Result(facts, result)).collect(),
        Subject::Delegation | Subject::Law | Subject::Agency | Subject::Place => Vec::new(),
    })
}

/// Everything of a kind that belongs to no procedure: all transfers of power, and the others as they are on the day.
pub fn items_around(around: Around<'_>, subject: Subject) -> Vec<Item<'_>> {
    let Around { catalogue, as_of } = around;
    match subject {
        Subject::Delegation => catalogue.delegations.iter().map(|one| Item::Delegation(around, one)).collect(),
        Subject::Law => catalogue.laws.all.iter().map(|all| Item::Law(around, all.near(as_of))).collect(),
        Subject::Agency => catalogue.agencies.all.iter().map(|all| Item::Agency(around, all.near(as_of))).collect(),
        Subject::Place => catalogue.places.all.iter().map(|all| Item::Place(around, all.near(as_of))).collect(),
        _ => Vec::new(),
    }
}

/// The field of any subject whose name is nearest to a word.
pub fn nearest(subject: Subject, word: &str) -> Option<&'static str> {
    let names = subject.fields().iter().map(|field| field.name);
    similar::nearest(word, names.clone()).or_else(|| {
        // The words of a name in another order, or only some of them: `hours` for `working_hours`.
        names
            .into_iter()
            .find(|name| name.split('_').any(|part| part == word || word.split('_').any(|w| w == part && w.len() > 3)))
    })
}

// What the tables are written with.

/// One table of fields: `Item::Step(facts, step) => "name": Kind::Text, "\"receive\"", "…", "…", text(…);`.
macro_rules! fields {
    ($subject:pat => $($name:literal: $kind:expr, $example:literal, $en:literal, $vi:literal, $read:expr;)*) => {
        &[$($crate::public::Field {
            name: $name,
            kind: $kind,
            example: $example,
            en: $en,
            vi: $vi,
            read: |item| match item {
                #[allow(unused_variables, reason = "a field reads the item, what is around it, or both")]
                $subject => $read,
                _ => $crate::public::Value::Absent,
            },
        }),*]
    };
}
use fields;

/// A plain count.
const COUNT: Kind = Kind::Number("", "");
const TEXTS: Kind = Kind::List(&Kind::Text);

fn text(words: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(words))
}

fn maybe(words: Option<&str>) -> Value<'_> {
    words.map_or(Value::Absent, text)
}

fn owned<'a>(words: String) -> Value<'a> {
    Value::Text(Cow::Owned(words))
}

fn day<'a>(date: Option<Date>) -> Value<'a> {
    date.map_or(Value::Absent, |date| owned(date.to_string()))
}

fn count<'a>(count: usize) -> Value<'a> {
    Value::Number(count as f64)
}

fn number<'a>(number: Option<f64>) -> Value<'a> {
    number.map_or(Value::Absent, Value::Number)
}

fn hundredths<'a>(hundredths: Option<i64>, per: i64) -> Value<'a> {
    number(hundredths.map(|hundredths| hundredths as f64 / per as f64))
}

fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> Value<'a> {
    Value::List(words.into_iter().map(text).collect())
}

fn things(items: Option<Vec<Item<'_>>>) -> Value<'_> {
    items.map_or(Value::Absent, |items| Value::List(items.into_iter().map(Value::Item).collect()))
}

/// The instruments that are cited, as they are written.
fn cited(basis: &[Citation]) -> Value<'_> {
    list(basis.iter().map(|citation| match &citation.law {
        LawRef::Registered(law) => law.name.text.as_str(),
        LawRef::Quoted(title) => title.text.as_str(),
    }))
}

/// A value as a sentence shows it.
pub fn show(value: &Value<'_>, language: Language) -> String {
    match value {
        Value::Absent => language.pick("unknown", "chưa rõ").to_owned(),
        Value::Truth(truth) => language.pick(["no", "yes"], ["không", "có"])[usize::from(*truth)].to_owned(),
        Value::Number(number) => {
            let rounded = (number * 100.0).round() / 100.0;
            let shown = if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() };
            language.pick(shown.clone(), shown.replace('.', ","))
        }
        Value::Text(text) => text.clone().into_owned(),
        Value::List(values) => values.iter().map(|value| show(value, language)).collect::<Vec<_>>().join(", "),
        Value::Item(item) => match (item_name(item), language) {
            (Value::Absent, _) => String::new(),
            (name, language) => show(&name, language),
        },
    }
}

/// What a sentence calls a thing: its title, else its name.
fn item_name<'a>(item: &Item<'a>) -> Value<'a> {
    let subject = item.subject();
    let read = |name: &str| subject.field(name).map_or(Value::Absent, |field| (field.read)(item));
    match read("title") {
        Value::Absent => read("name"),
        title => title,
    }
}

impl Item<'_> {
    /// What it is.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Procedure(_) => Subject::Procedure,
            Self::Step(..) => Subject::Step,
            Self::Document(..) => Subject::Document,
            Self::Requirement(..) => Subject::Requirement,
            Self::Fee(..) => Subject::Fee,
            Self::Channel(..) => Subject::Channel,
            Self::Result(..) => Subject::Result,
            Self::Delegation(..) => Subject::Delegation,
            Self::Law(..) => Subject::Law,
            Self::Agency(..) => Subject::Agency,
            Self::Place(..) => Subject::Place,
        }
    }
}
