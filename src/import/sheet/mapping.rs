//! Which column holds what: said by a mapping file, else guessed from the headings that offices use.

use super::amount::Unit;
use super::grid::{Grid, Row};
use crate::base::similar::plain;
use crate::base::{FileId, Sink};
use crate::config::yaml::{self, Node, Value};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Number,
    Step,
    Unit,
    Person,
    Time,
    Form,
    Result,
    Note,
}

/// The words of the mapping file, and what headings say in short letters; a heading that begins so is meant.
const FIELDS: [(Field, &str, &[&str]); 8] = [
    (Field::Number, "number", &["stt", "tt", "sott", "sothutu", "thutu", "no", "buoc"]),
    (
        Field::Step,
        "step",
        &[
            "trinhtu",
            "noidungcongviec",
            "congviec",
            "noidung",
            "cacbuoc",
            "tenbuoc",
            "buocthuchien",
            "tencongviec",
            "hoatdong",
            "step",
            "task",
            "activity",
        ],
    ),
    (
        Field::Unit,
        "unit",
        &["donvi", "bophan", "coquan", "phongban", "noithuchien", "trachnhiem", "unit", "office", "department"],
    ),
    (Field::Person, "person", &["nguoithuchien", "canbo", "congchuc", "chucdanh", "nguoi", "person", "who", "role"]),
    (Field::Time, "time", &["thoigian", "thoihan", "time", "duration", "limit"]),
    (Field::Form, "form", &["bieumau", "maubieu", "mau", "form"]),
    (Field::Result, "result", &["ketqua", "sanpham", "result", "output"]),
    (Field::Note, "note", &["ghichu", "note", "remark"]),
];

/// What a mapping file says.
#[derive(Debug, Clone, Default)]
pub(super) struct Mapping {
    /// The sheet, where only one is meant.
    pub(super) sheet: Option<String>,
    /// The code and the title of the procedure.
    pub(super) procedure: Option<String>,
    pub(super) title: Option<String>,
    /// The unit of bare numbers.
    pub(super) unit: Option<Unit>,
    /// Heading or column letter of each field.
    columns: Vec<(Field, String)>,
}

/// Where a table begins and what its columns hold.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// The index of the row of headings.
    pub(super) heading: usize,
    pub(super) fields: BTreeMap<Field, usize>,
    /// The other columns with their headings.
    pub(super) others: BTreeMap<usize, String>,
    /// The unit of bare numbers.
    pub(super) unit: Option<Unit>,
}

/// Reads a mapping file; what it does not understand is returned as words for the report.
pub(super) fn read(text: &str) -> (Mapping, Vec<String>) {
    let mut out = Sink::default();
    let mut mapping = Mapping::default();
    let mut unknown = Vec::new();
    let root = yaml::parse(FileId(0), text, &mut out);
    unknown.extend(out.findings.iter().map(|finding| finding.message.en.clone()));
    let Some(Node { value: Value::Map(entries), .. }) = root else { return (mapping, unknown) };
    for (key, node) in entries {
        match (key.text.as_str(), node.value) {
            ("sheet", Value::Scalar(text)) => mapping.sheet = Some(text),
            ("procedure", Value::Scalar(text)) => mapping.procedure = Some(text),
            ("title", Value::Scalar(text)) => mapping.title = Some(text),
            ("unit-of-time", Value::Scalar(text)) => match Unit::named(&text) {
                Some(unit) => mapping.unit = Some(unit),
                None => unknown.push(format!("unit-of-time: {text}")),
            },
            ("columns", Value::Map(columns)) => {
                for (name, node) in columns {
                    let field = FIELDS.iter().find(|(_, word, _)| *word == name.text).map(|(field, ..)| *field);
                    match (field, node.value) {
                        (Some(field), Value::Scalar(heading)) => mapping.columns.push((field, heading)),
                        _ => unknown.push(format!("columns: {}", name.text)),
                    }
                }
            }
            (other, _) => unknown.push(other.to_owned()),
        }
    }
    (mapping, unknown)
}

impl Mapping {
    /// The tables of a sheet: every row that has a heading of the steps and at least one more begins one.
    pub(super) fn tables(&self, grid: &Grid) -> Vec<Columns> {
        grid.rows.iter().enumerate().filter_map(|(index, row)| self.headings(index, row)).collect()
    }

    fn headings(&self, index: usize, row: &Row) -> Option<Columns> {
        let mut fields = BTreeMap::new();
        let mut others = BTreeMap::new();
        let mut unit = self.unit;
        for (&column, cell) in &row.cells {
            let field = self.field(column, &cell.text).filter(|field| !fields.contains_key(field));
            match field {
                Some(field) => {
                    fields.insert(field, column);
                    if field == Field::Time {
                        unit = unit.or_else(|| in_brackets(&cell.text).and_then(Unit::named));
                    }
                }
                None => {
                    others.insert(column, cell.text.clone());
                }
            }
        }
        let step = fields.contains_key(&Field::Step);
        let more = [Field::Unit, Field::Person, Field::Time].iter().any(|field| fields.contains_key(field));
        (step && more).then_some(Columns { heading: index, fields, others, unit })
    }

    fn field(&self, column: usize, heading: &str) -> Option<Field> {
        if !self.columns.is_empty() {
            let letter = super::grid::place(1, column);
            let letter = letter.trim_end_matches('1');
            let named = |wanted: &str| plain(wanted) == plain(heading) || wanted.eq_ignore_ascii_case(letter);
            return self.columns.iter().find(|(_, wanted)| named(wanted)).map(|(field, _)| *field);
        }
        // A heading is short; a sentence that begins like one is none.
        if heading.chars().count() > 60 {
            return None;
        }
        let bare = plain(heading.split('(').next().unwrap_or(heading));
        let first = FIELDS.iter().find(|(_, _, words)| words.contains(&bare.as_str()));
        let begins =
            || FIELDS.iter().find(|(_, _, words)| words.iter().any(|word| word.len() > 3 && bare.starts_with(word)));
        first.or_else(begins).map(|(field, ..)| *field)
    }
}

/// What stands in brackets.
fn in_brackets(heading: &str) -> Option<&str> {
    heading.split_once('(')?.1.split_once(')').map(|(inner, _)| inner)
}
