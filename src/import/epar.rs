//! e-PAR, an open-source one-stop system: `*_workflow.xml` with steps and tasks, `*_form_struct.xml` with the form.
//!
//! What the files mean is known from the software: `totaltime="-1"` is *not stated*; times are days; the times of tasks are
//! left over from a template and stay text; `pause` stops the clock after its task, `unpause` starts it again after its own;
//! `next="NULL"` is the end. A group is whoever works a step: a role of the body that runs the system, which no file names.

use super::flow::{self, Graph, Guard, Item, Kind, Outcome, Phase, Step};
use super::xml::{self, Lines, Refused};
use super::{Draft, Imported, Importer, Names, Options, Page, Remark, Report, Source, path_part, quoted};
use crate::base::Language;
use crate::text;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The format.
pub(super) static EPAR: Importer = Importer {
    name: "epar",
    about: || text!(en: "workflow and form XML of e-PAR", vi: "XML quy trình và biểu mẫu của e-PAR"),
    endings: &["xml"],
    read,
};

/// The body whose groups work the steps.
const BODY: &str = "đơn-vị-epar";

#[derive(Debug, Default)]
struct Process {
    code: String,
    title: String,
    total: String,
    fee: String,
    /// Attributes without a place.
    other: String,
    stages: Vec<Stage>,
    line: usize,
}

#[derive(Debug, Default)]
struct Stage {
    title: String,
    group: String,
    time: String,
    other: String,
    receives: bool,
    tasks: Vec<Task>,
    line: usize,
}

#[derive(Debug, Default)]
struct Task {
    code: String,
    title: String,
    next: String,
    pauses: bool,
    resumes: bool,
    other: String,
    line: usize,
}

/// A form: the papers that are ticked, and all of its words.
#[derive(Debug, Default)]
struct Form {
    papers: Vec<String>,
    words: String,
}

fn read(sources: &[Source], options: &Options<'_>) -> Imported {
    let mut report = Report::default();
    let mut processes: Vec<(&Source, Process)> = Vec::new();
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    for source in sources {
        match document(source, &mut report) {
            Ok(Some(Document::Process(process))) => processes.push((source, process)),
            Ok(Some(Document::Form(form))) => {
                forms.insert(stem(source), form);
            }
            Ok(None) => {}
            Err(refused) => {
                report.remarks.push(Remark::unread(refused.kind, &source.name, refused.line, refused.text));
            }
        }
    }
    options.progress.begin(processes.len() + 1);
    let mut draft = Draft::default();
    let mut groups = Groups::default();
    let mut codes = Names::default();
    let (mut tasks, mut kinds) = (0, 0);
    for (source, process) in &processes {
        let mut judge = Judge { file: &source.name, report: &mut report };
        judge.process(process);
        for stage in &process.stages {
            groups.add(stage);
        }
        tasks += process.stages.iter().map(|stage| stage.tasks.len()).sum::<usize>();
        kinds += process.stages.iter().flat_map(|stage| &stage.tasks).filter(|task| kind(&task.code).is_some()).count();
        let form = forms.remove(&stem(source));
        let name = codes.free(code_name(&process.code));
        let path = format!("{}.proc", path_part(&name));
        draft.add(
            path,
            procedure(process, &name, form.as_ref(), &groups, &mut report, (&source.name, options.language)),
        );
    }
    for (stem, form) in forms {
        let file = stem.rsplit('/').next().unwrap_or(&stem);
        let name = codes.free(code_name(file));
        let mut page = Page::default();
        page.body(&format!("procedure {name}"), |page| {
            page.unresolved("có biểu mẫu nhưng không có quy trình");
            page.text(&form.words);
        });
        draft.add(format!("{}.proc", path_part(&name)), page);
    }
    draft.add("registry.proc".to_owned(), registry(&groups));
    let count = processes.len();
    report.count("processes", count, text!(en: "processes", vi: "quy trình"));
    report.count("tasks", tasks, text!(en: "tasks", vi: "tác vụ"));
    report.count("groups", groups.all.len(), text!(en: "groups, now roles", vi: "nhóm, nay là chức danh"));
    report.share("steps-with-kind", kinds, tasks, text!(en: "steps whose kind is known", vi: "bước đã rõ loại"));
    draft.finish(&text!(en: "Processes from e-PAR", vi: "Quy trình từ e-PAR"), options, report)
}

