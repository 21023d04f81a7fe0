//! A procedure in the words of the portal, before it is laid out as text or as a package. What the portal cannot say is lost here.

use super::{APPEALS, CONDITIONS, INCOMPLETE, RESULT_CODES, UNITS};
use super::{fees, published};
use crate::analysis::deadline_for;
use crate::base::Language;
use crate::drawing::describe;
use crate::model::{
    Applicant, Atom, Bodies, ChannelKind, Condition, Deadline, DeadlineTime, Given, LawRef, NameOrTitle, OnlineScope,
    OrUnknown, Party, Procedure, Value, shown,
};
use crate::targets::{Output, Request, Subject};
use crate::time::{Duration, Unit};

/// A procedure as the portal publishes it.
#[derive(Debug, Default)]
pub(in crate::targets) struct Record {
    pub(in crate::targets) code: String,
    pub(in crate::targets) decision: String,
    pub(in crate::targets) title: String,
    pub(in crate::targets) levels: Vec<String>,
    pub(in crate::targets) fields: Vec<String>,
    pub(in crate::targets) applicants: Vec<String>,
    /// The wording of each step: its first line and those below it.
    pub(in crate::targets) steps: Vec<Vec<String>>,
    pub(in crate::targets) channels: Vec<Channel>,
    pub(in crate::targets) papers: Vec<Papers>,
    /// How many sets of papers; `None`: it is not said.
    pub(in crate::targets) sets: Option<u32>,
    pub(in crate::targets) performers: Vec<String>,
    pub(in crate::targets) deciders: Vec<String>,
    pub(in crate::targets) delegates: Vec<String>,
    pub(in crate::targets) partners: Vec<String>,
    pub(in crate::targets) results: Vec<(String, String)>,
    pub(in crate::targets) laws: Vec<Law>,
    pub(in crate::targets) conditions: Vec<String>,
    pub(in crate::targets) linked: Vec<String>,
    pub(in crate::targets) keywords: String,
    /// Its kind, as published.
    pub(in crate::targets) kind: String,
    pub(in crate::targets) address: String,
    pub(in crate::targets) description: String,
}

/// A way of filing.
#[derive(Debug)]
pub(in crate::targets) struct Channel {
    pub(in crate::targets) kind: ChannelKind,
    pub(in crate::targets) times: Vec<Time>,
}

/// A limit with what it costs.
#[derive(Debug, Default)]
pub(in crate::targets) struct Time {
    pub(in crate::targets) amount: String,
    pub(in crate::targets) unit: String,
    pub(in crate::targets) fees: Vec<Amount>,
    pub(in crate::targets) notes: Vec<String>,
}

impl Time {
    /// How many of its units; 0 where the amount is no number.
    pub(super) fn number(&self) -> f64 {
        self.amount.replace(',', ".").parse().unwrap_or_default()
    }

    /// Whether it says no limit: the portal writes a zero then.
    pub(super) fn is_open(&self) -> bool {
        self.number() <= 0.0
    }
}

/// A fee.
#[derive(Debug, Clone)]
pub(in crate::targets) struct Amount {
    pub(in crate::targets) dong: i64,
    pub(in crate::targets) note: String,
    /// Whether the amount is.
    pub(in crate::targets) known: bool,
}

/// Papers under a heading.
#[derive(Debug)]
pub(in crate::targets) struct Papers {
    pub(in crate::targets) heading: String,
    pub(in crate::targets) papers: Vec<Paper>,
}

/// A paper, or an entry of the published list that could not be read as one: that has no code.
#[derive(Debug, Default)]
pub(in crate::targets) struct Paper {
    pub(in crate::targets) code: String,
    pub(in crate::targets) title: String,
    /// Whether every applicant hands it in.
    pub(in crate::targets) required: bool,
    /// Originals and copies; `None`: the published list does not say.
    pub(in crate::targets) counts: Option<(u32, u32)>,
    pub(in crate::targets) form: String,
    /// The code of a result that replaces it; empty: none.
    pub(in crate::targets) replaced_by: String,
}

