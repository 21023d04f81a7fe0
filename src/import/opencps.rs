//! `OpenCPS` v2: the XML files of an import package. `ServiceProcess` is the process, `ServiceInfo` what is published,
//! `DossierTemplate` the papers; they are joined by their numbers. The rest of a package (menus, people, holidays) is kept
//! as text of the catalogue.
//!
//! Steps are states and actions lead from one to the next, so a process is a graph. `durationUnit` 0 is days, 1 is hours, both
//! of working time, as the software counts them; another number is unknown and stays text.

use super::facts::Facts;
use super::flow::{self, EXIT, Gate, Graph, Guard, Item, Kind, Outcome, START, Step};
use super::xml::{self, Lines, Refused};
use super::{Draft, Imported, Importer, Names, Options, Page, Remark, Report, Source, path_part, quoted};
use crate::base::Text;
use crate::text;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// The format.
pub(super) static OPENCPS: Importer = Importer {
    name: "opencps",
    about: || text!(en: "import packages of OpenCPS v2 (XML)", vi: "gói dữ liệu nhập của OpenCPS v2 (XML)"),
    endings: &["xml"],
    read,
};

/// An element as its fields, in order, and what is below it.
#[derive(Debug, Clone, Default)]
struct Record {
    name: String,
    fields: Vec<(String, String)>,
    lists: Vec<Record>,
    line: usize,
    file: String,
}

