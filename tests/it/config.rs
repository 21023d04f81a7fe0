//! `catalogue.yaml` and the tables: what is read, and what is said of every mistake, in place.

use insta::assert_snapshot;
use procedo::base::{Diagnostic, FileId, Language, Sink, Sources};
use procedo::config::tables::{Cell, PlaceRow, StaffRow, read_places, read_staff};
use procedo::config::{CODES, Settings, Share, read_calendar};

/// Findings one a line, each with the text that it underlines.
fn lines(sources: &Sources, findings: &[Diagnostic]) -> String {
    let line = |finding: &Diagnostic| {
        let (start, _) = sources.positions(finding.at);
        let under = sources.slice(finding.at).replace('\n', "⏎");
        let (severity, id, message) = (finding.severity, finding.code.id, &finding.message.en);
        let help = finding.help.as_ref().map(|help| format!(" ({})", help.en)).unwrap_or_default();
        format!("{}:{}: {severity}[{id}] «{under}»: {message}{help}\n", start.line, start.column)
    };
    findings.iter().map(line).collect()
}

fn read<T>(name: &str, text: &str, read: impl Fn(FileId, &str, &mut Sink) -> T) -> (T, String) {
    let mut sources = Sources::default();
    let mut out = Sink::default();
    let file = sources.add(name, text);
    let value = read(file, text, &mut out);
    let found = out.finish(|finding| Some(finding.severity), |_| Language::En);
    for finding in &found {
        assert!(finding.at.end as usize <= text.len(), "a span lies outside of the file");
        assert!(!finding.message.vi.is_empty() && finding.message.vi != finding.message.en);
    }
    let shown = lines(&sources, &found);
    (value, shown)
}

fn settings(text: &str) -> (Settings, String) {
    read("catalogue.yaml", text, Settings::read)
}

fn found(text: &str) -> String {
    settings(text).1
}

#[test]
fn the_shipped_settings_are_read_whole() {
    let text = std::fs::read_to_string("procedures/catalogue.yaml").expect("the catalogue is part of the repository");
    let (settings, found) = settings(&text);
    assert_eq!(found, "");
    assert_eq!(settings.language, Language::Vi);
    assert_eq!(settings.as_of.map(|day| day.to_string()).as_deref(), Some("2026-11-21"));
    assert_eq!(settings.calendar.map(|cell| cell.text).as_deref(), Some("calendar.yaml"));
    assert_eq!(settings.thresholds.unused_slack, Share::percent(30));
    assert_eq!(settings.thresholds.late_delegation_days, 60);
    assert_eq!(settings.costs[0].hundredths, 6_000_000);
    assert_eq!(settings.build.targets[0].text, "bpmn");
    assert!(!settings.build.review);
}

#[test]
fn a_mistake_never_hides_what_stands_beside_it() {
    let (settings, found) = settings(
        "langauge: vi\nname: A\nas-of: 2025-02-30\nlevels: {time/overrun: eror, time: off}\nthresholds:\n  \
         unused-slack: 3\n  unused-slak: 0.2\n  supplement-rounds: 2\nbuild: {targets: bpmn, review: maybe}\n",
    );
    assert_eq!(settings.name.as_deref(), Some("A"));
    assert_eq!(settings.thresholds.supplement_rounds, 2);
    assert_eq!(settings.levels.entries.keys().collect::<Vec<_>>(), ["time"]);
    assert_snapshot!(found, @"");
}

#[test]
fn values_are_taken_as_they_are_written() {
    let (settings, found) = settings("name: 1.10\ncalendar: 'no'\ntables:\n  places: 010\nlanguage: ~\n");
    assert_eq!(found, "");
    assert_eq!(settings.name.as_deref(), Some("1.10"));
    assert_eq!(settings.calendar.map(|c| c.text).as_deref(), Some("no"));
    assert_eq!(settings.places.map(|c| c.text).as_deref(), Some("010"));
}

#[test]
fn wrong_kinds_are_found_where_they_begin() {
    assert_snapshot!(found("- a\n- b\n"), @"");
    assert_snapshot!(found("name: [a]\nlevels: [a]\ncosts:\n  a: 1\ntables: places.csv\n"), @"");
    assert_snapshot!(found("costs:\n  - name: wage\n    value: many\n    unit: VND\n  - value: 1\n"), @"");
}

#[test]
fn broken_yaml_keeps_what_was_read_before() {
    let (settings, found) = settings("name: A\nlanguage: vi\nlevels: {a: [\nas-of: 2025-01-01\n");
    assert_eq!((settings.name.as_deref(), settings.language), (Some("A"), Language::Vi));
    assert_snapshot!(found, @"");
    assert_snapshot!(self::found("name: \"A\nlanguage: vi\n"), @"");
    assert_snapshot!(self::found("name: A\n\tlanguage: vi\n"), @"");
}

#[test]
fn a_yaml_bomb_is_one_finding() {
    let mut bomb = String::from("a: &a [x, x]\n");
    for (name, previous) in ('b'..='z').zip('a'..) {
        bomb += &format!("{name}: &{name} [*{previous}, *{previous}, *{previous}, *{previous}]\n");
    }
    let (_, found) = settings(&format!("levels:\n  {}", bomb.replace('\n', "\n  ")));
    assert_eq!(found.matches("references to another part").count(), 1);
    assert_snapshot!(self::found(&format!("name: {}", "[".repeat(20_000))), @"");
}

