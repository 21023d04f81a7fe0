//! BPMN 2.0 from any modeller: one procedure a process, one agency a pool, one role a lane.
//!
//! What nests is nested, what does not is laid out with `then`, and what neither can say is `unresolved` and stands in the
//! report. The drawing is not read. A file that we wrote ourselves gives its steps back under their own names.

mod build;
mod element;
mod own;
mod read;
mod ways;

use super::facts::Facts;
use super::flow;
use super::xml::{self, Lines, Refused};
use super::{Draft, Imported, Importer, Names, Options, Page, Remark, Report, Source, path_part, quoted};
use crate::text;
use build::Build;
use read::{MODEL, Model, Scope};
use std::collections::BTreeMap;

/// The format.
pub(super) static BPMN: Importer = Importer {
    name: "bpmn",
    about: || text!(en: "BPMN 2.0 from any modeller", vi: "BPMN 2.0 từ mọi công cụ vẽ quy trình"),
    endings: &["bpmn", "bpmn2", "xml"],
    read,
};

/// How much of a file could be said.
#[derive(Debug, Default)]
struct Tally {
    fully: usize,
    partly: usize,
    refused: usize,
    processes: usize,
    steps: usize,
    jumping: usize,
}

/// The bodies that pools and lanes name: agencies with roles.
#[derive(Debug, Default)]
struct Bodies {
    names: Names,
    /// Name, title, roles.
    all: BTreeMap<String, (String, Names, BTreeMap<String, String>)>,
}

impl Bodies {
    /// The clause `by …` of someone in a pool and a lane.
    fn by(&mut self, pool: &str, lane: &str, fallback: &str) -> String {
        let agency = self.names.of(if pool.is_empty() { fallback } else { pool }, "đơn-vị");
        let (_, names, roles) =
            self.all.entry(agency.clone()).or_insert_with(|| (pool.to_owned(), Names::default(), BTreeMap::new()));
        if lane.is_empty() {
            return format!("by {agency}");
        }
        let role = names.of(lane, "chức-danh");
        roles.insert(role.clone(), lane.to_owned());
        format!("by {agency}/{role}")
    }

    /// A body under the name that we gave it.
    fn own(&mut self, key: &str) -> Option<String> {
        if key == "applicant" {
            return Some("by applicant".to_owned());
        }
        let (body, other) = key.strip_suffix(" other").map_or((key, ""), |body| (body, "other "));
        let safe =
            |part: &str| !part.is_empty() && part.chars().all(|c| super::in_name(c) || matches!(c, '-' | '_' | '.'));
        let (agency, role) = body.split_once('/').unwrap_or((body, ""));
        if !safe(agency) || !(role.is_empty() || safe(role)) {
            return None;
        }
        let entry = self.all.entry(agency.to_owned());
        let (_, _, roles) = entry.or_insert_with(|| (String::new(), Names::default(), BTreeMap::new()));
        if !role.is_empty() {
            roles.entry(role.to_owned()).or_default();
        }
        Some(format!("by {other}{body}"))
    }

    fn page(&self) -> Page {
        let mut page = Page::default();
        for (name, (title, _, roles)) in &self.all {
            let title = if title.is_empty() { String::new() } else { format!(" {}", quoted(title)) };
            page.block(&format!("agency {name}{title}"), |page| {
                for (role, title) in roles {
                    let title = if title.is_empty() { String::new() } else { format!(" {}", quoted(title)) };
                    page.line(&format!("role {role}{title}"));
                }
            });
        }
        page
    }
}

fn read(sources: &[Source], options: &Options<'_>) -> Imported {
    let mut report = Report::default();
    let mut draft = Draft::default();
    let mut bodies = Bodies::default();
    let mut codes = Names::default();
    let mut tally = Tally::default();
    options.progress.begin(sources.len());
    for source in sources {
        let before = report.remarks.len();
        match file(source, options, &mut report, &mut bodies, &mut codes, &mut tally) {
            Ok((stem, page)) => {
                draft.add(format!("{stem}.proc"), page);
                let unsaid = report.remarks[before..].iter().any(Remark::is_loss);
                if unsaid {
                    tally.partly += 1;
                } else {
                    tally.fully += 1;
                }
            }
            Err(refused) => {
                tally.refused += 1;
                report.remarks.push(Remark::unread(refused.kind, &source.name, refused.line, refused.text));
            }
        }
    }
    draft.add("registry.proc".to_owned(), bodies.page());
    report.count("files-fully", tally.fully, text!(en: "files read fully", vi: "tệp đọc được toàn bộ"));
    report.count("files-partly", tally.partly, text!(en: "files read in part", vi: "tệp đọc được một phần"));
    report.count("files-refused", tally.refused, text!(en: "files refused", vi: "tệp không đọc được"));
    report.count("processes", tally.processes, text!(en: "processes", vi: "quy trình"));
    report.count("steps", tally.steps, text!(en: "steps", vi: "bước"));
    report.share(
        "processes-nested",
        tally.processes - tally.jumping,
        tally.processes,
        text!(en: "processes that nest without jumps", vi: "quy trình có cấu trúc lồng, không cần nhảy bước"),
    );
    draft.finish(&text!(en: "Processes from BPMN", vi: "Quy trình từ BPMN"), options, report)
}

