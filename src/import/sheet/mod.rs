//! Tables of internal processes as offices keep them, in CSV or XLSX: one row a step.
//!
//! Which column holds what is guessed from Vietnamese headings, or said by a mapping file (`.yaml`) among the sources, which
//! holds for all tables of the run. What is not plainly a time, a body or a form stays text.

mod amount;
mod grid;
mod mapping;

use super::flow::{self, Item, Outcome, Phase, Step};
use super::xml::decode;
use super::{Draft, Imported, Importer, Names, Options, Page, Remark, Report, Source, path_part, quoted};
use crate::base::Language;
use crate::base::similar::plain;
use crate::text;
use amount::Amount;
use grid::{Grid, Row, place};
use mapping::{Columns, Field, Mapping};
use std::collections::BTreeMap;

/// The format.
pub(super) static SHEET: Importer = Importer {
    name: "sheet",
    about: || {
        text!(
            en: "CSV and XLSX tables of internal processes, with a mapping file (YAML) if need be",
            vi: "bảng CSV và XLSX về quy trình nội bộ, kèm tệp ánh xạ cột (YAML) nếu cần"
        )
    },
    endings: &["csv", "tsv", "xlsx", "xls", "yaml", "yml"],
    read,
};

/// The bodies that the tables name.
#[derive(Debug, Default)]
struct Bodies {
    names: Names,
    all: BTreeMap<String, (String, Names, BTreeMap<String, String>)>,
}

impl Bodies {
    fn by(&mut self, unit: &str, person: &str) -> Option<String> {
        let (agency, role) = if unit.is_empty() { (person, "") } else { (unit, person) };
        if agency.is_empty() {
            return None;
        }
        let name = self.names.of(agency, "đơn-vị");
        let entry = self.all.entry(name.clone());
        let (_, names, roles) = entry.or_insert_with(|| (agency.to_owned(), Names::default(), BTreeMap::new()));
        if role.is_empty() {
            return Some(format!("by {name}"));
        }
        let role_name = names.of(role, "chức-danh");
        roles.insert(role_name.clone(), role.to_owned());
        Some(format!("by {name}/{role_name}"))
    }

    fn page(&self) -> Page {
        let mut page = Page::default();
        for (name, (title, _, roles)) in &self.all {
            page.block(&format!("agency {name} {}", quoted(title)), |page| {
                for (role, title) in roles {
                    page.line(&format!("role {role} {}", quoted(title)));
                }
            });
        }
        page
    }
}

#[derive(Debug, Default)]
struct Tally {
    steps: usize,
    timed: usize,
    placed: usize,
    kinds: usize,
}

/// What is written into, and told of.
struct Desk<'a> {
    file: &'a str,
    language: Language,
    report: &'a mut Report,
    bodies: &'a mut Bodies,
    tally: &'a mut Tally,
}

fn read(sources: &[Source], options: &Options<'_>) -> Imported {
    let mut report = Report::default();
    let mut draft = Draft::default();
    let mut bodies = Bodies::default();
    let mut tally = Tally::default();
    let mut codes = Names::default();
    let mapping = mappings(sources, &mut report);
    let tables: Vec<&Source> = sources.iter().filter(|source| !is_mapping(source)).collect();
    options.progress.begin(tables.len() + 1);
    let mut count = 0;
    for source in tables {
        let grids = match grid::read(&source.name, &source.bytes) {
            Ok(grids) => grids,
            Err(refused) => {
                report.remarks.push(Remark::unread(refused.kind, &source.name, refused.line, refused.text));
                continue;
            }
        };
        let grids: Vec<&Grid> =
            grids.iter().filter(|grid| mapping.sheet.as_ref().is_none_or(|wanted| *wanted == grid.name)).collect();
        let mut page = Page::default();
        let mut found = 0;
        let total: usize = grids.iter().map(|grid| mapping.tables(grid).len()).sum();
        for grid in &grids {
            let mut desk = Desk {
                file: &source.name,
                language: options.language,
                report: &mut report,
                bodies: &mut bodies,
                tally: &mut tally,
            };
            found += sheet(&mut page, grid, &mapping, total, source, &mut codes, &mut desk);
        }
        if found == 0 {
            report.remarks.push(Remark::unread(
                "no-table",
                &source.name,
                0,
                text!(
                    en: "no row has headings for the steps and for their unit, person or time; name the columns in a mapping file",
                    vi: "không có dòng tiêu đề nào nêu công việc và đơn vị, người thực hiện hoặc thời gian; hãy ghi tên cột trong tệp ánh xạ"
                ),
            ));
        }
        count += found;
        draft.add(format!("{}.proc", path_part(stem(source))), page);
    }
    draft.add("registry.proc".to_owned(), bodies.page());
    report.count("processes", count, text!(en: "processes", vi: "quy trình"));
    report.count("steps", tally.steps, text!(en: "steps", vi: "bước"));
    report.share("steps-with-time", tally.timed, tally.steps, text!(en: "steps with a time", vi: "bước có thời gian"));
    report.share(
        "steps-with-body",
        tally.placed,
        tally.steps,
        text!(en: "steps with a body", vi: "bước có người thực hiện"),
    );
    report.share(
        "steps-with-kind",
        tally.kinds,
        tally.steps,
        text!(en: "steps whose kind is known", vi: "bước đã rõ loại"),
    );
    draft.finish(&text!(en: "Processes from tables", vi: "Quy trình từ bảng tính"), options, report)
}