#[test]
fn a_key_given_twice_and_a_second_document_are_found() {
    assert_snapshot!(found("name: A\nname: B\n---\nname: C\n"), @"");
}

#[test]
fn an_empty_file_and_a_byte_order_mark_are_fine() {
    assert_eq!(found(""), "");
    assert_eq!(found("# nothing\n"), "");
    let (settings, found) = settings("\u{feff}name: A\r\nlanguge: vi\r\n");
    assert_eq!(settings.name.as_deref(), Some("A"));
    assert_snapshot!(found, @"");
}

#[test]
fn levels_go_by_code_then_theme() {
    let (settings, _) = settings("levels:\n  config: note\n  config/invalid: off\n  nothing/here: off\n");
    let mut out = Sink::default();
    let at = procedo::base::Span::default();
    for code in CODES.iter().filter(|code| code.theme() == "config") {
        out.report(code, at, procedo::text!(en: "x", vi: "y"));
    }
    let levels: Vec<_> = out.findings.iter().map(|f| (f.code.id, settings.level(f).map(|s| s.word()))).collect();
    assert!(levels.contains(&("config/invalid", None)));
    assert!(levels.contains(&("config/unknown-key", Some("note"))));
}

#[test]
fn entries_that_match_nothing_are_found() {
    let found = read("catalogue.yaml", "levels: {config/invald: off, config: error, read: off}", |file, text, out| {
        let settings = Settings::read(file, text, out);
        settings.levels.report_unmatched(CODES, &[], out);
    });
    assert_snapshot!(found.1, @"");
}

#[test]
fn a_calendar_with_mistakes_is_left_out_and_each_is_in_place() {
    let (calendar, found) = read("calendar.yaml", "hours: []\nyears: {}\nholidys: []\n", read_calendar);
    assert!(calendar.is_none());
    assert_snapshot!(found, @"");
}

fn show(cell: Option<&Cell>) -> &str {
    cell.map_or("–", |cell| cell.text.as_str())
}

fn places(text: &str) -> (Vec<PlaceRow>, String) {
    let (rows, found) = read("places.csv", text, read_places);
    for row in &rows {
        let cells = [Some(&row.name), row.title.as_ref(), row.agency.as_ref(), row.within.as_ref()];
        for cell in cells.into_iter().flatten().chain(row.given.iter().flat_map(|(a, b)| [a, b])) {
            let written = text[cell.span.range()].trim_matches('"').replace("\"\"", "\"");
            assert_eq!(written.trim(), cell.text, "a cell's place is not where its text stands");
        }
    }
    (rows, found)
}

fn staff(text: &str) -> (Vec<StaffRow>, String) {
    read("staff.csv", text, read_staff)
}

#[test]
fn the_shipped_tables_are_read_whole() {
    let text = |name: &str| std::fs::read_to_string(format!("procedures/{name}")).expect("part of the repository");
    let (places, found) = places(&text("places.csv"));
    assert_eq!((places.len(), found.as_str()), (text("places.csv").lines().count() - 1, ""));
    let (staff, found) = staff(&text("staff.csv"));
    assert_eq!((staff.len(), found.as_str()), (text("staff.csv").lines().count() - 1, ""));
}

#[test]
fn semicolons_byte_order_marks_quotes_and_vietnamese_headings_are_read() {
    let text = "\u{feff}Tên;Tên gọi;Cơ quan;vùng-khó-khăn\r\n\
                tran-phu;\"Phường \"\"Trần Phú\"\"; cũ\";ubnd-xã; có \r\n\r\nhop-tien;;ubnd-xã;\r\n";
    let (rows, found) = places(text);
    assert_eq!(found, "");
    assert_eq!(rows.len(), 2);
    assert_eq!(show(rows[0].title.as_ref()), "Phường \"Trần Phú\"; cũ");
    assert_eq!((rows[0].given[0].0.text.as_str(), rows[0].given[0].1.text.as_str()), ("vùng-khó-khăn", "có"));
    assert_eq!((show(rows[1].title.as_ref()), rows[1].given.len()), ("–", 0));
}

#[test]
fn a_row_with_a_column_too_many_is_found_and_the_others_stay() {
    let (rows, found) = places("name,title,agency\na,A,x\nb,B,x,extra\nc,C\nd,D,x,,\ne,E,x\n");
    let names: Vec<_> = rows.iter().map(|row| row.name.text.as_str()).collect();
    assert_eq!(names, ["a", "d", "e"]);
    assert_snapshot!(found, @"");
}

#[test]
fn a_quote_that_is_not_closed_costs_one_row() {
    let (rows, found) = places("name,title\na,\"A\nb,B\nc,\"C\"\n");
    assert_eq!(rows.iter().map(|row| row.name.text.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    assert_snapshot!(found, @"");
}

#[test]
fn missing_and_unknown_columns_are_found() {
    assert_snapshot!(places("nmae,title\na,A\n").1, @"");
    assert_snapshot!(places("name,titel,name\na,A,b\n").1, @"");
    assert_snapshot!(staff("place,role,acounts\na,x/y,1\n,x/y,1\nb,,1\n").1, @"");
    assert_snapshot!(places("").1, @"");
}
