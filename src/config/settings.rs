//! The settings of a catalogue: what `catalogue.yaml` may say, and what holds where it says nothing.

use crate::base::{FileId, Language, Sink, Span, Text, similar};
use crate::code;
use crate::config::costs::{Cost, cost};
use crate::config::levels::{Level, Levels};
use crate::config::overrides::{Judge, Override};
use crate::config::tables::Cell;
use crate::config::thresholds::Thresholds;
use crate::config::yaml::{self, INVALID, Node, Value};
use crate::time::{BadDate, Date};
use std::collections::BTreeMap;

code! {
    /// ## What it does
    /// Finds a key in `catalogue.yaml`, or a column of a table, that means nothing to this tool.
    /// ## Why it matters
    /// A misspelt key is not applied. The rest of the file is.
    /// ## Nội dung
    /// Tìm khóa trong `catalogue.yaml`, hoặc cột trong bảng, mà công cụ không hiểu.
    /// ## Vì sao
    /// Khóa viết sai không được áp dụng. Phần còn lại của tệp vẫn được dùng.
    /// ## Example
    /// ```yaml
    /// langauge: vi
    /// ```
    /// ## Instead
    /// ```yaml
    /// language: vi
    /// ```
    pub(super) static UNKNOWN_KEY = "config/unknown-key", Warning,
        en: "a setting that does not exist", vi: "thiết lập không tồn tại";
}

/// What is not law: how a catalogue is read, checked and built.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// What people call the catalogue.
    pub name: Option<String>,
    /// The language of messages that belong to no file, and of new files (default English).
    pub language: Language,
    /// The day as of which it is checked unless the user says otherwise.
    pub as_of: Option<Date>,
    /// The working calendar's file, relative to the catalogue.
    pub calendar: Option<Cell>,
    /// The table of places, relative to the catalogue.
    pub places: Option<Cell>,
    /// The table of staff, relative to the catalogue.
    pub staff: Option<Cell>,
    /// The table of reported figures, relative to the catalogue.
    pub reported: Option<Cell>,
    /// The list of known findings, relative to the catalogue.
    pub baseline: Option<Cell>,
    /// Levels by code and theme.
    pub levels: Levels,
    /// Levels of a part of the catalogue; the last one that is about a finding decides.
    pub overrides: Vec<Override>,
    /// What rules compare with.
    pub thresholds: Thresholds,
    /// Cost parameters.
    pub costs: Vec<Cost>,
    /// What `build` produces.
    pub build: Build,
}

/// What `build` produces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Build {
    /// Targets by name.
    pub targets: Vec<Cell>,
    /// The places to compile for, or `all` that receive a procedure; none: as published.
    pub at: Vec<Cell>,
    /// Whether proposals are written.
    pub review: bool,
    /// Whether process engines tell someone when a step is overdue that says nothing of what happens then.
    pub notices: bool,
}

impl Settings {
    /// Reads `catalogue.yaml`; mistakes are reported in place and everything else is kept.
    pub fn read(file: FileId, text: &str, out: &mut Sink) -> Self {
        let mut settings = Self::default();
        if let Some(root) = yaml::parse(file, text, out) {
            settings.take(&root, out);
        }
        settings
    }

    /// What decides on the severity of findings.
    pub fn judge(&self) -> Judge<'_> {
        Judge::new(&self.levels, &self.overrides)
    }

    fn take(&mut self, root: &Node, out: &mut Sink) {
        const KEYS: &[&str] = &[
            "name",
            "language",
            "as-of",
            "calendar",
            "baseline",
            "overrides",
            "tables",
            "levels",
            "thresholds",
            "costs",
            "build",
        ];
        let found = keys(root, KEYS, out);
        let get = |key: &str| found.get(key).copied();
        self.name = get("name").and_then(|node| word(node, out)).map(|cell| cell.text);
        self.calendar = get("calendar").and_then(|node| word(node, out));
        self.baseline = get("baseline").and_then(|node| word(node, out));
        self.as_of = get("as-of").and_then(|node| date(node, out));
        if let Some(language) = get("language") {
            self.language = choice(language, &["vi", "en"], out).map_or(self.language, |code| match code {
                "vi" => Language::Vi,
                _ => Language::En,
            });
        }
        if let Some(tables) = get("tables") {
            let tables = keys(tables, &["places", "staff", "reported"], out);
            self.places = tables.get("places").and_then(|node| word(node, out));
            self.staff = tables.get("staff").and_then(|node| word(node, out));
            self.reported = tables.get("reported").and_then(|node| word(node, out));
        }
        self.levels = levels(get("levels"), out);
        self.overrides = items(get("overrides"), out).iter().map(|node| one_override(node, out)).collect();
        if let Some(thresholds) = get("thresholds") {
            for (name, node) in keys(thresholds, Thresholds::NAMES, out) {
                let Some(written) = word(node, out) else { continue };
                if let Err(expected) = self.thresholds.read(name, &written.text) {
                    wrong(&written, expected, out);
                }
            }
        }
        self.costs = items(get("costs"), out).iter().filter_map(|node| cost(node, out)).collect();
        if let Some(build) = get("build") {
            let build = keys(build, &["targets", "at", "review", "notices"], out);
            let targets = items(build.get("targets").copied(), out);
            self.build.targets = targets.iter().filter_map(|node| word(node, out)).collect();
            self.build.at = words(build.get("at").copied(), out);
            let mut truth = |key| build.get(key).and_then(|node| choice(node, &["true", "false"], out)) == Some("true");
            self.build.review = truth("review");
            self.build.notices = truth("notices");
        }
    }
}