impl Record {
    fn get(&self, field: &str) -> &str {
        self.fields.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &Self> {
        let found = self.lists.iter().find(|list| list.name == name);
        found.into_iter().flat_map(|list| list.lists.iter())
    }

    /// The fields that have no place, a line each, with those of everything below that has none.
    fn rest(&self, known: &[&str], lists: &[&str]) -> Vec<String> {
        let fields = self.fields.iter().filter(|(name, value)| !known.contains(&name.as_str()) && !value.is_empty());
        let mut lines: Vec<String> = fields.map(|(name, value)| format!("{name}: {value}")).collect();
        for list in self.lists.iter().filter(|list| !lists.contains(&list.name.as_str())) {
            let inner = list.rest(&[], &[]);
            if !inner.is_empty() {
                lines.push(format!("{}:", list.name));
                lines.extend(inner);
            }
        }
        lines
    }
}

fn read(sources: &[Source], options: &Options<'_>) -> Imported {
    let mut report = Report::default();
    let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for source in sources {
        match document(source) {
            Ok(record) => records.entry(record.name.clone()).or_default().push(record),
            Err(refused) => {
                report.remarks.push(Remark::unread(refused.kind, &source.name, refused.line, refused.text));
            }
        }
    }
    let mut take = |name: &str| records.remove(name).unwrap_or_default();
    let (processes, services, templates) = (take("ServiceProcess"), take("ServiceInfo"), take("DossierTemplate"));
    options.progress.begin(processes.len() + services.len() + 1);
    let mut package = Package {
        processes,
        services,
        templates,
        bodies: BTreeMap::new(),
        names: Names::default(),
        roles: Names::default(),
        report,
        steps: 0,
        timed: 0,
    };
    let mut draft = Draft::default();
    let mut codes = Names::default();
    let mut used = Used::default();
    let services = std::mem::take(&mut package.services);
    for service in &services {
        let (page, stem) = package.service(service, &mut codes, &mut used, options);
        draft.add(format!("{stem}.proc"), page);
    }
    let alone: Vec<Record> = package
        .processes
        .iter()
        .filter(|process| !used.processes.contains(process.get("processNo")))
        .cloned()
        .collect();
    for process in &alone {
        let name = codes.given(process.get("processNo").to_owned());
        let mut page = Page::default();
        let title = process.get("processName");
        page.body(&format!("procedure {name} {}", quoted(title)), |page| {
            package.worked(
                page,
                process,
                &process.rest(&["processNo", "processName", "durationCount", "durationUnit"], &LISTS),
                options,
            );
        });
        draft.add(format!("{}.proc", path_part(&name)), page);
    }
    let mut rest = Page::default();
    let papers: Vec<&Record> =
        package.templates.iter().filter(|template| !used.templates.contains(template.get("templateNo"))).collect();
    let others: Vec<&Record> = records.values().flatten().chain(papers).collect();
    if !others.is_empty() {
        rest.body("procedure opencps", |page| {
            page.unresolved(
                options.language.pick("parts of the package that are no procedure", "phần của gói không phải thủ tục"),
            );
            let lines = others
                .iter()
                .flat_map(|record| std::iter::once(format!("{}:", record.name)).chain(record.rest(&[], &[])));
            page.text(&lines.collect::<Vec<_>>().join("\n"));
        });
        draft.add("package.proc".to_owned(), rest);
    }
    draft.add("registry.proc".to_owned(), package.registry());
    let Package { mut report, steps, timed, processes, .. } = package;
    report.count("services", services.len(), text!(en: "procedures", vi: "thủ tục"));
    report.count("processes", processes.len(), text!(en: "processes", vi: "quy trình"));
    report.count("steps", steps, text!(en: "steps", vi: "bước"));
    report.share("steps-with-time", timed, steps, text!(en: "steps with a time", vi: "bước có thời gian"));
    draft.finish(&text!(en: "Procedures from OpenCPS", vi: "Thủ tục từ OpenCPS"), options, report)
}

fn document(source: &Source) -> Result<Record, Refused> {
    const ROOTS: [&str; 21] = [
        "ServiceInfo",
        "DossierTemplate",
        "ServiceProcess",
        "ActionConfigList",
        "StepConfigList",
        "MenuConfigList",
        "DocumentTypeList",
        "DeliverableTypeList",
        "DynamicReportList",
        "DictCollection",
        "ServerConfigList",
        "PaymentConfigList",
        "NotificationTemplateList",
        "UserManagement",
        "HolidayList",
        "WorkingTimeList",
        "ApplicantList",
        "CitizenList",
        "BusinessList",
        "deliverableTypeRoleList",
        "EmployeeList",
    ];
    let text = xml::decode(&source.bytes)?;
    let lines = Lines::new(&text);
    let document = xml::parse(&text)?;
    let root = document.root_element();
    let name = root.tag_name().name();
    if !ROOTS.contains(&name) {
        return Err(Refused {
            kind: "not-opencps",
            line: lines.of(root),
            text: text!(en: "`{name}` is no part of a package of OpenCPS", vi: "`{name}` không phải phần của gói OpenCPS"),
        });
    }
    Ok(record(root, &lines, &source.name))
}

fn record(node: Node<'_, '_>, lines: &Lines, file: &str) -> Record {
    let mut read = Record {
        name: node.tag_name().name().to_owned(),
        line: lines.of(node),
        file: file.to_owned(),
        ..Record::default()
    };
    read.fields.extend(node.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())));
    for child in node.children() {
        if child.is_comment() {
            let words = child.text().unwrap_or_default().trim();
            read.fields.push(("comment".to_owned(), words.to_owned()));
        } else if child.is_element() && child.children().any(|inner| inner.is_element()) {
            read.lists.push(record(child, lines, file));
        } else if child.is_element() {
            let words = child.children().filter_map(|inner| inner.text()).collect::<String>();
            read.fields.push((child.tag_name().name().to_owned(), words.trim().to_owned()));
        }
    }
    read
}

/// The lists of a process that become structure.
const LISTS: [&str; 4] = ["roles", "steps", "actions", "sequences"];

/// The numbers that a service has named: a process and a template may share one.
#[derive(Default)]
struct Used {
    processes: BTreeSet<String>,
    templates: BTreeSet<String>,
}

/// A package while it is written.
struct Package {
    processes: Vec<Record>,
    services: Vec<Record>,
    templates: Vec<Record>,
    /// Code, title, roles of each body.
    bodies: BTreeMap<String, (String, BTreeMap<String, String>)>,
    names: Names,
    roles: Names,
    report: Report,
    steps: usize,
    timed: usize,
}

/// The body of roles that belong to no agency of the package.
const BODY: &str = "đơn-vị-opencps";

