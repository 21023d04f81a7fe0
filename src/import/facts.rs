//! What decides at a gateway, as facts of the language: read from the expression of an engine where it is a plain test of
//! variables, else made of the labels of the ways.

use super::{Names, quoted};
use crate::base::Language;
use std::collections::BTreeMap;

/// An expression of an engine, as far as it can be said in the language.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    /// A variable by itself.
    Holds(String),
    /// A variable, a comparison, a value.
    Test(String, &'static str, Value),
}

/// What a variable is compared with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Truth(bool),
    Number(String),
    Word(String),
}

/// Longer expressions are kept as text.
const LONGEST: usize = 2000;

/// Deeper brackets are kept as text.
const DEEPEST: usize = 16;

/// Reads `${a and b == 'x'}`, `#{…}`, `=a`, `a && !b`. Nothing else than tests of variables is an expression here.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let inner = text
        .strip_prefix("${")
        .or_else(|| text.strip_prefix("#{"))
        .and_then(|rest| rest.strip_suffix('}'))
        .or_else(|| text.strip_prefix('='))
        .unwrap_or(text);
    let mut reader = Reader { words: words(inner)?, at: 0, depth: 0 };
    let read = reader.any()?;
    (reader.at == reader.words.len()).then_some(read)
}

#[derive(Debug, Clone, PartialEq)]
enum Word {
    Name(String),
    Number(String),
    Quoted(String),
    Sign(&'static str),
}

const SIGNS: [(&str, &str); 17] = [
    ("===", "is"),
    ("!==", "is not"),
    ("==", "is"),
    ("!=", "is not"),
    ("<>", "is not"),
    (">=", "at least"),
    ("<=", "at most"),
    ("&&", "and"),
    ("||", "or"),
    (">", "more than"),
    ("<", "less than"),
    ("=", "is"),
    ("!", "not"),
    ("(", "("),
    (")", ")"),
    ("“", "\""),
    ("”", "\""),
];

const NAMED: [(&str, &str); 9] = [
    ("and", "and"),
    ("or", "or"),
    ("not", "not"),
    ("eq", "is"),
    ("ne", "is not"),
    ("ge", "at least"),
    ("le", "at most"),
    ("gt", "more than"),
    ("lt", "less than"),
];

fn words(text: &str) -> Option<Vec<Word>> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '\'' || first == '"' {
            let end = rest[1..].find(first)?;
            out.push(Word::Quoted(rest[1..=end].to_owned()));
            rest = &rest[end + 2..];
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
            out.push(Word::Number(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
            let word = &rest[..end];
            let sign = NAMED.iter().find(|(name, _)| word.eq_ignore_ascii_case(name));
            out.push(sign.map_or_else(|| Word::Name(word.to_owned()), |(_, sign)| Word::Sign(sign)));
            rest = &rest[end..];
        } else {
            let (sign, meaning) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
            out.push(Word::Sign(meaning));
            rest = &rest[sign.len()..];
        }
        rest = rest.trim_start();
    }
    Some(out)
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.words.get(self.at), Some(Word::Sign(word)) if *word == sign);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self) -> Option<Expression> {
        let mut parts = vec![self.all()?];
        while self.takes("or") {
            parts.push(self.all()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expression::Any(parts)) }
    }

    fn all(&mut self) -> Option<Expression> {
        let mut parts = vec![self.one()?];
        while self.takes("and") {
            parts.push(self.one()?);
        }
        if parts.len() == 1 { parts.pop() } else { Some(Expression::All(parts)) }
    }

    fn one(&mut self) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let read = if self.takes("not") {
            Some(Expression::Not(Box::new(self.one()?)))
        } else if self.takes("(") {
            let inner = self.any()?;
            self.takes(")").then_some(inner)
        } else {
            self.test()
        };
        self.depth -= 1;
        read
    }

    fn test(&mut self) -> Option<Expression> {
        let Some(Word::Name(name)) = self.words.get(self.at).cloned() else { return None };
        if matches!(name.as_str(), "true" | "false" | "null") {
            return None;
        }
        self.at += 1;
        let comparison = match self.words.get(self.at) {
            Some(Word::Sign(sign @ ("is" | "is not" | "at least" | "at most" | "more than" | "less than"))) => *sign,
            // A call, or two names in a row.
            Some(Word::Sign("(" | "\"") | Word::Name(_) | Word::Number(_) | Word::Quoted(_)) => return None,
            _ => return Some(Expression::Holds(name)),
        };
        self.at += 1;
        let value = match self.words.get(self.at)? {
            Word::Quoted(word) => Value::Word(word.clone()),
            Word::Number(number) => Value::Number(number.clone()),
            Word::Name(word) if word == "true" => Value::Truth(true),
            Word::Name(word) if word == "false" => Value::Truth(false),
            _ => return None,
        };
        self.at += 1;
        let ordered = !matches!(comparison, "is" | "is not");
        if ordered && !matches!(value, Value::Number(_)) {
            return None;
        }
        Some(Expression::Test(name, comparison, value))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Truth,
    Number,
    Word,
    /// Used in ways that no one type has.
    Mixed,
}

