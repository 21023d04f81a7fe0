//! The geometry of drawings, for the page and for BPMN: in the shipped catalogue and in random processes nothing overlaps,
//! no arrow runs through a shape, a label or along another arrow.

use crate::flows;
use procedo::analysis::{FactSettings, Facts};
use procedo::base::Language;
use procedo::drawing::layout::{Direction, Layout, Point, Rect, Style, layout};
use procedo::drawing::{self, Caption, Chart, LANDSCAPE, Page, ShapeKind, UPRIGHT};
use procedo::model::{Catalogue, Procedure};
use procedo::time::Date;
use proptest::prelude::*;
use std::path::PathBuf;

/// Rounding, in the unit of the layout.
const SLACK: f64 = 0.2;

fn overlap(a: Rect, b: Rect) -> bool {
    a.x + SLACK < b.x + b.width
        && b.x + SLACK < a.x + a.width
        && a.y + SLACK < b.y + b.height
        && b.y + SLACK < a.y + a.height
}

/// An upright or level line as a box of almost no width, so that it overlaps what it runs through.
fn stretch(a: Point, b: Point) -> Rect {
    let thin = |size: f64| size.max(3.0 * SLACK);
    let rect = Rect { x: a.x.min(b.x), y: a.y.min(b.y), width: (a.x - b.x).abs(), height: (a.y - b.y).abs() };
    let (width, height) = (thin(rect.width), thin(rect.height));
    Rect { x: rect.x - (width - rect.width) / 2.0, y: rect.y - (height - rect.height) / 2.0, width, height }
}

fn contains(outer: Rect, inner: Rect) -> bool {
    inner.x > outer.x - SLACK
        && inner.y > outer.y - SLACK
        && inner.x + inner.width < outer.x + outer.width + SLACK
        && inner.y + inner.height < outer.y + outer.height + SLACK
}

/// Whether two stretches run along each other, and not only cross.
fn run_together(a: Rect, b: Rect) -> bool {
    let level = |rect: Rect| rect.width > rect.height;
    level(a) == level(b) && overlap(a, b)
}