/// `DT01_workflow.xml` and `DT01_form_struct.xml` belong together if they stand in one folder.
fn stem(source: &Source) -> String {
    let name = source.name.replace('\\', "/");
    let cut = name.find("_workflow").or_else(|| name.find("_form")).unwrap_or(name.len());
    name[..cut].to_owned()
}

/// A code as a name: what a name cannot hold becomes a hyphen.
fn code_name(code: &str) -> String {
    let safe: String =
        code.chars().map(|c| if super::in_name(c) || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    if safe.is_empty() { "epar".to_owned() } else { safe }
}

enum Document {
    Process(Process),
    Form(Form),
}

fn document(source: &Source, report: &mut Report) -> Result<Option<Document>, Refused> {
    let text = xml::decode(&source.bytes)?;
    let lines = Lines::new(&text);
    let document = xml::parse(&text)?;
    let root = document.root_element();
    match root.tag_name().name() {
        "process" => Ok(Some(Document::Process(process(root, &lines)))),
        "form" => Ok(Some(Document::Form(form(root)))),
        other => {
            let text = text!(
                en: "`{other}` is neither a workflow nor a form of e-PAR",
                vi: "`{other}` không phải quy trình cũng không phải biểu mẫu của e-PAR"
            );
            report.remarks.push(Remark::unread("not-epar", &source.name, lines.of(root), text));
            Ok(None)
        }
    }
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_default().trim().to_owned()
}

/// The attributes that have no place, and the words between elements, comments included.
fn others(node: Node<'_, '_>, known: &[&str]) -> String {
    let attributes = node.attributes().filter(|a| !known.contains(&a.name()) && !a.value().trim().is_empty());
    let mut parts: Vec<String> = attributes.map(|a| format!("{}={}", a.name(), a.value().trim())).collect();
    let texts = node.children().filter(|child| child.is_text() || child.is_comment()).filter_map(|child| child.text());
    parts.extend(texts.map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned));
    parts.join("; ")
}

fn process(root: Node<'_, '_>, lines: &Lines) -> Process {
    let stages = root.children().filter(Node::is_element).map(|stage| Stage {
        title: attribute(stage, "name"),
        group: attribute(stage, "group"),
        time: attribute(stage, "time"),
        other: others(stage, &["name", "group", "time"]),
        receives: stage.attribute("role") == Some("TIEP_NHAN"),
        tasks: stage.children().filter(Node::is_element).map(|node| task(node, lines)).collect(),
        line: lines.of(stage),
    });
    Process {
        code: attribute(root, "code"),
        title: attribute(root, "name"),
        total: attribute(root, "totaltime"),
        fee: attribute(root, "fee"),
        other: others(root, &["code", "name", "totaltime", "fee"]),
        stages: stages.collect(),
        line: lines.of(root),
    }
}

fn task(node: Node<'_, '_>, lines: &Lines) -> Task {
    let is = |name| node.attribute(name).is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
    Task {
        code: attribute(node, "code"),
        title: attribute(node, "name"),
        next: attribute(node, "next"),
        pauses: is("pause"),
        resumes: is("unpause"),
        other: others(node, &["code", "name", "next"]),
        line: lines.of(node),
    }
}

fn form(root: Node<'_, '_>) -> Form {
    let mut form = Form::default();
    let mut words = vec!["e-PAR:".to_owned()];
    for node in root.descendants().filter(|node| node.is_element() && *node != root) {
        let paper = node.attribute("doc").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
        let title = attribute(node, "title");
        if paper && !title.is_empty() {
            form.papers.push(title);
        }
        let known: &[&str] = if paper { &["title"] } else { &[] };
        let line = others(node, known);
        words.extend((!line.is_empty()).then(|| format!("{}: {line}", node.tag_name().name())));
    }
    let own = others(root, &[]);
    words.extend((!own.is_empty()).then_some(own));
    form.words = words.join("\n");
    form
}

/// A number of days; `None`: not stated or not a number.
fn days(written: &str) -> Option<f64> {
    written.replace(',', ".").parse::<f64>().ok().filter(|days| days.is_finite() && (0.0..=999_999.0).contains(days))
}