impl Package {
    fn suspect(&mut self, kind: &'static str, at: &Record, text: Text) {
        self.report.remarks.push(Remark::suspect(kind, &at.file, at.line, text));
    }

    /// A published procedure with its papers and processes; several processes are cases of it.
    fn service(
        &mut self,
        service: &Record,
        codes: &mut Names,
        used: &mut Used,
        options: &Options<'_>,
    ) -> (Page, String) {
        let name = codes.given(service.get("serviceCode").to_owned());
        let configs: Vec<Record> = service.list("configs").cloned().collect();
        let mut choices: Vec<(Record, Record)> = Vec::new();
        let mut channels = BTreeSet::new();
        for config in &configs {
            let code = config.get("govAgencyCode");
            if !code.is_empty() {
                let agency = self.names.of(code, "cơ-quan");
                config.get("govAgencyName").clone_into(&mut self.bodies.entry(agency).or_default().0);
            }
            if config.get("postalService") == "true" {
                channels.insert("channel post");
            }
            match config.get("serviceLevel") {
                "3" => channels.insert("channel online partial"),
                "4" => channels.insert("channel online full"),
                _ => false,
            };
            for option in config.list("processes") {
                let number = option.get("processNo");
                match self.processes.iter().find(|process| process.get("processNo") == number).cloned() {
                    Some(process) => {
                        used.processes.insert(number.to_owned());
                        choices.push((option.clone(), process));
                    }
                    None if !number.is_empty() => {
                        let text = text!(en: "the process `{number}` is not in the package", vi: "gói không có quy trình `{number}`");
                        self.suspect("missing-process", option, text);
                    }
                    None => {}
                }
            }
        }
        let mut papers: Vec<Record> = Vec::new();
        for option in configs.iter().flat_map(|config| config.list("processes")) {
            let number = option.get("templateNo");
            match self.templates.iter().find(|template| template.get("templateNo") == number).cloned() {
                Some(template) if used.templates.insert(number.to_owned()) => papers.push(template),
                None if !number.is_empty() => {
                    let text = text!(en: "the dossier template `{number}` is not in the package", vi: "gói không có mẫu hồ sơ `{number}`");
                    self.suspect("missing-template", option, text);
                }
                _ => {}
            }
        }
        let mut page = Page::default();
        page.body(&format!("procedure {name} {}", quoted(service.get("serviceName"))), |page| {
            if !service.get("domainName").is_empty() {
                page.line(&format!("field {}", quoted(service.get("domainName"))));
            }
            for line in &channels {
                page.line(line);
            }
            let mut text = service.rest(&["serviceName", "domainName"], &[]);
            for template in &papers {
                Self::papers(page, template);
                text.extend(template.rest(&[], &["parts"]));
            }
            match choices.as_slice() {
                [] => page.text(&text.join("\n")),
                [(_, process)] => {
                    text.extend(process.rest(&["durationCount", "durationUnit"], &LISTS));
                    self.worked(page, process, &text, options);
                }
                many => {
                    page.text(&text.join("\n"));
                    let mut cases = Names::default();
                    for (option, process) in many {
                        let title = option.get("optionName");
                        let case = cases.fresh(title, "trường-hợp");
                        page.body(&format!("case {case} {}", quoted(title)), |page| {
                            let text = process.rest(&["durationCount", "durationUnit"], &LISTS);
                            self.worked(page, process, &text, options);
                        });
                    }
                }
            }
        });
        (page, path_part(&name))
    }

    fn papers(page: &mut Page, template: &Record) {
        let mut names = Names::default();
        for part in template.list("parts") {
            let title = part.get("partName");
            // 1 is what the applicant hands in, 2 what the office gives out; other kinds are the office's own.
            let name = names.fresh(title, "giấy-tờ");
            let text = part.rest(&["partName"], &[]).join("\n");
            let head = match part.get("partType") {
                "1" if part.get("required") == "true" => format!("document {name} {}", quoted(title)),
                "1" => format!("document {name} {} if any", quoted(title)),
                "2" => format!("result {name} {}", quoted(title)),
                _ => {
                    page.line(&format!("condition {name} {}", quoted(title)));
                    continue;
                }
            };
            page.block(&head, |page| page.text(&text));
        }
    }