/// What is wrong with a drawing, a sentence each.
fn faults(name: &str, chart: &Chart, style: &Style, layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    let is_timer = |index: usize| matches!(chart.shapes[index].kind, ShapeKind::Timer(..));
    let host = |index: usize| match chart.shapes[index].kind {
        ShapeKind::Timer(host, _) => Some(host.0),
        _ => None,
    };
    let boxes = |index: usize| std::iter::once(layout.shapes[index]).chain(layout.captions[index]);
    for a in 0..layout.shapes.len() {
        let label = &chart.shapes[a].label;
        let lane = layout.lanes[chart.shapes[a].lane];
        for own in boxes(a) {
            if !contains(lane, own) || overlap(own, layout.heads[chart.shapes[a].lane]) {
                faults.push(format!("{name}: `{label}` leaves its lane"));
            }
        }
        for b in a + 1..layout.shapes.len() {
            let apart = host(a) != Some(b) && host(b) != Some(a);
            if apart && boxes(a).any(|one| boxes(b).any(|other| overlap(one, other))) {
                faults.push(format!("{name}: `{label}` and `{}` overlap", chart.shapes[b].label));
            }
        }
        let within = style.words(&chart.shapes[a]);
        let is_box = matches!(chart.shapes[a].kind, ShapeKind::Task | ShapeKind::Supplement(_))
            || style.direction == Direction::Down
                && matches!(chart.shapes[a].kind, ShapeKind::Start | ShapeKind::End(_));
        let high = within.len() as f64 * style.leading;
        let wide = within.iter().map(|(_, line)| style.face.width(line, style.size)).fold(0.0, f64::max);
        if is_box && (high > layout.shapes[a].height + SLACK || wide > layout.shapes[a].width + SLACK) {
            faults.push(format!("{name}: `{label}` has too little room for its words"));
        }
    }
    let lines: Vec<Vec<Rect>> =
        layout.arrows.iter().map(|points| points.windows(2).map(|pair| stretch(pair[0], pair[1])).collect()).collect();
    for (index, arrow) in chart.arrows.iter().enumerate() {
        for pair in layout.arrows[index].windows(2) {
            if (pair[0].x - pair[1].x).abs() > SLACK && (pair[0].y - pair[1].y).abs() > SLACK {
                faults.push(format!("{name}: a slanting line at {:?}", pair[0]));
            }
        }
        let ends = |shape: usize| shape == arrow.from.0 || shape == arrow.to.0 || host(arrow.from.0) == Some(shape);
        for shape in 0..layout.shapes.len() {
            let timer_on_end = host(shape).is_some_and(|on| on == arrow.from.0 || on == arrow.to.0);
            let own = ends(shape)
                || timer_on_end
                    && is_timer(shape)
                    && boxes(shape).all(|one| !lines[index].iter().any(|line| overlap(*line, one)));
            let mut through = boxes(shape).filter(|one| lines[index].iter().any(|line| overlap(*line, *one)));
            if !own && through.next().is_some() {
                faults.push(format!("{name}: an arrow runs through `{}`", chart.shapes[shape].label));
            }
        }
        for (other, label) in layout.labels.iter().enumerate() {
            if other != index && label.is_some_and(|label| lines[index].iter().any(|line| overlap(*line, label))) {
                faults.push(format!("{name}: an arrow runs through the label `{}`", chart.arrows[other].label));
            }
        }
        for (other, beside) in chart.arrows.iter().enumerate().skip(index + 1) {
            let meet = beside.from == arrow.from || beside.to == arrow.to;
            if !meet && lines[index].iter().any(|a| lines[other].iter().any(|b| run_together(*a, *b))) {
                faults.push(format!("{name}: two arrows run along each other near {:?}", layout.arrows[index][0]));
            }
        }
    }
    let labels: Vec<(usize, Rect)> = layout.labels.iter().enumerate().filter_map(|(i, l)| Some((i, (*l)?))).collect();
    for (place, (index, label)) in labels.iter().enumerate() {
        let words = &chart.arrows[*index].label;
        if (0..layout.shapes.len()).any(|shape| boxes(shape).any(|one| overlap(*label, one))) {
            faults.push(format!("{name}: the label `{words}` lies on a shape"));
        }
        if labels.iter().skip(place + 1).any(|(_, other)| overlap(*label, *other)) {
            faults.push(format!("{name}: the label `{words}` lies on another"));
        }
        if !layout.lanes.iter().any(|lane| contains(*lane, *label)) {
            faults.push(format!("{name}: the label `{words}` leaves its lane"));
        }
    }
    for (phase, (frame, strip)) in chart.phases.iter().zip(layout.phases.iter().zip(&layout.strips)) {
        let stands = (phase.shapes.start..phase.shapes.end).all(|shape| contains(*frame, layout.shapes[shape]));
        let alone = (0..layout.shapes.len())
            .filter(|shape| !phase.shapes.contains(shape))
            .all(|shape| !overlap(*frame, layout.shapes[shape]));
        if !stands || !alone {
            faults.push(format!("{name}: the frame of `{}` does not hold its steps and nothing else", phase.title));
        }
        if style.strip > 0.0 && style.strip_lines(phase).len() as f64 * style.leading > strip.height + SLACK {
            faults.push(format!("{name}: the strip of `{}` has too little room", phase.title));
        }
    }
    faults
}

/// What is wrong with both drawings of a view.
fn faults_of(catalogue: &Catalogue, view: &Procedure, day: Date) -> Option<(Vec<String>, Page)> {
    let chart = drawing::chart(catalogue, view, day, view.language)?;
    let mut found = faults(&format!("{} (BPMN)", view.name.text), &chart, &Style::BPMN, &layout(&chart, &Style::BPMN));
    let page = drawing::page(&chart);
    found.extend(faults(&view.name.text, &page.chart, &page.style, &page.layout));
    Some((found, page))
}