/// A number of days as the language writes it; at most two decimals.
fn shown(days: f64) -> String {
    let text = format!("{days:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a task does, where its code says so beyond doubt.
fn kind(code: &str) -> Option<&'static str> {
    Some(match code.rsplit("::").next()? {
        "TIEP_NHAN" => "receive",
        "BAN_GIAO" => "transfer",
        "PHAN_CONG" => "assign",
        "THU_LY" => "assess",
        "XET_DUYET" => "review",
        "KY_DUYET" => "approve",
        "THU_PHI" => "collect-fee",
        "TRA_KET_QUA" => "return",
        _ => return None,
    })
}

/// What looks wrong in a workflow.
struct Judge<'a> {
    file: &'a str,
    report: &'a mut Report,
}

impl Judge<'_> {
    fn suspect(&mut self, kind: &'static str, line: usize, text: crate::base::Text) {
        self.report.remarks.push(Remark::suspect(kind, self.file, line, text));
    }

    fn process(&mut self, process: &Process) {
        self.total(process);
        self.links(process);
        self.pauses(process);
    }

    fn total(&mut self, process: &Process) {
        let (code, line) = (&process.code, process.line);
        let Some(total) = days(&process.total) else {
            return self.suspect(
                "missing-total",
                line,
                text!(en: "`{code}` states no total time", vi: "`{code}` không ghi tổng thời gian"),
            );
        };
        let mut sum = 0.0;
        for stage in &process.stages {
            if let Some(time) = days(&stage.time) {
                sum += time;
            } else {
                let title = &stage.title;
                return self.suspect(
                    "missing-step-time",
                    stage.line,
                    text!(
                        en: "`{code}` states a total, but no time for `{title}`",
                        vi: "`{code}` ghi tổng thời gian nhưng không ghi thời gian của `{title}`"
                    ),
                );
            }
        }
        if (sum - total).abs() > 0.005 {
            let (sum, total) = (shown(sum), shown(total));
            self.suspect(
                "sum-mismatch",
                line,
                text!(
                    en: "`{code}` states {total} days, its steps add up to {sum}",
                    vi: "`{code}` ghi {total} ngày, cộng các bước được {sum} ngày"
                ),
            );
        }
    }

    fn links(&mut self, process: &Process) {
        let tasks: Vec<&Task> = process.stages.iter().flat_map(|stage| &stage.tasks).collect();
        let code = &process.code;
        if tasks.is_empty() {
            return self.suspect(
                "no-task",
                process.line,
                text!(en: "`{code}` has no task", vi: "`{code}` không có tác vụ nào"),
            );
        }
        let mut known = BTreeSet::new();
        for task in &tasks {
            if !known.insert(task.code.as_str()) {
                let twin = &task.code;
                self.suspect(
                    "duplicate-task",
                    task.line,
                    text!(en: "the task code `{twin}` stands twice", vi: "mã tác vụ `{twin}` có hai lần"),
                );
            }
        }
        for task in &tasks {
            let from = &task.code;
            for next in nexts(task).filter(|next| !known.contains(next)) {
                self.suspect(
                    "broken-link",
                    task.line,
                    text!(
                        en: "`{from}` leads to `{next}`, which does not exist",
                        vi: "`{from}` dẫn đến `{next}` nhưng không có tác vụ này"
                    ),
                );
            }
            if task.next.is_empty() {
                self.suspect(
                    "broken-link",
                    task.line,
                    text!(en: "`{from}` does not say what follows", vi: "`{from}` không ghi tác vụ tiếp theo"),
                );
            }
        }
        let forwards = |task: &Task| nexts(task).map(str::to_owned).collect::<Vec<_>>();
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut open = vec![tasks[0].code.clone()];
        while let Some(at) = open.pop() {
            if reached.insert(at.clone()) {
                open.extend(tasks.iter().filter(|task| task.code == at).flat_map(|task| forwards(task)));
            }
        }
        for task in tasks.iter().filter(|task| !reached.contains(&task.code)) {
            let lost = &task.code;
            self.suspect(
                "unreachable-task",
                task.line,
                text!(en: "nothing leads to `{lost}`", vi: "không có tác vụ nào dẫn đến `{lost}`"),
            );
        }
        let ends = tasks.iter().any(|task| reached.contains(&task.code) && is_end(&task.next));
        if !ends {
            self.suspect(
                "no-end",
                process.line,
                text!(en: "`{code}` never comes to an end", vi: "`{code}` không có điểm kết thúc"),
            );
        }
    }

    fn pauses(&mut self, process: &Process) {
        let tasks = || process.stages.iter().flat_map(|stage| &stage.tasks);
        let stops = tasks().filter(|task| task.pauses).count();
        let starts = tasks().filter(|task| task.resumes).count();
        if let Some(task) = tasks().find(|task| task.pauses || task.resumes).filter(|_| stops != starts) {
            let code = &process.code;
            self.suspect(
                "pause-without-end",
                task.line,
                text!(
                    en: "`{code}` stops the clock {stops} times and starts it {starts} times",
                    vi: "`{code}` dừng tính thời hạn {stops} lần và tính lại {starts} lần"
                ),
            );
        }
    }
}