#[derive(Debug)]
struct Fact {
    name: String,
    title: String,
    sort: Sort,
    values: Vec<(String, String)>,
    value_names: Names,
    found_by: Option<String>,
    /// Whether a condition that was written tests it.
    used: bool,
}

/// The facts of a procedure in the making.
#[derive(Debug)]
pub(super) struct Facts {
    names: Names,
    all: Vec<Fact>,
    variables: BTreeMap<String, usize>,
    language: Language,
}

impl Facts {
    /// None yet.
    pub(super) fn new(language: Language) -> Self {
        Self { names: Names::default(), all: Vec::new(), variables: BTreeMap::new(), language }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Learns from an expression of which types its variables are; to be told all before any is written.
    pub(super) fn learn(&mut self, expression: &Expression) {
        match expression {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| self.learn(part)),
            Expression::Not(inner) => self.learn(inner),
            Expression::Holds(name) => self.variable(name, Sort::Truth, None),
            Expression::Test(name, _, value) => match value {
                Value::Truth(_) => self.variable(name, Sort::Truth, None),
                Value::Number(_) => self.variable(name, Sort::Number, None),
                Value::Word(word) => self.variable(name, Sort::Word, Some(word)),
            },
        }
    }

    fn variable(&mut self, name: &str, sort: Sort, word: Option<&str>) {
        let index = if let Some(index) = self.variables.get(name) {
            *index
        } else {
            let fact = Fact {
                name: self.names.free(variable_name(name)),
                title: if variable_name(name) == name { String::new() } else { name.to_owned() },
                sort,
                values: Vec::new(),
                value_names: Names::default(),
                found_by: None,
                used: false,
            };
            self.all.push(fact);
            self.variables.insert(name.to_owned(), self.all.len() - 1);
            self.all.len() - 1
        };
        let fact = &mut self.all[index];
        if fact.sort != sort {
            fact.sort = Sort::Mixed;
        }
        if let Some(word) = word.filter(|word| !fact.values.iter().any(|(_, title)| title == word)) {
            let name = fact.value_names.fresh(word, "giá-trị");
            fact.values.push((name, word.to_owned()));
        }
    }

    /// The expression in words of the language; `None` if a variable is used in ways that no one type has.
    pub(super) fn condition(&self, expression: &Expression) -> Option<String> {
        let inner = |part: &Expression| {
            let words = self.condition(part)?;
            let plain = |part: &Expression| matches!(part, Expression::Holds(_) | Expression::Test(..));
            let simple = plain(part) || matches!(part, Expression::Not(inner) if plain(inner));
            Some(if simple { words } else { format!("({words})") })
        };
        let join = |parts: &[Expression], word: &str| {
            parts.iter().map(inner).collect::<Option<Vec<_>>>().map(|parts| parts.join(word))
        };
        match expression {
            Expression::All(parts) => join(parts, " and "),
            Expression::Any(parts) => join(parts, " or "),
            Expression::Not(part) => Some(format!("not {}", inner(part)?)),
            Expression::Holds(name) => self.known(name).map(|fact| fact.name.clone()),
            Expression::Test(name, comparison, value) => {
                let fact = self.known(name)?;
                let variable = &fact.name;
                Some(match value {
                    Value::Truth(truth) => {
                        let positive = *truth == (*comparison == "is");
                        if positive { variable.clone() } else { format!("not {variable}") }
                    }
                    Value::Number(number) => format!("{variable} {comparison} {}", plain_number(number)),
                    Value::Word(word) => {
                        let (value, _) = fact.values.iter().find(|(_, title)| title == word)?;
                        format!("{variable} {comparison} {value}")
                    }
                })
            }
        }
    }