#[test]
fn nothing_overlaps_in_any_drawing_of_the_shipped_catalogue() {
    let shipped = crate::support::shipped();
    let (catalogue, day) = (&shipped.catalogue, shipped.as_of);
    let mut drawn = 0;
    let mut found = Vec::new();
    for entry in &catalogue.entries {
        let places = catalogue.adapted_places(entry, day);
        let adapted = places.iter().map(|&place| catalogue.view_at(entry, day, Some(place), &[]));
        for view in entry.views().cloned().chain(adapted) {
            let Some((faults, page)) = faults_of(catalogue, &view, day) else { continue };
            drawn += 1;
            found.extend(faults);
            if page.layout.pool.width > LANDSCAPE + 0.1 {
                found.push(format!("{}: {} points wide", view.name.text, page.layout.pool.width));
            }
        }
    }
    assert!(drawn >= 15, "only {drawn} drawings");
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// A random process in the notation of `flows`, with jumps to steps that may stand anywhere.
fn random_process() -> impl Strategy<Value = String> {
    let step = (
        0..12_usize,
        prop::sample::select(vec!["", " ask", " !refuse", " ask2 !stop", " x?refuse", " 2h", " 3d applicant"]),
    );
    let jump = prop_oneof![
        6 => Just(String::new()),
        1 => (0..12_usize).prop_map(|to| format!(" >s{to}/x")),
        1 => (0..12_usize).prop_map(|to| format!(" x?s{to}")),
    ];
    let leaf = prop_oneof![
        12 => (step, jump).prop_map(|((_, words), jump)| format!("STEP{words}{jump}")),
        1 => Just("refuse".to_owned()),
    ];
    let nested = leaf.prop_recursive(4, 40, 5, |inner| {
        let flow = prop::collection::vec(inner, 1..5).prop_map(|parts| parts.join("; "));
        prop_oneof![
            3 => flow.clone(),
            2 => (flow.clone(), flow.clone()).prop_map(|(a, b)| format!("if x {{ {a} }} else {{ {b} }}")),
            1 => flow.clone().prop_map(|a| format!("if x {{ {a} }}")),
            2 => (flow.clone(), flow.clone(), flow.clone()).prop_map(|(a, b, c)| format!("par {{ {a} | {b} | {c} }}")),
            1 => flow.clone().prop_map(|a| format!("loop 3 x {{ {a} }}")),
            1 => flow.prop_map(|a| format!("phase {{ {a} }}")),
        ]
    });
    prop::collection::vec(nested, 1..6).prop_map(|parts| {
        let mut text = parts.join("; ");
        let mut count = 0;
        while let Some(at) = text.find("STEP") {
            text.replace_range(at..at + 4, &format!("s{count}"));
            count += 1;
        }
        text
    })
}

/// Some day.
fn day() -> Date {
    Date::new(2026, 11, 21).expect("a day of the calendar")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_in_the_drawing_of_a_random_process(text in random_process()) {
        let (faults, _) = faults_of(&Catalogue::default(), &flows::procedure(&text), day()).expect("there is a process");
        prop_assert!(faults.is_empty(), "{text}\n{}", faults.join("\n"));
    }
}

#[test]
fn a_long_process_with_long_branches_stays_as_wide_as_a_page() {
    let steps =
        |from: usize, to: usize| (from..to).map(|n| format!("s{n} ask !refuse 2h")).collect::<Vec<_>>().join("; ");
    let text = format!("{}; par {{ {} | {} }}; last", steps(0, 200), steps(200, 240), steps(240, 300));
    let (faults, page) = faults_of(&Catalogue::default(), &flows::procedure(&text), day()).expect("there is a process");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(page.layout.pool.width < UPRIGHT + 0.1, "{} points", page.layout.pool.width);
}

/// The heading of a shipped procedure on a day.
fn heading(facts: &Facts<'_>) -> Caption {
    drawing::caption(facts, None, Language::Vi)
}

#[test]
fn the_power_in_force_on_a_day_is_said_and_what_goes_above_it_is_marked() {
    let catalogue = &crate::support::shipped().catalogue;
    let (before, after) = (Date::new(2026, 5, 14).expect("a day"), Date::new(2026, 5, 16).expect("a day"));
    let on = |day: Date| {
        let view = &catalogue.entry("1.014967", day).expect("it is in force").base;
        Facts::new(catalogue, view, FactSettings { as_of: day, supplement_rounds: 1 })
    };
    let (before, after) = (on(before), on(after));
    let process = after.process();
    assert_eq!(heading(&before).marks.len(), 0);
    let marked: Vec<_> = heading(&after).marks.keys().map(|&step| process.step(step).shown().to_owned()).collect();
    assert_eq!(
        marked,
        ["Ủy ban nhân dân tỉnh xem xét, ký Giấy phép", "Vào sổ, phát hành, gửi kết quả đến Sở Công Thương"]
    );
    let by_delegation = |facts: &Facts<'_>| {
        let lines = heading(facts).lines.into_iter();
        lines.filter(|(word, _)| word.ends_with("ủy quyền")).map(|(_, what)| what).collect::<Vec<_>>()
    };
    assert_eq!(by_delegation(&before), Vec::<String>::new());
    assert_eq!(
        by_delegation(&after),
        ["Giám đốc Sở, Sở Công Thương (do Ủy ban nhân dân cấp tỉnh giao; \
          Quyết định 1696/QĐ-UBND của Ủy ban nhân dân tỉnh Bình An; từ ngày 15/05/2026 đến hết ngày 28/02/2027)"]
    );
    // Text and picture say it alike.
    for (facts, times) in [(&before, 0), (&after, 2)] {
        let day = facts.settings.as_of;
        let text = drawing::outline(facts, &heading(facts), Language::Vi).expect("there is a process");
        let chart = drawing::chart(catalogue, facts.procedure, day, Language::Vi).expect("there is a process");
        let picture = drawing::svg(&drawing::page(&chart), &heading(facts));
        assert_eq!(text.lines().filter(|line| line.ends_with('▲')).count(), times);
        // Once more in the legend.
        assert_eq!(picture.matches(">▲<").count(), times + times / 2);
    }
}