fn is_end(next: &str) -> bool {
    next.eq_ignore_ascii_case("null")
}

/// The codes that a task leads to.
fn nexts(task: &Task) -> impl Iterator<Item = &str> {
    task.next.split([',', ';', '|']).map(str::trim).filter(|next| !next.is_empty() && !is_end(next))
}

fn procedure(
    process: &Process,
    name: &str,
    form: Option<&Form>,
    groups: &Groups,
    report: &mut Report,
    (file, language): (&str, Language),
) -> Page {
    let mut page = Page::default();
    let title = if process.title.is_empty() { String::new() } else { format!(" {}", quoted(&process.title)) };
    page.body(&format!("procedure {name}{title}"), |page| {
        if let Some(total) = days(&process.total) {
            page.line(&format!("deadline {} days", shown(total)));
        }
        let fee: String = process.fee.chars().filter(char::is_ascii_digit).collect();
        let grouped = process.fee.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let mut text = vec![process.other.clone()];
        if grouped && !fee.is_empty() && fee.len() <= 12 {
            page.line(&format!(
                "fee {} VND",
                fee.trim_start_matches('0').chars().next().map_or("0", |_| fee.trim_start_matches('0'))
            ));
        } else if !process.fee.is_empty() {
            text.push(format!("fee={}", process.fee));
        }
        if days(&process.total).is_none() && !process.total.is_empty() {
            text.push(format!("totaltime={}", process.total));
        }
        if name != process.code {
            text.push(format!("code={}", process.code));
        }
        let mut papers = Names::default();
        for paper in form.into_iter().flat_map(|form| &form.papers) {
            let paper_name = papers.fresh(paper, "giấy-tờ");
            page.line(&format!("document {paper_name} {}", quoted(paper)));
        }
        text.extend(form.map(|form| form.words.clone()));
        text.retain(|words| !words.is_empty());
        page.text(&text.join("\n"));
        let outcome = process_flow(process, groups);
        for (line, unsaid) in &outcome.unsaid {
            report.remarks.push(Remark::kept("flow", file, *line, unsaid.clone()));
        }
        flow::write(page, &outcome, language);
    });
    page
}