fn is_mapping(source: &Source) -> bool {
    let ending = source.name.rsplit('.').next().unwrap_or_default();
    ["yaml", "yml"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn stem(source: &Source) -> &str {
    source.file_name().rsplit_once('.').map_or(source.file_name(), |(stem, _)| stem)
}

/// The mapping file among the sources; of several the first.
fn mappings(sources: &[Source], report: &mut Report) -> Mapping {
    let mut chosen = None;
    for source in sources.iter().filter(|source| is_mapping(source)) {
        let text = match decode(&source.bytes) {
            Ok(text) => text,
            Err(refused) => {
                report.remarks.push(Remark::unread(refused.kind, &source.name, refused.line, refused.text));
                continue;
            }
        };
        let (mapping, unknown) = mapping::read(&text);
        for words in unknown {
            let text = text!(en: "the mapping file says `{words}`, which is not understood", vi: "tệp ánh xạ có `{words}` không hiểu được");
            report.remarks.push(Remark::unread("mapping", &source.name, 0, text));
        }
        if chosen.is_some() {
            let text = text!(en: "one mapping file is read, this is a second one", vi: "chỉ đọc một tệp ánh xạ, đây là tệp thứ hai");
            report.remarks.push(Remark::unread("mapping", &source.name, 0, text));
        }
        chosen = chosen.or(Some(mapping));
    }
    chosen.unwrap_or_default()
}

/// Writes every table of a sheet; how many there are.
fn sheet(
    page: &mut Page,
    grid: &Grid,
    mapping: &Mapping,
    total: usize,
    source: &Source,
    codes: &mut Names,
    desk: &mut Desk<'_>,
) -> usize {
    let tables = mapping.tables(grid);
    let mut above = 0;
    for (index, columns) in tables.iter().enumerate() {
        // Titles stand above their table: what lies behind the last row with a step belongs to the next one.
        let end = tables.get(index + 1).map_or(grid.rows.len(), |next| preface(grid, columns, next.heading));
        let (over, rows) =
            (&grid.rows[above..columns.heading], &grid.rows[columns.heading + 1..end.max(columns.heading + 1)]);
        above = end;
        let lines: Vec<String> = over.iter().map(words).collect();
        let name = name(&lines, mapping, grid, total, source, codes);
        table(page, &name, &lines, grid, (columns, rows), mapping, desk);
    }
    tables.len()
}

/// Where the rows above a heading begin: those after the last one that is a step.
fn preface(grid: &Grid, columns: &Columns, heading: usize) -> usize {
    let is_step = |row: &Row| {
        let has = |field| columns.fields.get(&field).is_some_and(|column| !row.text(*column).is_empty());
        has(Field::Step) && (has(Field::Time) || has(Field::Unit) || has(Field::Person)) || is_total(row, columns)
    };
    (columns.heading + 1..heading).rev().find(|at| is_step(&grid.rows[*at])).map_or(columns.heading + 1, |at| at + 1)
}

fn words(row: &Row) -> String {
    let cells = row.cells.values().filter(|cell| !cell.repeated).map(|cell| cell.text.replace('\n', " "));
    cells.collect::<Vec<_>>().join(" | ")
}

/// The code of the procedure: of the mapping, of the rows above the table, else the name of the file.
fn name(lines: &[String], mapping: &Mapping, grid: &Grid, total: usize, source: &Source, codes: &mut Names) -> String {
    let code = |line: &String| {
        let parts = line.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        parts
            .map(|part| part.trim_matches('.'))
            .find(|part| {
                part.split_once('.')
                    .is_some_and(|(a, b)| a.len() == 1 && b.len() == 6 && b.bytes().all(|b| b.is_ascii_digit()))
            })
            .map(str::to_owned)
    };
    let said = mapping.procedure.clone().filter(|_| total == 1).or_else(|| lines.iter().find_map(code));
    let file = || {
        let stem = path_part(stem(source));
        if total == 1 || grid.name.is_empty() { stem } else { format!("{stem}-{}", path_part(&grid.name)) }
    };
    codes.given(said.unwrap_or_else(file))
}

fn table(
    page: &mut Page,
    name: &str,
    above: &[String],
    grid: &Grid,
    (columns, rows): (&Columns, &[Row]),
    mapping: &Mapping,
    desk: &mut Desk<'_>,
) {
    let mut reader = Reader {
        columns,
        names: Names::default(),
        items: Vec::new(),
        group: None,
        span: None,
        times: Vec::new(),
        total: None,
        loose: Vec::new(),
    };
    for row in rows {
        reader.row(row, desk);
    }
    reader.close_span();
    reader.close_group();
    reader.judge(name, desk);
    for (cell, formula) in &grid.formulas {
        let text = text!(
            en: "{cell} holds the formula `{formula}`; the value that was last computed is taken",
            vi: "{cell} chứa công thức `{formula}`; lấy giá trị đã tính lần cuối"
        );
        desk.report.remarks.push(Remark::kept("formula", desk.file, 0, text));
    }
    let says = |line: &&String| ["quytrinh", "thutuc"].iter().any(|word| plain(line).contains(word));
    let title = mapping.title.as_ref().or_else(|| above.iter().find(says)).or_else(|| above.first());
    let head = title.map_or_else(|| format!("procedure {name}"), |title| format!("procedure {name} {}", quoted(title)));
    page.gap();
    page.body(&head, |page| {
        if let Some((_, total)) = &reader.total {
            page.line(&format!("deadline {}", total.shown()));
        }
        let mut text: Vec<String> = above.iter().filter(|line| Some(*line) != title).cloned().collect();
        text.push(if grid.name.is_empty() { String::new() } else { format!("sheet: {}", grid.name) });
        text.extend(grid.formulas.iter().map(|(cell, formula)| format!("{cell}: ={formula}")));
        text.retain(|line| !line.trim().is_empty());
        page.text(&text.join("\n"));
        flow::write(
            page,
            &Outcome {
                items: std::mem::take(&mut reader.items),
                text: std::mem::take(&mut reader.loose),
                ..Outcome::default()
            },
            desk.language,
        );
    });
}

fn is_total(row: &Row, columns: &Columns) -> bool {
    let first = [Field::Number, Field::Step].into_iter().filter_map(|field| columns.fields.get(&field));
    let words = ["tongcong", "tongthoigian", "tongso", "tong", "cong", "total", "sum"];
    first
        .map(|column| plain(row.text(*column)))
        .any(|text| words.iter().any(|word| text == *word || text.starts_with(word) && word.len() > 5))
}

/// Reads the rows of one table.
struct Reader<'a> {
    columns: &'a Columns,
    names: Names,
    items: Vec<Item>,
    /// A heading across the table and the steps under it.
    group: Option<(Phase, Vec<Item>)>,
    /// A time that covers several rows, how many are still to come, and the steps in them.
    span: Option<(Phase, usize, Vec<Item>)>,
    /// Row, written, read; of steps and of spans.
    times: Vec<(usize, Option<Amount>)>,
    total: Option<(usize, Amount)>,
    loose: Vec<String>,
}

impl Reader<'_> {
    fn text<'r>(&self, row: &'r Row, field: Field) -> &'r str {
        self.columns.fields.get(&field).map_or("", |column| row.text(*column))
    }

    fn row(&mut self, row: &Row, desk: &mut Desk<'_>) {
        if is_total(row, self.columns) {
            return self.totals(row, desk);
        }
        let step = self.text(row, Field::Step);
        let column = self.columns.fields[&Field::Step];
        let cell = row.cells.get(&column);
        let filled = |field: Field| !self.text(row, field).is_empty();
        let alone = !filled(Field::Time) && !filled(Field::Unit) && !filled(Field::Person);
        // A title in the first column, merged across, or a step's cell with nothing beside it but a number.
        let first = row.cells.iter().next();
        let across = first
            .filter(|(at, cell)| cell.columns > 1 && !cell.repeated && **at <= column && **at + cell.columns > column);
        if let Some((_, title)) = across.filter(|_| alone) {
            let title = title.text.clone();
            return self.open_group(&title);
        }
        if step.is_empty() || cell.is_some_and(|cell| cell.repeated) {
            // What follows a step in rows of its own belongs to it.
            let more = words(row);
            return self.append(&format!("{}: {more}", row.number));
        }
        let step = self.step(row, desk);
        self.put(Item::Step(step));
        if let Some((_, left, _)) = &mut self.span {
            *left -= 1;
            if *left == 0 {
                self.close_span();
            }
        }
    }

    fn totals(&mut self, row: &Row, desk: &mut Desk<'_>) {
        self.close_span();
        self.close_group();
        let time = self.text(row, Field::Time);
        self.total = amount::parse(time, self.columns.unit).map(|total| (row.number, total));
        if self.total.is_none() {
            let number = row.number;
            let text = text!(en: "the total in row {number} is no time: `{time}`", vi: "tổng ở dòng {number} không phải thời gian: `{time}`");
            desk.report.remarks.push(Remark::kept("total-as-text", desk.file, number, text));
        }
        self.loose.push(words(row));
    }

    fn step(&mut self, row: &Row, desk: &mut Desk<'_>) -> Step {
        let written = self.text(row, Field::Step);
        let first = written.lines().next().unwrap_or_default();
        let title: String = first.chars().take(200).collect();
        let mut clauses = Vec::new();
        let kind = kind(&title);
        clauses.extend(kind.map(|kind| format!("kind {kind}")));
        let flat = |words: &str| words.replace('\n', ", ");
        let by = desk.bodies.by(&flat(self.text(row, Field::Unit)), &flat(self.text(row, Field::Person)));
        desk.tally.steps += 1;
        desk.tally.placed += usize::from(by.is_some());
        desk.tally.kinds += usize::from(kind.is_some());
        clauses.extend(by);
        let mut text = Vec::new();
        let mut lines = Vec::new();
        self.time(row, &mut clauses, &mut text, desk);
        let number = self.text(row, Field::Number);
        if !number.is_empty() {
            text.push(number.to_owned());
        }
        if title.len() < written.len() {
            text.push(written.to_owned());
        }
        let form = self.text(row, Field::Form);
        if plain(form).starts_with("mau") && form.chars().count() <= 80 {
            lines.push(format!("form {}", quoted(form)));
        } else if !form.is_empty() {
            text.push(format!("{}: {form}", heading(Field::Form)));
        }
        for field in [Field::Result, Field::Note] {
            let words = self.text(row, field);
            if !words.is_empty() {
                text.push(format!("{}: {words}", heading(field)));
            }
        }
        for (column, heading) in &self.columns.others {
            let words = row.text(*column);
            if !words.is_empty() {
                text.push(format!("{heading}: {words}"));
            }
        }
        let beyond = row.cells.iter().filter(|(at, _)| {
            !self.columns.others.contains_key(at) && !self.columns.fields.values().any(|column| column == *at)
        });
        text.extend(beyond.map(|(_, cell)| cell.text.clone()));
        let name = self.names.fresh(&title, "bước");
        Step { name, title, clauses, lines, text: text.join("\n"), unresolved: Vec::new() }
    }

    /// The time of a step, or of the rows that one merged cell covers.
    fn time(&mut self, row: &Row, clauses: &mut Vec<String>, text: &mut Vec<String>, desk: &mut Desk<'_>) {
        let Some(&column) = self.columns.fields.get(&Field::Time) else { return };
        let Some(cell) = row.cells.get(&column) else { return };
        if cell.repeated {
            desk.tally.timed += usize::from(self.span.is_some());
            return;
        }
        let read = amount::parse(&cell.text, self.columns.unit);
        self.times.push((row.number, read));
        if let Some(read) = read {
            desk.tally.timed += 1;
            if cell.rows > 1 {
                self.close_span();
                let title = cell.text.clone();
                let phase = Phase {
                    name: self.names.fresh(&title, "giai-đoạn"),
                    limit: format!("within {}", read.shown()),
                    ..Phase::default()
                };
                self.span = Some((phase, cell.rows, Vec::new()));
            } else {
                clauses.push(format!("within {}", read.shown()));
            }
        } else {
            let (at, written) = (place(row.number, column), &cell.text);
            text.push(written.clone());
            let remark = text!(en: "{at}: `{written}` is not plainly one time", vi: "{at}: `{written}` không phải một thời gian rõ ràng");
            desk.report.remarks.push(Remark::kept("time-as-text", desk.file, row.number, remark));
        }
    }

    fn put(&mut self, item: Item) {
        if let Some((_, _, items)) = &mut self.span {
            items.push(item);
        } else if let Some((_, items)) = &mut self.group {
            items.push(item);
        } else {
            self.items.push(item);
        }
    }

    fn append(&mut self, words: &str) {
        let items = match (&mut self.span, &mut self.group) {
            (Some((_, _, items)), _) | (_, Some((_, items))) if !items.is_empty() => items,
            _ => &mut self.items,
        };
        match items.last_mut() {
            Some(Item::Step(step)) => step.text = format!("{}\n{words}", step.text),
            _ => self.loose.push(words.to_owned()),
        }
    }

    fn open_group(&mut self, title: &str) {
        self.close_span();
        self.close_group();
        let phase =
            Phase { name: self.names.fresh(title, "giai-đoạn"), title: title.to_owned(), ..Phase::default() };
        self.group = Some((phase, Vec::new()));
    }

    fn close_span(&mut self) {
        if let Some((phase, _, items)) = self.span.take() {
            self.put(Item::Phase(phase, items));
        }
    }

    fn close_group(&mut self) {
        match self.group.take() {
            Some((phase, items)) if items.is_empty() => self.loose.push(phase.title),
            Some((phase, items)) => self.items.push(Item::Phase(phase, items)),
            None => {}
        }
    }

    /// Whether the times add up to the total, where all of them are of one unit or of working time.
    fn judge(&self, name: &str, desk: &mut Desk<'_>) {
        let Some((row, total)) = self.total else { return };
        let times: Option<Vec<Amount>> = self.times.iter().map(|(_, read)| *read).collect();
        let Some(times) = times.filter(|times| !times.is_empty()) else { return };
        let same = times.iter().all(|time| time.unit == total.unit);
        let sum: Option<u64> = if same {
            Some(times.iter().map(|time| time.hundredths).sum())
        } else {
            times.iter().map(|time| time.work_minutes()).sum()
        };
        let stated = if same { Some(total.hundredths) } else { total.work_minutes() };
        let (Some(sum), Some(stated)) = (sum, stated) else {
            let text = text!(en: "the times of `{name}` have different units and are not added up", vi: "thời gian của `{name}` có đơn vị khác nhau nên không cộng được");
            return desk.report.remarks.push(Remark::kept("units-differ", desk.file, row, text));
        };
        if sum != stated {
            let unit = if same { total.unit } else { amount::Unit::Hours };
            let sum = Amount { hundredths: if same { sum } else { sum / 60 }, unit }.shown();
            let total = total.shown();
            let text = text!(en: "`{name}` states a total of {total}, its steps add up to {sum}", vi: "`{name}` ghi tổng {total}, cộng các bước được {sum}");
            desk.report.remarks.push(Remark::suspect("sum-mismatch", desk.file, row, text));
        }
    }
}

/// What a step does, where its title begins with words that leave no doubt.
fn kind(title: &str) -> Option<&'static str> {
    let bare = plain(title);
    let begins: [(&str, &str); 14] = [
        ("tiepnhanhoso", "receive"),
        ("tiepnhan", "receive"),
        ("phancong", "assign"),
        ("thamdinh", "assess"),
        ("thamtra", "assess"),
        ("traketqua", "return"),
        ("sohoa", "digitise"),
        ("luuhoso", "archive"),
        ("layykien", "consult"),
        ("niemyet", "display"),
        ("thuphi", "collect-fee"),
        ("vaoso", "register"),
        ("chuyenhoso", "transfer"),
        ("duthao", "draft"),
    ];
    begins.into_iter().find(|(word, _)| bare.starts_with(word)).map(|(_, kind)| kind)
}

/// What a column is called before words that stay text.
fn heading(field: Field) -> &'static str {
    match field {
        Field::Form => "Biểu mẫu",
        Field::Result => "Kết quả",
        _ => "Ghi chú",
    }
}