    /// Deadline, facts, words and process.
    fn worked(&mut self, page: &mut Page, process: &Record, text: &[String], options: &Options<'_>) {
        let unit = unit(process.get("durationUnit"));
        let mut text = text.to_vec();
        match (amount(process.get("durationCount")), unit) {
            (Some(count), Some(unit)) if count != "0" => page.line(&format!("deadline {count} {unit}")),
            _ => text.extend(
                [process.get("durationCount"), process.get("durationUnit")]
                    .iter()
                    .filter(|w| !w.is_empty())
                    .map(|w| (*w).to_owned()),
            ),
        }
        let mut facts = Facts::new(options.language);
        let outcome = self.flow(process, unit, &mut facts);
        facts.lines().iter().for_each(|line| page.line(line));
        text.retain(|line| !line.trim().is_empty());
        page.text(&text.join("\n"));
        for (line, unsaid) in &outcome.unsaid {
            self.report.remarks.push(Remark::loss("not-sayable", &process.file, *line, unsaid.clone()));
        }
        flow::write(page, &outcome, options.language);
    }

    fn flow(&mut self, process: &Record, unit: Option<&str>, facts: &mut Facts) -> Outcome {
        let mut graph = Graph::new();
        let mut names = Names::default();
        let mut nodes: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for record in process.list("roles") {
            self.role(record);
            graph.keep(&record.rest(&["roleCode", "roleName"], &[]).join("; "));
        }
        for record in process.list("sequences") {
            graph.keep(&record.rest(&[], &[]).join("; "));
        }
        for record in process.list("steps") {
            let code = record.get("stepCode").to_owned();
            let step = self.step(record, unit, &mut names);
            let name = step.name.clone();
            let node = graph.add(Kind::Block(vec![Item::Step(step)]), String::new(), code.clone(), record.line);
            if nodes.insert(code.clone(), (node, name)).is_some() {
                self.suspect(
                    "duplicate-step",
                    record,
                    text!(en: "the step code `{code}` stands twice", vi: "mã bước `{code}` có hai lần"),
                );
            }
        }
        let mut ways: BTreeMap<String, Vec<(usize, &Record)>> = BTreeMap::new();
        let mut entered = BTreeSet::new();
        for action in process.list("actions") {
            let (from, to) = (action.get("preStepCode"), action.get("postStepCode"));
            let target = if to.is_empty() { Some(EXIT) } else { nodes.get(to).map(|(node, _)| *node) };
            let (title, known) = (action.get("actionName"), from.is_empty() || nodes.contains_key(from));
            let Some(target) = target.filter(|_| known) else {
                graph.keep(&action.rest(&[], &[]).join("; "));
                self.suspect(
                    "broken-link",
                    action,
                    text!(
                        en: "the action `{title}` leads from `{from}` to `{to}`, which are not both steps",
                        vi: "thao tác `{title}` nối `{from}` với `{to}` nhưng không có đủ hai bước này"
                    ),
                );
                continue;
            };
            // What stays in its own step is work within it.
            if from == to && !from.is_empty() {
                graph.keep(&action.rest(&[], &[]).join("; "));
                continue;
            }
            entered.insert(target);
            ways.entry(from.to_owned()).or_default().push((target, action));
        }
        let mut starts = ways.remove("").unwrap_or_default();
        if starts.is_empty() {
            let in_order: Vec<usize> =
                process.list("steps").filter_map(|step| Some(nodes.get(step.get("stepCode"))?.0)).collect();
            let first = in_order.iter().find(|node| !entered.contains(*node)).or(in_order.first()).copied();
            if let Some(first) = first {
                entered.insert(first);
                graph.link(START, first, Guard::Always, String::new());
            }
        } else {
            Self::lead(&mut graph, START, &mut starts, None, facts, process);
        }
        for (code, mut ways) in ways {
            let (node, name) = nodes[&code].clone();
            Self::lead(&mut graph, node, &mut ways, Some(name), facts, process);
        }
        for (node, _) in nodes.values() {
            if !graph.leads_on(*node) {
                graph.link(*node, EXIT, Guard::Always, String::new());
            }
        }
        let lost = nodes.iter().filter(|(_, (node, _))| !entered.contains(node)).count();
        if lost > 0 {
            let title = process.get("processName");
            self.suspect("unreachable", process, text!(en: "no action leads to {lost} steps of `{title}`", vi: "không có thao tác nào dẫn đến {lost} bước của `{title}`"));
        }
        flow::structure(graph, 0)
    }