fn process_flow(process: &Process, groups: &Groups) -> Outcome {
    let mut names = Names::default();
    let tasks: Vec<(usize, &Task)> = process
        .stages
        .iter()
        .enumerate()
        .flat_map(|(at, stage)| stage.tasks.iter().map(move |task| (at, task)))
        .collect();
    let paused = paused(&tasks);
    let steps: Vec<Step> = tasks
        .iter()
        .zip(paused)
        .map(|((stage, task), paused)| step(&process.stages[*stage], task, paused, groups, &mut names))
        .collect();
    let in_order = tasks.iter().enumerate().all(|(at, (_, task))| match tasks.get(at + 1) {
        Some((_, next)) => task.next == next.code,
        None => is_end(&task.next),
    });
    if in_order {
        let mut steps = steps.into_iter();
        let items = process.stages.iter().map(|stage| {
            let inner = steps.by_ref().take(stage.tasks.len()).map(Item::Step).collect();
            Item::Phase(phase(stage, &mut names), inner)
        });
        return Outcome { items: items.collect(), ..Outcome::default() };
    }
    // Stages whose tasks do not follow one another are no stretches; their limits stay text.
    let mut graph = Graph::new();
    let first = graph.nodes.len();
    for ((stage, task), mut step) in tasks.iter().zip(steps) {
        let stage = &process.stages[*stage];
        step.text = [format!("step: {}; time={}", stage.title, stage.time), step.text].join("\n");
        graph.add(Kind::Block(vec![Item::Step(step)]), String::new(), task.code.clone(), task.line);
    }
    if !tasks.is_empty() {
        graph.link(flow::START, first, Guard::Always, String::new());
    }
    for (at, (_, task)) in tasks.iter().enumerate() {
        let targets: Vec<usize> =
            nexts(task).filter_map(|next| tasks.iter().position(|(_, other)| other.code == next)).collect();
        match targets.as_slice() {
            [] => graph.link(first + at, flow::EXIT, Guard::Always, String::new()),
            [one] => graph.link(first + at, first + one, Guard::Always, String::new()),
            many => {
                let gate = graph.add(Kind::Split(flow::Gate::Exclusive), String::new(), task.code.clone(), task.line);
                graph.link(first + at, gate, Guard::Always, String::new());
                for to in many {
                    graph.link(gate, first + to, Guard::Always, String::new());
                }
            }
        }
    }
    flow::structure(graph, 0)
}

/// Which tasks lie behind a task that stops the clock, up to and with the one that starts it.
fn paused(tasks: &[(usize, &Task)]) -> Vec<bool> {
    let mut stopped = false;
    let answer = tasks.iter().map(|(_, task)| {
        let here = stopped;
        stopped = (stopped && !task.resumes) || task.pauses;
        here
    });
    answer.collect()
}

fn step(stage: &Stage, task: &Task, paused: bool, groups: &Groups, names: &mut Names) -> Step {
    let mut clauses = Vec::new();
    clauses.extend(kind(&task.code).map(|kind| format!("kind {kind}")));
    clauses.extend(groups.all.get(&stage.group).map(|(role, _)| format!("by {BODY}/{role}")));
    let text = [format!("code={}", task.code), task.other.clone()];
    Step {
        name: names.fresh(&task.title, "bước"),
        title: task.title.clone(),
        clauses,
        lines: if paused { vec!["pauses the clock".to_owned()] } else { Vec::new() },
        text: text.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; "),
        unresolved: Vec::new(),
    }
}

fn phase(stage: &Stage, names: &mut Names) -> Phase {
    let stated = days(&stage.time);
    let time = (stated.is_none() && !stage.time.is_empty()).then(|| format!("time={}", stage.time));
    let text = [time.unwrap_or_default(), stage.other.clone()];
    Phase {
        name: names.fresh(&stage.title, "giai-đoạn"),
        title: stage.title.clone(),
        limit: stated.map_or_else(String::new, |time| format!("within {} days", shown(time))),
        text: text.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; "),
        unresolved: Vec::new(),
    }
}

/// Whoever works steps: the code of the group, the name of the role that it becomes, and whether it receives.
#[derive(Debug, Default)]
struct Groups {
    names: Names,
    all: BTreeMap<String, (String, bool)>,
}

impl Groups {
    fn add(&mut self, stage: &Stage) {
        if !stage.group.is_empty() {
            let names = &mut self.names;
            let entry = self.all.entry(stage.group.clone());
            let (_, receives) = entry.or_insert_with(|| (names.fresh(&stage.group, "nhóm"), false));
            *receives |= stage.receives;
        }
    }
}

fn registry(groups: &Groups) -> Page {
    let mut page = Page::default();
    if groups.all.is_empty() {
        return page;
    }
    page.body(&format!("agency {BODY} {}", quoted("Đơn vị dùng e-PAR")), |page| {
        page.unresolved("e-PAR không ghi tên cơ quan có các nhóm này");
        for (group, (role, receives)) in &groups.all {
            let receives = if *receives { " receives" } else { "" };
            page.line(&format!("role {role} {}{receives}", quoted(group)));
        }
    });
    page
}