fn file(
    source: &Source,
    options: &Options<'_>,
    report: &mut Report,
    bodies: &mut Bodies,
    codes: &mut Names,
    tally: &mut Tally,
) -> Result<(String, Page), Refused> {
    let text = xml::decode(&source.bytes)?;
    let lines = Lines::new(&text);
    let document = xml::parse(&text)?;
    let root = document.root_element();
    if (root.tag_name().namespace(), root.tag_name().name()) != (Some(MODEL), "definitions") {
        let name = root.tag_name().name();
        return Err(Refused {
            kind: "not-bpmn",
            line: lines.of(root),
            text: text!(
                en: "`{name}` is not the `definitions` of a BPMN 2.0 model",
                vi: "`{name}` không phải `definitions` của mô hình BPMN 2.0"
            ),
        });
    }
    let model = read::model(root, &lines);
    let worked: Vec<&Scope> = model.processes.iter().filter(|process| !process.nodes.is_empty()).collect();
    if worked.is_empty() {
        return Err(Refused {
            kind: "no-process",
            line: 0,
            text: text!(
                en: "the file holds no process with steps (a choreography, a conversation or empty pools)",
                vi: "tệp không có quy trình nào có bước (sơ đồ phối hợp, hội thoại hoặc nhóm trống)"
            ),
        });
    }
    let stem = source.file_name().rsplit_once('.').map_or(source.file_name(), |(stem, _)| stem);
    let mut page = Page::default();
    for (index, scope) in worked.iter().enumerate() {
        tally.processes += 1;
        let code = code(scope, stem, codes);
        let mut cx = Build {
            file: &source.name,
            model: &model,
            scope,
            language: options.language,
            report,
            bodies,
            facts: Facts::new(options.language),
            steps: Names::default(),
            count: 0,
            depth: 0,
            junctions: 0,
        };
        procedure(&mut page, &code, &mut cx, index == 0, tally);
    }
    Ok((path_part(stem), page))
}

/// Our own code, else the name of the file: unique either way.
fn code(scope: &Scope, stem: &str, codes: &mut Names) -> String {
    let safe = |name: &str| {
        name.chars()
            .map(|c| if super::in_name(c) || matches!(c, '-' | '_' | '.') { c } else { '-' })
            .collect::<String>()
    };
    let own = scope.code.as_deref().filter(|code| stem.starts_with(code)).map(|_| safe(stem));
    codes.given(own.unwrap_or_else(|| safe(stem)))
}

fn procedure(page: &mut Page, code: &str, cx: &mut Build<'_>, first: bool, tally: &mut Tally) {
    let scope = cx.scope;
    let pool = cx.model.pools.iter().find(|pool| pool.process == scope.id);
    let title = [scope.name.as_str(), pool.map_or("", |pool| pool.name.as_str()), scope.id.as_str()];
    let title = title.into_iter().find(|title| !title.trim().is_empty()).unwrap_or("BPMN");
    let outcome = cx.process();
    tally.steps += cx.count;
    tally.jumping += usize::from(outcome.jumps);
    for (line, unsaid) in &outcome.unsaid {
        cx.report.remarks.push(Remark::loss("not-sayable", cx.file, *line, unsaid.clone()));
    }
    page.gap();
    page.body(&format!("procedure {code} {}", quoted(title)), |page| {
        scope.deadlines.iter().for_each(|line| page.line(line));
        cx.facts.lines().iter().for_each(|line| page.line(line));
        let mut words = vec![format!("process {}", scope.id)];
        words.extend(
            pool.into_iter().filter(|pool| pool.name != title).map(|pool| format!("participant {}", pool.name)),
        );
        words.extend(pool.into_iter().flat_map(|pool| pool.words.clone()));
        words.extend(scope.words.iter().cloned());
        words.extend(messages(cx.model, scope, pool.map_or("", |pool| &pool.id)));
        if first {
            words.extend(cx.model.words.iter().cloned());
            words.extend(cx.model.pools.iter().filter(|pool| is_empty(cx.model, &pool.process)).flat_map(|pool| {
                std::iter::once(format!("participant {}", pool.name)).chain(pool.words.iter().cloned())
            }));
        }
        page.text(&words.join("\n"));
        flow::write(page, &outcome, cx.language);
    });
}

/// Whether a pool shows nothing of what happens in it.
fn is_empty(model: &Model, process: &str) -> bool {
    !model.processes.iter().any(|scope| scope.id == process && !scope.nodes.is_empty())
}

/// The message flows that begin or end in a process.
fn messages(model: &Model, scope: &Scope, pool: &str) -> Vec<String> {
    let shown = |id: &str| {
        let pool = model.pools.iter().find(|pool| pool.id == id).map(|pool| pool.name.clone());
        pool.or_else(|| model.processes.iter().find_map(|scope| build::name_of(scope, id)))
            .unwrap_or_else(|| id.to_owned())
    };
    let here = |id: &str| id == pool && !pool.is_empty() || build::name_of(scope, id).is_some();
    let flows = model.messages.iter().filter(|(_, from, to)| here(from) || here(to));
    flows.map(|(name, from, to)| format!("messageFlow {name}: {} → {}", shown(from), shown(to))).collect()
}