    /// The actions out of a step: one leads on, several are a choice that the step makes.
    fn lead(
        graph: &mut Graph,
        from: usize,
        ways: &mut Vec<(usize, &Record)>,
        found_by: Option<String>,
        facts: &mut Facts,
        process: &Record,
    ) {
        let words = |action: &Record| action.rest(&["preStepCode", "postStepCode"], &[]).join("; ");
        if let [(to, action)] = ways.as_slice() {
            return graph.link(from, *to, Guard::Always, words(action));
        }
        let labels: Vec<String> = ways.iter().map(|(_, action)| action.get("actionName").to_owned()).collect();
        let question = found_by.clone().unwrap_or_else(|| process.get("processName").to_owned());
        let conditions = facts.decide(&question, &labels, found_by);
        let gate = graph.add(Kind::Split(Gate::Exclusive), String::new(), question, process.line);
        graph.link(from, gate, Guard::Always, String::new());
        for ((to, action), condition) in ways.drain(..).zip(conditions) {
            graph.link(gate, to, Guard::When(condition), words(action));
        }
    }

    fn role(&mut self, record: &Record) -> Option<String> {
        if record.get("roleCode").is_empty() {
            return None;
        }
        let code = self.roles.of(record.get("roleCode"), "chức-danh");
        let (_, roles) = self.bodies.entry(BODY.to_owned()).or_default();
        let title = roles.entry(code.clone()).or_default();
        if title.is_empty() {
            record.get("roleName").clone_into(title);
        }
        Some(format!("{BODY}/{code}"))
    }

    fn step(&mut self, record: &Record, unit: Option<&str>, names: &mut Names) -> Step {
        self.steps += 1;
        let title = record.get("stepName").to_owned();
        let name = names.fresh(&title, "bước");
        let mut clauses = Vec::new();
        let roles: Vec<Record> = record.list("roles").cloned().collect();
        let bodies: Vec<String> = roles.iter().filter_map(|role| self.role(role)).collect();
        if !bodies.is_empty() {
            clauses.push(format!("by {}", bodies.join(" or ")));
        }
        let mut text = record.rest(&["stepName", "durationCount"], &["roles"]);
        let count = record.get("durationCount");
        match (amount(count), unit) {
            // The software writes 0 where nothing is said.
            (Some(amount), Some(unit)) if amount != "0" => {
                self.timed += 1;
                clauses.push(format!("within {amount} {unit}"));
            }
            _ if !count.is_empty() => text.push(format!("durationCount: {count}")),
            _ => {}
        }
        text.extend(roles.iter().flat_map(|role| role.rest(&["roleCode", "roleName"], &[])));
        Step { name, title, clauses, text: text.join("\n"), ..Step::default() }
    }

    fn registry(&self) -> Page {
        let mut page = Page::default();
        for (name, (title, roles)) in &self.bodies {
            let title = if title.is_empty() { name } else { title };
            page.block(&format!("agency {name} {}", quoted(title)), |page| {
                for (role, title) in roles {
                    let title = if title.is_empty() { role } else { title };
                    page.line(&format!("role {role} {}", quoted(title)));
                }
            });
        }
        page
    }
}

fn unit(code: &str) -> Option<&'static str> {
    match code {
        "0" => Some("working days"),
        "1" => Some("hours"),
        _ => None,
    }
}

/// A number with at most two decimals, as it is written without needless zeros.
fn amount(written: &str) -> Option<String> {
    let (whole, part) = written.split_once(['.', ',']).unwrap_or((written, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    let whole: u32 = whole.parse().ok()?;
    Some(if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") })
}
