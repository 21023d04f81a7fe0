//! What a change saves: the form of Circular 02/2017/TT-VPCP, its official example, and what is not known.

use insta::assert_snapshot;
use procedo::analysis::{FactSettings, Facts};
use procedo::base::{Language, Sources, Text};
use procedo::model::Given;
use procedo::pipeline::{self, Checked, Options};
use procedo::review::Figures;
use procedo::review::cost::{Account, Benefit, Line, Part, Payers, Prices, Range, Rate, Sheet, dong, kind_of_case};
use procedo::time::Date;
use std::fmt::Write as _;

const COSTS: &str = "costs:
  - {name: hourly-income, value: 60000, low: 50000, high: 70000, unit: VND per hour}
  - {name: hourly-pay, value: 48000, unit: VND per hour}
  - {name: form-hours, value: 0.5, low: 0.25, high: 1, unit: hours per form}
  - {name: paper-hours, value: 1, low: 0.5, high: 3, unit: hours per paper}
  - {name: copy, value: 2000, unit: VND per copy}
  - {name: certified-copy, value: 4000, unit: VND per copy}
  - {name: visit-hours, value: 2, unit: hours per visit}
  - {name: visit-fare, value: 20000, unit: VND per visit}
  - {name: online-hours, value: 0.5, unit: hours per filing}
  - {name: postage, value: 30000, unit: VND per item}
  - {name: inspection-hours, value: 4, unit: hours per inspection}
";

fn check(settings: &str, text: &str) -> Checked {
    let mut sources = Sources::default();
    sources.add("catalogue.yaml", settings);
    sources.add("p.proc", text);
    pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")))
}

fn sheet(checked: &Checked) -> Sheet {
    let entry = checked.catalogue.entry("1", checked.as_of).expect("it is in force");
    let settings = FactSettings { as_of: checked.as_of, supplement_rounds: 1 };
    let facts = Facts::new(&checked.catalogue, &entry.base, settings);
    Sheet::of(&facts, &Prices::on(&checked.settings.costs, checked.as_of))
}

fn benefit(before: &str, after: &str) -> Benefit {
    let (old, new) = (check(COSTS, before), check(COSTS, after));
    let entry = |checked: &Checked| checked.catalogue.entry("1", checked.as_of).expect("it is in force").base.clone();
    let (was, is, one, other) = (sheet(&old), sheet(&new), entry(&old), entry(&new));
    let case = kind_of_case((&was, &one), (&is, &other));
    Benefit::of(was, is, &one, &case)
}

fn shown(sheet: &Sheet) -> String {
    let mut out = String::new();
    for (name, account) in [("applicant", &sheet.applicant), ("office", &sheet.office)] {
        for Line { part, what, amount: Range { low, base, high }, .. } in &account.lines {
            let _ = writeln!(out, "{name} {part:?}: {} {low}/{base}/{high}", what.en);
        }
        for missing in &account.missing {
            let _ = writeln!(out, "{name} lacks {}", missing.en);
        }
    }
    out
}

/// Decision 1811/QĐ-TTPVHCC of Hà Nội, 2.000635: 1,024,000 → 231,000 đ, 77.44 %, 3,228 cases a year.
#[test]
fn the_official_example_comes_out_to_the_dong() {
    let of = |amount: i64| {
        let what = Text::same("a case");
        let amount = Range::sure(amount);
        let line = Line { part: Part::Prepare, what, hours: Range::default(), paid: amount, amount, when: None };
        let applicant = Account { lines: vec![line], ..Account::default() };
        Sheet { applicant, office: Account::default(), payers: Payers::Citizens }
    };
    let benefit = Benefit {
        before: of(1_024_000),
        after: of(231_000),
        cases: Some(3_228),
        source: None,
        sometimes: Vec::new(),
        partly: Vec::new(),
        case: None,
    };
    assert_eq!(benefit.per_case(), Some(Range::sure(793_000)));
    assert_eq!(benefit.per_year(), Some(Range::sure(2_559_804_000)));
    assert_eq!(benefit.rate(), Some(Rate(7_744)));
    assert_eq!(benefit.rate().map(|rate| rate.show(Language::Vi)).as_deref(), Some("77,44%"));
    assert_eq!(dong(2_559_804_000, Language::Vi), "2.559.804.000 đồng");
}

/// The same numbers from a text: eight papers and a way before, what remains after.
const FULL: &str = r#"procedure 1 "Issue a permit" {
  for citizen, enterprise
  volume 3228 per year source "counted"
  channel counter
  sets 2
  document form form "Form 1" original 1
  document plan original 1
  document deed certified copy 1
  document map copy 1 when big
  document id shown
  document one of "Who" {
    document passport copy 1
    document card shown
  }
  fact big yes/no "Big"
  fee "Fee" {
    200.000 VND when big
    50.000 VND otherwise
  }
  result permit
  process {
    step receive kind receive by applicant effort 30 minutes within 5 working days
    step visit kind inspect within 1 working day {
      effort 120 minutes
    }
    step decide kind decide within 3 working days
  }
}
"#;