#[test]
fn the_longest_path_is_drawn_from_the_start_to_the_end() {
    let procedure = flows::procedure("a 2h ask; if x { b 3h; c 1h } else { d 1h }; par { e 2h | f 1h }; g 1h");
    let catalogue = Catalogue::default();
    let facts = Facts::new(&catalogue, &procedure, FactSettings { as_of: day(), supplement_rounds: 1 });
    let chart = drawing::chart(&catalogue, &procedure, day(), Language::En).expect("there is a process");
    let picture = drawing::svg(&drawing::page(&chart), &drawing::caption(&facts, None, Language::En));
    // Start–a, a–gateway, gateway–choice, choice–b, b–c, c–fork, fork–e, e–join, join–g, g–end; and once in the legend.
    assert_eq!(picture.matches("url(#arrow-longest)").count(), 10 + 1, "{picture}");
}

#[test]
fn ways_are_labelled_in_the_language_asked_for() {
    let procedure = flows::procedure("a ask; if x { b } else { c }");
    let chart = |language| drawing::chart(&Catalogue::default(), &procedure, day(), language).expect("a process");
    let words = |language| {
        let chart = chart(language);
        chart.arrows.iter().map(|arrow| arrow.label.clone()).filter(|label| !label.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(words(Language::En), ["incomplete", "complete", "x", "otherwise"]);
    assert_eq!(words(Language::Vi), ["hồ sơ chưa đủ", "hồ sơ đủ", "x", "còn lại"]);
}

#[test]
fn the_pictures_of_the_documentation_are_what_the_tool_draws() {
    let shipped = crate::support::shipped();
    let catalogue = &shipped.catalogue;
    let folder = crate::support::root().join("docs/pictures");
    let is_picture = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "svg");
    let pictures: Vec<_> = crate::support::files_below(&folder).into_iter().filter(is_picture).collect();
    assert!(pictures.len() >= 6, "only {} pictures", pictures.len());
    for path in pictures {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let (code, day) = name.split_once('_').expect("a picture is named CODE_DAY");
        let day = Date::parse(day).expect("a day");
        let view = catalogue.view_at(catalogue.entry(code, day).expect("it is in force"), day, None, &[]);
        let supplement_rounds = shipped.settings.thresholds.supplement_rounds;
        let facts = Facts::new(catalogue, &view, FactSettings { as_of: day, supplement_rounds });
        let language = shipped.settings.language;
        let chart = drawing::chart(catalogue, &view, day, language).expect("there is a process");
        let picture = drawing::svg(&drawing::page(&chart), &drawing::caption(&facts, None, language));
        let stored = std::fs::read_to_string(&path).expect("the picture can be read");
        assert!(stored == picture, "{name} is out of date: run docs/pictures/draw and look at what changed");
    }
}