/// An instrument.
#[derive(Debug, Default)]
pub(in crate::targets) struct Law {
    pub(in crate::targets) title: String,
    pub(in crate::targets) number: String,
    pub(in crate::targets) issued: String,
    pub(in crate::targets) from: String,
    pub(in crate::targets) issuer: String,
}

pub(super) const VI: Language = Language::Vi;

/// Reads a procedure, and reports what the portal cannot say of it.
pub(in crate::targets) fn of(request: &Request<'_>, subject: &Subject<'_>, out: &mut Output) -> Record {
    let view = subject.base();
    let mut reader = Reader { request, subject, view, out };
    let record = Record {
        code: view.name.text.clone(),
        decision: view.published.as_ref().map(|(by, _)| plain(by)).unwrap_or_default(),
        title: line(shown(&view.name, view.title.as_ref())),
        levels: view.levels.iter().map(|level| level_word(&level.name.text)).collect(),
        fields: view.fields.iter().map(|field| line(&field.text)).collect(),
        applicants: view.applicants.iter().map(|one| applicant(one.value).to_owned()).collect(),
        steps: reader.steps(),
        channels: reader.channels(),
        papers: reader.papers(),
        sets: view.sets.as_ref().and_then(|sets| match sets.value {
            OrUnknown::Known(count) => Some(count),
            OrUnknown::Unknown => None,
        }),
        performers: reader.performers(),
        deciders: view.decided_by.iter().flat_map(|row| reader.officers(&row.bodies)).collect(),
        delegates: reader.delegates(),
        partners: reader.partners(),
        results: reader.results(),
        laws: reader.laws(),
        conditions: reader.conditions(),
        linked: view.linked.iter().map(|code| code.name.text.clone()).collect(),
        keywords: reader.kept("Từ khóa").unwrap_or_default(),
        kind: reader.kept("Loại thủ tục").unwrap_or_else(|| "TTHC được luật giao quy định chi tiết".to_owned()),
        address: reader.kept("Địa chỉ tiếp nhận HS").unwrap_or_default(),
        description: reader.kept("Mô tả").unwrap_or_default(),
    };
    reader.unsaid(&record);
    record
}

/// Words on one line.
pub(super) fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn plain(name: &NameOrTitle) -> String {
    line(match name {
        NameOrTitle::Name(name) => &name.text,
        NameOrTitle::Title(title) => &title.text,
    })
}

fn level_word(name: &str) -> String {
    match crate::base::similar::plain(name).as_str() {
        "trunguong" | "central" | "bo" => "Cấp Bộ/Trung ương",
        "tinh" | "province" => "Cấp Tỉnh",
        "huyen" | "district" => "Cấp Huyện",
        "xa" | "commune" => "Cấp Xã",
        _ => "Cơ quan khác",
    }
    .to_owned()
}

fn applicant(one: Applicant) -> &'static str {
    match one {
        Applicant::Citizen => "Công dân Việt Nam",
        Applicant::OverseasVietnamese => "Người Việt Nam định cư ở nước ngoài",
        Applicant::Foreigner => "Người nước ngoài",
        Applicant::Official => "Cán bộ, công chức, viên chức",
        Applicant::Enterprise => "Doanh nghiệp",
        Applicant::ForeignInvestedEnterprise => "Doanh nghiệp có vốn đầu tư nước ngoài",
        Applicant::Organisation => "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        Applicant::ForeignOrganisation => "Tổ chức nước ngoài",
        Applicant::Cooperative => "Hợp tác xã",
    }
}

/// What reads a procedure; `papers` and `steps` stand in files of their own.
pub(super) struct Reader<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) subject: &'a Subject<'a>,
    pub(super) view: &'a Procedure,
    out: &'a mut Output,
}