#[test]
fn every_line_of_the_form_is_counted_with_its_range_and_time_alone_costs_nothing() {
    let text = FULL.replace("by applicant effort 30 minutes within", "by applicant within");
    let text = text.replace("5 working days\n", "5 working days {\n      effort 30 minutes\n    }\n");
    let checked = check(COSTS, &text);
    assert_snapshot!(shown(&sheet(&checked)), @"
    applicant Prepare: fill in “form” 12500/30000/70000
    applicant Prepare: copies of “form” 2000/2000/2000
    applicant Prepare: obtain “plan” 25000/60000/210000
    applicant Prepare: copies of “plan” 2000/2000/2000
    applicant Prepare: certified copies of “deed” 25000/60000/210000
    applicant Prepare: certified copies of “deed” 8000/8000/8000
    applicant Prepare: copies of “map” 4000/4000/4000
    applicant Submit: file at the counter 120000/140000/160000
    applicant Fees: Fee 50000/50000/200000
    applicant Other: receive 0/30000/35000
    applicant Inspection: serve “visit” 0/240000/280000
    applicant Receive: fetch the result 120000/140000/160000
    office Office: visit 96000/96000/96000
    office lacks the working time of “decide”
    ");
}

#[test]
fn a_paper_less_is_saved_once_with_its_share() {
    let after = FULL.replace("  document plan original 1\n", "");
    let saved = benefit(FULL, &after);
    // One hour (half an hour to three) at 60,000 đ (50,000 to 70,000), and a copy of it for the second dossier.
    assert_eq!(saved.per_case(), Some(Range { low: 27_000, base: 62_000, high: 212_000 }));
    assert_eq!(saved.per_year(), Some(Range { low: 27_000 * 3_228, base: 62_000 * 3_228, high: 212_000 * 3_228 }));
    assert!(saved.missing().is_empty(), "{:?}", saved.missing());
}

#[test]
fn what_costs_more_is_a_negative_saving() {
    let after = FULL.replace("  document plan original 1\n", "");
    let worse = benefit(&after, FULL);
    assert_eq!(worse.per_case(), Some(Range { low: -212_000, base: -62_000, high: -27_000 }));
}

#[test]
fn without_a_number_of_cases_no_year_is_reckoned_and_it_is_said_what_is_missing() {
    let before = FULL.replace("  volume 3228 per year source \"counted\"\n", "");
    let after = before.replace("  document plan original 1\n", "");
    let saved = benefit(&before, &after);
    assert_eq!(saved.per_case().map(|range| range.base), Some(62_000));
    assert_eq!(saved.per_year(), None);
    assert_eq!(saved.missing().iter().map(|text| text.en.as_str()).collect::<Vec<_>>(), ["the number of cases a year"]);
}

#[test]
fn without_parameters_every_line_is_missing_and_none_is_free() {
    let checked = check("name: A\n", FULL);
    let sheet = sheet(&checked);
    assert!(sheet.applicant.lines.iter().all(|line| line.part == Part::Fees), "{:?}", sheet.applicant.lines);
    assert!(sheet.applicant.missing.iter().any(|text| text.en == "the cost parameter `visit-hours`"));
}

#[test]
fn sums_that_cannot_be_written_are_missing_and_nothing_overflows() {
    let settings = COSTS
        .replace("value: 2000,", "value: 999999999999999,")
        .replace("value: 60000, low: 50000, high: 70000", "value: 999999999999999");
    let text = FULL.replace("copy 1 when big", "copy 9999 when big");
    let checked = check(&settings, &text);
    let sheet = sheet(&checked);
    assert!(sheet.applicant.missing.iter().any(|text| text.vi.contains("số quá lớn")), "{:?}", sheet.applicant.missing);
    let entry = checked.catalogue.entry("1", checked.as_of).expect("in force");
    let old = Benefit::of(sheet.clone(), sheet, &entry.base, &Given::new());
    let _ = (old.per_case(), old.per_year(), old.rate());
}

#[test]
fn a_parameter_is_the_one_that_began_last() {
    let settings = "costs:
  - {name: copy, value: 1000, unit: VND per copy, from: 2025-01-01}
  - {name: copy, value: 2000, unit: VND per copy, from: 2026-01-01}
  - {name: copy, value: 3000, unit: VND per copy, from: 2027-01-01}
";
    let checked = check(settings, "procedure 1 \"A\" {\n  document map copy 1\n}\n");
    assert_eq!(sheet(&checked).applicant.lines[0].amount, Range::sure(2_000));
}

#[test]
fn of_alternatives_the_one_that_the_channel_allows_is_priced() {
    let text =
        |channels: &str| format!("procedure 1 \"A\" {{\n{channels}  document deed shown or certified copy 1\n}}\n");
    let prepared = |channels: &str| {
        let checked = check(COSTS, &text(channels));
        sheet(&checked).applicant.of_part(Part::Prepare)
    };
    // At the counter the original is shown and costs nothing; online, which costs are counted for where it is open, only the
    // certified copy can be handed in.
    assert_eq!(prepared("  channel counter\n"), Some(Range::sure(0)));
    assert_eq!(prepared("  channel online full\n"), Some(Range { low: 29_000, base: 64_000, high: 214_000 }));
    assert_eq!(
        prepared("  channel counter\n  channel online full\n"),
        Some(Range { low: 29_000, base: 64_000, high: 214_000 })
    );
    // Who must come for a step brings the original along.
    let coming = "  channel online full\n  process {\n    step look kind inspect {\n      in person because \"It is looked at\"\n    }\n  }\n";
    assert_eq!(prepared(coming), Some(Range::sure(0)));
}

#[test]
fn the_fee_is_that_of_the_channel_that_is_reckoned_with() {
    let paid = |channels: &str| {
        let text = format!(
            "procedure 1 \"A\" {{\n{channels}  fee \"Fee\" {{\n    0 VND when channel is online\n    25.000 VND otherwise\n  }}\n}}\n"
        );
        sheet(&check(COSTS, &text)).applicant.of_part(Part::Fees)
    };
    assert_eq!(paid("  channel counter\n"), Some(Range { low: 0, base: 25_000, high: 25_000 }));
    assert_eq!(paid("  channel counter\n  channel online full\n"), Some(Range { low: 0, base: 0, high: 25_000 }));
}

#[test]
fn papers_and_costs_are_those_of_one_kind_of_case() {
    let before = "procedure 1 \"A\" {
  channel online full
  fact foreign yes/no \"Foreign\"
  document request original 1
  document card original 1 unless foreign
  document passport copy 1 when foreign
  document visa copy 1 when foreign
}
";
    let after = before.replace("  document card original 1 unless foreign\n", "");
    let saved = benefit(before, &after);
    // The foreigner hands in three papers before and after; whoever has a card saves it, and has one of two left.
    assert_eq!(saved.case.as_ref().map(|case| case.en.as_str()), Some("“Foreign”: no"));
    assert_eq!(saved.per_case().map(|range| range.base), Some(60_000));
    assert_eq!(saved.per_year(), None);
    let (old, new) = (check(COSTS, before), check(COSTS, &after));
    let figures = |checked: &Checked| {
        let entry = checked.catalogue.entry("1", checked.as_of).expect("it is in force");
        let settings = FactSettings { as_of: checked.as_of, supplement_rounds: 1 };
        let figures = Figures::of(&Facts::new(&checked.catalogue, &entry.base, settings));
        let entry_of =
            |checked: &Checked| checked.catalogue.entry("1", checked.as_of).expect("it is in force").base.clone();
        let case = kind_of_case((&sheet(&old), &entry_of(&old)), (&sheet(&new), &entry_of(&new)));
        (figures.papers, figures.in_case(&entry.base, &case).papers)
    };
    assert_eq!((figures(&old), figures(&new)), ((3, 2), (3, 1)));
}