fn levels(node: Option<&Node>, out: &mut Sink) -> Levels {
    let mut levels = Levels::default();
    for (code, node) in node.map(|node| entries(node, out)).unwrap_or_default() {
        if let Some(level) = choice(node, Level::WORDS, out).and_then(Level::from_word) {
            levels.entries.insert(code.text.clone(), (code.clone(), level));
        }
    }
    levels
}

fn one_override(node: &Node, out: &mut Sink) -> Override {
    let found = keys(node, &["path", "level", "levels"], out);
    let get = |key: &str| found.get(key).copied();
    let mut paths = Vec::new();
    for cell in words(get("path"), out) {
        match globset::GlobBuilder::new(&cell.text).literal_separator(true).build() {
            Ok(glob) => paths.push((cell, glob)),
            Err(_) => wrong(
                &cell,
                crate::text!(en: "a pattern of paths: `imported/**`", vi: "mẫu đường dẫn: `imported/**`"),
                out,
            ),
        }
    }
    Override { paths, of_levels: words(get("level"), out), levels: levels(get("levels"), out) }
}

/// One word, or a list of them.
fn words(node: Option<&Node>, out: &mut Sink) -> Vec<Cell> {
    match node {
        Some(Node { value: Value::List(nodes), .. }) => nodes.iter().filter_map(|node| word(node, out)).collect(),
        Some(node) => word(node, out).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Reads `60000`, `60000.5`; no more than two decimals.
pub(super) fn hundredths(written: &str) -> Option<i64> {
    let (whole, decimals) = written.split_once('.').unwrap_or((written, "0"));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 15) || !digits(decimals, 2) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + format!("{decimals:0<2}").parse::<i64>().ok()?)
}

/// The entries of a mapping under allowed keys; reports the others.
pub(crate) fn keys<'n, 'k>(node: &'n Node, allowed: &'k [&'static str], out: &mut Sink) -> BTreeMap<&'k str, &'n Node> {
    let mut found = BTreeMap::new();
    for (key, value) in entries(node, out) {
        match allowed.iter().find(|name| **name == key.text) {
            Some(name) => {
                found.insert(*name, value);
            }
            None => unknown_key(key, allowed, out),
        }
    }
    found
}

/// Reports a key that does not exist.
pub(super) fn unknown_key(key: &Cell, allowed: &[&str], out: &mut Sink) {
    let name = &key.text;
    let message = crate::text!(en: "`{name}` is not a setting here", vi: "không có thiết lập `{name}` ở đây");
    let all = allowed.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ");
    let help = similar::nearest(name, allowed.iter().copied()).map_or_else(
        || crate::text!(en: "what may stand here: {all}", vi: "có thể ghi: {all}"),
        |near| crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"),
    );
    out.report(&UNKNOWN_KEY, key.span, message).help(help);
}

pub(crate) fn entries<'n>(node: &'n Node, out: &mut Sink) -> Vec<(&'n Cell, &'n Node)> {
    match &node.value {
        Value::Map(entries) => entries.iter().map(|(key, value)| (key, value)).collect(),
        Value::Empty => Vec::new(),
        _ => {
            let message = crate::text!(en: "entries `key: value` are needed here", vi: "chỗ này phải ghi theo dạng `khóa: giá trị`");
            out.report(&INVALID, first(node), message);
            Vec::new()
        }
    }
}

pub(crate) fn items<'n>(node: Option<&'n Node>, out: &mut Sink) -> &'n [Node] {
    match node.map(|node| (&node.value, node)) {
        Some((Value::List(nodes), _)) => nodes,
        None | Some((Value::Empty, _)) => &[],
        Some((_, node)) => {
            let message = crate::text!(en: "a list is needed here", vi: "chỗ này phải là một danh sách");
            let help =
                crate::text!(en: "write `[a, b]`, or one `- a` a line", vi: "viết `[a, b]`, hoặc mỗi dòng một `- a`");
            out.report(&INVALID, first(node), message).help(help);
            &[]
        }
    }
}

pub(crate) fn word(node: &Node, out: &mut Sink) -> Option<Cell> {
    match &node.value {
        Value::Scalar(text) => Some(Cell { text: text.clone(), span: node.span }),
        Value::Empty => None,
        _ => {
            let message = crate::text!(en: "a single value is needed here", vi: "chỗ này phải là một giá trị đơn");
            out.report(&INVALID, first(node), message);
            None
        }
    }
}

pub(crate) fn choice(node: &Node, allowed: &[&'static str], out: &mut Sink) -> Option<&'static str> {
    let written = word(node, out)?;
    let found = allowed.iter().copied().find(|word| *word == written.text);
    if found.is_none() {
        let all = allowed.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ");
        wrong(&written, crate::text!(en: "one of {all}", vi: "một trong các giá trị {all}"), out);
    }
    found
}

pub(super) fn date(node: &Node, out: &mut Sink) -> Option<Date> {
    let written = word(node, out)?;
    Date::parse(&written.text)
        .map_err(|bad| {
            out.report(&INVALID, written.span, bad.message()).help(BadDate::help());
        })
        .ok()
}

pub(super) fn wrong(written: &Cell, expected: Text, out: &mut Sink) {
    let w = &written.text;
    let message = crate::text!(en: "`{w}` cannot be used here", vi: "không dùng được `{w}` ở đây");
    let Text { en, vi } = expected;
    out.report(&INVALID, written.span, message).help(crate::text!(en: "write {en}", vi: "ghi {vi}"));
}

/// The first line's worth of a node: a whole block would underline half the file.
pub(super) fn first(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        Value::List(nodes) => nodes.first().map_or(node.span, |n| Span { end: n.span.start.max(n.span.end), ..n.span }),
        _ => node.span,
    }
}