impl Reader<'_> {
    /// Reports what the portal cannot say.
    pub(super) fn lose(&mut self, gap: &'static crate::targets::Gap, at: crate::base::Span, about: Option<&str>) {
        self.out.lose(gap, self.subject, at, about);
    }

    /// A condition in words, reported as lost.
    pub(super) fn when(&mut self, when: Option<&Condition>, at: crate::base::Span) -> Option<String> {
        let when = when?;
        self.lose(&CONDITIONS, at, None);
        Some(describe(when, self.view, VI))
    }

    /// The titles of bodies.
    pub(super) fn bodies(&self, bodies: &Bodies) -> Vec<String> {
        let title = |party: &Party| match party {
            Party::Body { body, .. } => Some(line(&self.request.catalogue.full_title_of(body, self.request.as_of))),
            Party::Applicant(_) => None,
        };
        bodies.any_of.iter().filter_map(title).collect()
    }

    /// Bodies as a decision names them: an office without any other word goes before its agency, `Giám đốc Sở Tư pháp`.
    fn officers(&self, bodies: &Bodies) -> Vec<String> {
        let title = |party: &Party| match party {
            Party::Body { body, .. } => {
                let (catalogue, day) = (self.request.catalogue, self.request.as_of);
                let (office, agency) = (catalogue.title_of(body, day), catalogue.agency_title(body, day));
                let bare = body.role.is_some() && office.split_whitespace().count() <= 2;
                Some(line(&if bare { format!("{office} {agency}") } else { catalogue.full_title_of(body, day) }))
            }
            Party::Applicant(_) => None,
        };
        bodies.any_of.iter().filter_map(title).collect()
    }

    /// What the published wording says under a label that nothing else of the procedure says.
    fn kept(&self, label: &str) -> Option<String> {
        let text = &self.view.notes.text.as_ref()?.text;
        text.lines().find_map(|words| Some(line(words.strip_prefix(label)?.strip_prefix(": ")?)))
    }

    fn channels(&mut self) -> Vec<Channel> {
        let mut channels = Vec::new();
        for channel in &self.view.channels {
            let kind = channel.kind.value;
            let given = Given::from([(Atom::Channel, Value::Channel(kind))]);
            let fees = self.fees(&given);
            let answer = deadline_for(self.view, &given, self.request.as_of);
            let plus: Vec<&Deadline> = answer.plus.iter().chain(&answer.maybe_plus).copied().collect();
            let sure = answer.rows.len() == 1;
            let mut times: Vec<Time> = answer.rows.iter().map(|row| self.time(row, sure)).collect();
            for row in plus {
                let added = self.time(row, false);
                let words = format!("Cộng thêm {} {}", added.amount, spoken(&added.unit));
                if let Some(last) = times.last_mut() {
                    last.notes.push([vec![words], added.notes].concat().join(", "));
                }
            }
            if times.is_empty() {
                times.push(Time { amount: "0".to_owned(), unit: "OTHER".to_owned(), ..Time::default() });
            }
            match channel.scope.as_ref().map(|scope| scope.value) {
                Some(OnlineScope::Full) => times[0].notes.push("Dịch vụ công trực tuyến toàn trình.".to_owned()),
                Some(OnlineScope::Partial) => {
                    let why = channel.because.as_ref().map(|why| format!(": {}", line(&why.text)));
                    times[0].notes.push(format!("Dịch vụ công trực tuyến một phần{}.", why.unwrap_or_default()));
                }
                None => {}
            }
            for time in &mut times {
                time.fees.clone_from(&fees);
            }
            published::add(self.view, kind, &mut times);
            channels.push(Channel { kind, times });
        }
        channels
    }

    /// A limit; its condition in words unless it is the one that holds for the channel.
    fn time(&mut self, row: &Deadline, sure: bool) -> Time {
        let mut time = Time { unit: "OTHER".to_owned(), ..Time::default() };
        match row.time.value {
            DeadlineTime::Duration(duration) => {
                let (amount, unit) = amount(duration);
                (time.amount, time.unit) = (amount, unit.to_owned());
                if time.unit == "OTHER" {
                    self.lose(&UNITS, row.time.span, None);
                    time.notes.push(format!("Thời hạn: {}", duration.show(VI)));
                }
            }
            DeadlineTime::SameDay(before) => {
                "1".clone_into(&mut time.amount);
                self.lose(&UNITS, row.time.span, None);
                let before = before.map_or_else(String::new, |before| format!(" nếu nộp trước {before}"));
                time.notes.push(format!("Trong ngày{before}"));
            }
            DeadlineTime::Unknown => "0".clone_into(&mut time.amount),
        }
        if !sure && let Some(when) = self.when(row.row.when.as_ref(), row.row.span) {
            time.notes.push(format!("Khi {when}"));
        }
        time
    }

    fn fees(&mut self, given: &Given) -> Vec<Amount> {
        fees::amounts(self.view, given, self.request.as_of, &mut |when, at| self.when(when, at))
    }

    fn performers(&self) -> Vec<String> {
        if let Some(published) = self.kept("Cơ quan thực hiện") {
            return vec![published];
        }
        let steps = self.view.process.iter().flat_map(|process| &process.steps);
        let agency = |party: &Party| match party {
            Party::Body { body, .. } => Some(line(&self.request.catalogue.agency_title(body, self.request.as_of))),
            Party::Applicant(_) => None,
        };
        let mut all: Vec<String> = Vec::new();
        for title in steps.filter_map(|step| step.by.as_ref()).flat_map(|by| &by.any_of).filter_map(agency) {
            if !all.contains(&title) {
                all.push(title);
            }
        }
        all
    }

    fn partners(&self) -> Vec<String> {
        let rows = self.view.decided_by.iter().flat_map(|row| &row.bodies.with);
        let title = |party: &Party| match party {
            Party::Body { body, .. } => Some(line(&self.request.catalogue.full_title_of(body, self.request.as_of))),
            Party::Applicant(_) => None,
        };
        rows.filter_map(title).collect()
    }

    /// Who was delegated the power to decide, on the day.
    fn delegates(&self) -> Vec<String> {
        let id = self.request.catalogue.procedures.find(&self.view.name.text);
        let covers = |delegation: &&crate::model::Delegation| {
            delegation.covers.iter().flat_map(|row| &row.procedures).any(|procedure| id.is_some() && procedure.id == id)
        };
        let delegations = self.request.catalogue.delegations.iter();
        let in_force = delegations
            .filter(|delegation| delegation.kind.value == crate::model::DelegationKind::Delegate)
            .filter(|delegation| delegation.period.contains(self.request.as_of))
            .filter(covers);
        let title = |body| line(&self.request.catalogue.full_title_of(body, self.request.as_of));
        in_force.flat_map(|delegation| &delegation.to).map(title).collect()
    }

    fn results(&mut self) -> Vec<(String, String)> {
        let results = &self.view.results;
        if let Some(first) = results.first() {
            self.lose(&RESULT_CODES, first.row.span, None);
        }
        results
            .iter()
            .map(|result| {
                let data = self.view.datum(result.data);
                let registered = data.document.map(|id| self.request.catalogue.documents.get(id));
                let document = registered.and_then(|all| all.near(self.request.as_of).title.as_ref());
                let title = result.title.as_ref().or(data.title.as_ref()).or(document);
                let code = registered.map_or(&data.name.text, |all| &all.name);
                (code.clone(), line(title.map_or(&data.name.text, |title| &title.text)))
            })
            .collect()
    }

    fn laws(&self) -> Vec<Law> {
        let one = |law: &LawRef| match law {
            LawRef::Quoted(title) => Law { title: line(&title.text), ..Law::default() },
            LawRef::Registered(law) => {
                let Some(id) = law.id else { return Law { title: law.name.text.clone(), ..Law::default() } };
                let law = self.request.catalogue.laws.get(id).near(self.request.as_of);
                let day = |day: Option<&crate::model::At<crate::time::Date>>| {
                    day.map(|day| day.value.to_string()).unwrap_or_default()
                };
                let issuers = law.issued_by.iter().filter_map(|agency| {
                    let agency = self.request.catalogue.agencies.get(agency.id?).near(self.request.as_of);
                    Some(line(
                        &agency
                            .title
                            .as_ref()
                            .unwrap_or(&crate::model::Title { text: agency.name.text.clone(), span: agency.name.span })
                            .text,
                    ))
                });
                Law {
                    title: line(shown(&law.name, law.title.as_ref())),
                    number: law.number.as_ref().map(|number| line(&number.text)).unwrap_or_default(),
                    issued: day(law.issued_on.as_ref()),
                    from: day(law.period.from.as_ref()),
                    issuer: issuers.collect::<Vec<_>>().join(", "),
                }
            }
        };
        self.view.notes.basis.iter().map(|citation| one(&citation.law)).collect()
    }

    fn conditions(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        for condition in &self.view.conditions {
            let title = line(shown(&condition.name, condition.title.as_ref()));
            let when = self.when(condition.row.when.as_ref(), condition.row.span);
            lines.push(format!("- {title}{}", when.map(|when| format!(" (khi {when})")).unwrap_or_default()));
        }
        lines
    }

    /// What Article 8 of Decree 63/2010/NĐ-CP asks of every procedure; forms, fees and conditions only where they exist.
    fn unsaid(&mut self, record: &Record) {
        let limits = record.channels.iter().flat_map(|channel| &channel.times);
        let mut papers = record.papers.iter().flat_map(|group| &group.papers);
        let asked = [
            (record.title.is_empty(), "tên"),
            (record.steps.is_empty(), "trình tự thực hiện"),
            (record.channels.is_empty(), "cách thức thực hiện"),
            (papers.all(|paper| paper.code.is_empty()), "thành phần hồ sơ"),
            (record.sets.is_none(), "số lượng hồ sơ"),
            (limits.clone().count() == 0 || limits.clone().any(Time::is_open), "thời hạn giải quyết"),
            (record.applicants.is_empty(), "đối tượng thực hiện"),
            (record.deciders.is_empty() && record.performers.is_empty(), "cơ quan thực hiện"),
            (record.laws.is_empty(), "căn cứ pháp lý"),
        ];
        for (_, element) in asked.iter().filter(|(missing, _)| *missing) {
            self.lose(&INCOMPLETE, self.view.name.span, Some(element));
        }
        if let Some(appeal) = self.view.appeals.first() {
            self.lose(&APPEALS, appeal.span, None);
        }
    }
}

/// The portal's word for a unit, and how often.
fn amount(duration: Duration) -> (String, &'static str) {
    let whole = || {
        let text = format!("{}.{:02}", duration.hundredths / 100, duration.hundredths % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let unit = match duration.unit {
        Unit::WorkingDays => "WORKING_DAY",
        Unit::Days => "ngày",
        Unit::Hours => "giờ làm việc",
        Unit::Weeks => "WEEK",
        Unit::Months => "MONTH",
        Unit::Years => "YEAR",
        Unit::Minutes | Unit::ClockHours => "OTHER",
    };
    (whole(), unit)
}

/// A unit of the portal in words.
pub(in crate::targets) fn spoken(unit: &str) -> &'static str {
    match unit {
        "WORKING_DAY" => "ngày làm việc",
        "ngày" => "ngày",
        "giờ làm việc" => "giờ làm việc",
        "WEEK" => "tuần",
        "MONTH" => "tháng",
        "YEAR" => "năm",
        "HOUR" => "giờ",
        _ => "khác",
    }
}