#[test]
fn an_unknown_fee_is_open_and_no_share_of_an_incomplete_cost_is_told() {
    let open = |text: &str| text.replace("    200.000 VND when big\n    50.000 VND otherwise\n", "    unknown\n");
    let after = FULL.replace("  document plan original 1\n", "");
    let saved = benefit(&open(FULL), &open(&after));
    assert!(saved.before.applicant.fees_open && saved.after.applicant.fees_open);
    assert_eq!(
        saved.missing_in_both().iter().map(|text| text.en.as_str()).collect::<Vec<_>>(),
        ["the amount of “Fee”"]
    );
    // What is saved is known all the same.
    assert_eq!((saved.per_case().map(|range| range.base), saved.rate()), (Some(62_000), None));
    assert!(!benefit(FULL, &after).before.applicant.fees_open);
}

#[test]
fn of_alternatives_with_a_condition_each_the_case_says_which_and_not_the_price() {
    let own = FULL
        .replace("document passport copy 1", "passport \"passport\" copy 1 when big")
        .replace("document card shown", "card \"card\" original 1 when not big");
    let lines = |text: &str| {
        let sheet = sheet(&check(COSTS, text));
        let lines = sheet
            .applicant
            .lines
            .into_iter()
            .filter(|line| line.what.en.contains("card") || line.what.en.contains("passport"));
        lines.map(|line| (line.what.en, line.amount.base, line.when.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&own),
        [
            ("copies of “passport”".to_owned(), 4_000, true),
            ("obtain “card”".to_owned(), 60_000, true),
            ("copies of “card”".to_owned(), 2_000, true)
        ]
    );
    // Where both may be handed in, the applicant takes the cheaper one.
    let both = own.replace(" when not big", " when big");
    assert_eq!(lines(&both).len(), 1);
}