    /// Takes note that an expression was written as a condition.
    pub(super) fn settle(&mut self, expression: &Expression) {
        match expression {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| self.settle(part)),
            Expression::Not(inner) => self.settle(inner),
            Expression::Holds(name) | Expression::Test(name, ..) => {
                if let Some(index) = self.variables.get(name) {
                    self.all[*index].used = true;
                }
            }
        }
    }

    fn known(&self, name: &str) -> Option<&Fact> {
        self.variables.get(name).map(|index| &self.all[*index]).filter(|fact| fact.sort != Sort::Mixed)
    }

    /// A fact made of the labels of the ways out of a gateway, and the condition of each way. `found_by` is the step after
    /// which it is known.
    pub(super) fn decide(&mut self, question: &str, labels: &[String], found_by: Option<String>) -> Vec<String> {
        let fallback = self.language.pick("decision", "quyết-định-rẽ-nhánh");
        let name = self.names.fresh(question, fallback);
        let mut fact = Fact {
            name: name.clone(),
            title: question.to_owned(),
            sort: Sort::Word,
            values: Vec::new(),
            value_names: Names::default(),
            found_by,
            used: true,
        };
        let truths: Option<Vec<bool>> = labels.iter().map(|label| truth(label)).collect();
        let conditions = match truths.as_deref() {
            Some([first, second]) if first != second => {
                fact.sort = Sort::Truth;
                [*first, *second].map(|yes| if yes { name.clone() } else { format!("not {name}") }).to_vec()
            }
            _ => {
                let mut conditions = Vec::new();
                for label in labels {
                    let value = fact.value_names.fresh(label, self.language.pick("way", "hướng"));
                    conditions.push(format!("{name} is {value}"));
                    fact.values.push((value, label.clone()));
                }
                conditions
            }
        };
        self.all.push(fact);
        conditions
    }

    /// The lines that declare the facts.
    pub(super) fn lines(&self) -> Vec<String> {
        let other = self.language.pick("other", "khác");
        let line = |fact: &Fact| {
            let sort = match fact.sort {
                Sort::Truth => "yes/no".to_owned(),
                Sort::Number => "number".to_owned(),
                Sort::Mixed => return None,
                Sort::Word => {
                    let mut values: Vec<String> = fact
                        .values
                        .iter()
                        .map(|(name, title)| {
                            if title.trim().is_empty() || name == title {
                                name.clone()
                            } else {
                                format!("{name} {}", quoted(title))
                            }
                        })
                        .collect();
                    // Whatever else the variable may be stays possible.
                    if fact.found_by.is_none() || values.len() < 2 {
                        values.push(fact.value_names.clone().fresh(other, other));
                    }
                    format!("one of {}", values.join(", "))
                }
            };
            let title = if fact.title.trim().is_empty() { String::new() } else { format!(" {}", quoted(&fact.title)) };
            let found = fact.found_by.as_ref().map_or_else(String::new, |step| format!(" found by {step}"));
            Some(format!("fact {} {sort}{title}{found}", fact.name))
        };
        self.all.iter().filter(|fact| fact.used).filter_map(line).collect()
    }
}

/// A variable as a name: dots and signs become hyphens.
fn variable_name(name: &str) -> String {
    name.chars().map(|c| if super::in_name(c) || c == '_' { c } else { '-' }).collect()
}

/// A number that nobody can read as thousands.
fn plain_number(number: &str) -> String {
    let number = number.trim_end_matches('.');
    match number.split_once('.') {
        Some((whole, part)) if part.len() == 3 => format!("{whole}.{part}0"),
        Some((whole, part)) => {
            format!("{whole}.{}", part.split('.').next().unwrap_or_default().chars().take(6).collect::<String>())
        }
        None => number.to_owned(),
    }
}

/// Whether a label says yes or no.
fn truth(label: &str) -> Option<bool> {
    let word = label.trim().trim_end_matches(['.', '!', '?']).to_lowercase();
    match word.as_str() {
        "yes" | "y" | "true" | "ja" | "oui" | "sí" | "si" | "sim" | "có" | "đúng" | "đạt" => Some(true),
        "no" | "n" | "false" | "nein" | "non" | "não" | "không" | "sai" | "không đạt" => Some(false),
        _ => None,
    }
}
