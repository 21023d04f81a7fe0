//! What can be asked of a procedure.

use super::words;
use super::{
    COUNT, Field, Item, Kind, Subject, TEXTS, Value, cited, count, day, fields, list, maybe, owned, text, things,
};
use crate::analysis::{Facts, Total};
use crate::model::{ChannelKind, DeadlineTime, NameOrTitle, OrUnknown, Party};
use crate::public::{hundredths, items_of, number};
use crate::time::Unit;
use std::collections::BTreeSet;

pub(super) static FIELDS: &[Field] = fields! { Item::Procedure(facts) =>
    "code": Kind::Text, "\"1.004873\"", "its code", "mã thủ tục", text(&facts.procedure.name.text);
    "title": Kind::Text, "\"Cấp phép họp chợ\"", "its title", "tên thủ tục",
        maybe(facts.procedure.title.as_ref().map(|title| title.text.as_str()));
    "case": Kind::Text, "\"verified\"", "the case that is looked at; unknown for the base", "trường hợp đang xét; chưa rõ nếu là thủ tục chung",
        maybe(facts.procedure.case.as_ref().map(|case| case.text.as_str()));
    "fields": TEXTS, "[\"Hộ tịch\"]", "its fields (lĩnh vực)", "lĩnh vực",
        list(facts.procedure.fields.iter().map(|field| field.text.as_str()));
    "levels": TEXTS, "[\"commune\"]", "the levels that handle it, by name", "cấp thực hiện, theo tên khai báo",
        if facts.procedure.levels.is_empty() { Value::Absent } else { list(facts.procedure.levels.iter().map(|level| level.name.text.as_str())) };
    "decided_by": TEXTS, "[\"commune-pc/chair\"]", "who decides, as written", "cơ quan, chức danh có thẩm quyền quyết định",
        deciders(facts);
    "applicants": Kind::List(&Kind::Word(words::APPLICANTS)), "[\"citizen\"]", "who may apply", "đối tượng thực hiện",
        if facts.procedure.applicants.is_empty() { Value::Absent } else { list(facts.procedure.applicants.iter().map(|one| words::applicant(one.value))) };
    "published_by": Kind::Text, "\"163/QĐ-BTP\"", "the decision that publishes it", "quyết định công bố",
        maybe(facts.procedure.published.as_ref().map(|(decision, _)| decision.text()));
    "published_on": Kind::Date, "\"2026-01-20\"", "when it was published", "ngày công bố",
        day(facts.procedure.published.as_ref().and_then(|(_, on)| on.as_ref()).map(|on| on.value));
    "starts": Kind::Date, "\"2026-02-01\"", "the first day of this version", "ngày bắt đầu hiệu lực của bản này",
        day(facts.procedure.period.from.as_ref().map(|from| from.value));
    "ends": Kind::Date, "\"2027-06-30\"", "the last day of this version", "ngày cuối hiệu lực của bản này",
        day(facts.procedure.period.until.as_ref().map(|until| until.value));
    "deadline_days": Kind::Number("days", "ngày"), "30", "its longest time limit, where every limit is in calendar days", "thời hạn giải quyết dài nhất, nếu mọi thời hạn tính theo ngày lịch",
        longest_limit(facts, &[(Unit::Days, 1), (Unit::Weeks, 7)]);
    "deadline_working_days": Kind::Number("working days", "ngày làm việc"), "5", "its longest time limit, where every limit is in working time", "thời hạn giải quyết dài nhất, nếu mọi thời hạn tính theo ngày, giờ làm việc",
        longest_working_limit(facts);
    "sets": COUNT, "1", "how many sets of the dossier are asked for", "số bộ hồ sơ",
        match facts.procedure.sets.as_ref().map(|sets| sets.value) { Some(OrUnknown::Known(sets)) => Value::Number(sets.into()), _ => Value::Absent };
    "cases_per_year": Kind::Number("cases a year", "hồ sơ mỗi năm"), "1240", "how many cases a year are stated", "số hồ sơ mỗi năm theo số liệu đã ghi",
        match facts.procedure.volume.as_ref().map(|volume| volume.per_year.value) { Some(OrUnknown::Known(volume)) => Value::Number(volume as f64), _ => Value::Absent };
    "online": Kind::Word(ONLINE), "\"full\"", "how far it can be filed online: `no` where no online channel is written and others are", "mức độ trực tuyến: `no` nếu chỉ ghi các cách nộp khác",
        online(facts);
    "reserved": Kind::Truth, "false", "whether the law forbids handing it down", "pháp luật không cho phân cấp, ủy quyền",
        Value::Truth(facts.procedure.reserved.is_some());
    "risk": Kind::Word(words::RISKS), "\"low\"", "how much can go wrong", "mức độ rủi ro",
        match facts.procedure.risk.as_ref().map(|risk| risk.value) { Some(OrUnknown::Known(risk)) => text(words::risk(risk)), _ => Value::Absent };
    "harm": Kind::Word(words::HARMS), "\"reversible\"", "whether harm can be undone", "hậu quả có khắc phục được không",
        match facts.procedure.harm.as_ref().map(|harm| harm.value) { Some(OrUnknown::Known(harm)) => text(words::harm(harm)), _ => Value::Absent };
    "pay": Kind::List(&Kind::Word(words::PAY_WAYS)), "[\"online\"]", "how fees are paid", "cách nộp phí, lệ phí",
        if facts.procedure.pay.is_empty() { Value::Absent } else { list(facts.procedure.pay.iter().map(|way| words::pay_way(way.value))) };
    "reviewed_on": Kind::Date, "\"2025-10-01\"", "when it was last reviewed", "ngày rà soát gần nhất",
        day(facts.procedure.reviewed_on.as_ref().map(|on| on.value));
    "linked": TEXTS, "[\"1.001193\"]", "procedures that it is interlinked with", "thủ tục liên thông",
        list(facts.procedure.linked.iter().map(|linked| linked.name.text.as_str()));
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that it cites", "căn cứ pháp lý của thủ tục",
        cited(&facts.procedure.notes.basis);
    "appeals": TEXTS, "[\"province-pc/chair\"]", "to whom one may appeal", "nơi giải quyết khiếu nại",
        Value::List(facts.procedure.appeals.iter().map(|appeal| owned(appeal.to.written())).collect());
    "channels": Kind::List(&Kind::Item(Subject::Channel)), "procedure.channels | length", "its ways of filing", "cách thức nộp hồ sơ",
        things(items_of(facts, Subject::Channel));
    "documents": Kind::List(&Kind::Item(Subject::Document)), "procedure.documents | length", "its papers", "giấy tờ phải nộp, xuất trình",
        things(items_of(facts, Subject::Document));
    "requirements": Kind::List(&Kind::Item(Subject::Requirement)), "procedure.requirements | length", "its requirements", "yêu cầu, điều kiện",
        things(items_of(facts, Subject::Requirement));
    "fees": Kind::List(&Kind::Item(Subject::Fee)), "procedure.fees | length", "the rows of its fees and charges", "các mức phí, lệ phí",
        things(items_of(facts, Subject::Fee));
    "results": Kind::List(&Kind::Item(Subject::Result)), "procedure.results | length", "its results", "kết quả",
        things(items_of(facts, Subject::Result));
    "steps": Kind::List(&Kind::Item(Subject::Step)), "procedure.steps | length", "the steps of its process; unknown where no process is written", "các bước của quy trình; chưa rõ nếu chưa ghi quy trình",
        things(items_of(facts, Subject::Step));
    "bodies": COUNT, "3", "how many different bodies and roles work its steps", "số cơ quan, chức danh khác nhau tham gia xử lý",
        bodies(facts);
    "hand_overs": COUNT, "4", "how often a case changes hands on the longest path", "số lần chuyển hồ sơ trên đường đi dài nhất",
        hand_overs(facts);
    "longest_path_hours": Kind::Number("working hours", "giờ làm việc"), "21", "how long the longest path takes, supplement rounds included", "thời gian của đường đi dài nhất, kể cả lượt bổ sung hồ sơ",
        match facts.critical_path().total { Total::Exact(time) => hundredths(Some(time.hundredths()), 6000), _ => Value::Absent };
};

const ONLINE: &[&str] = &["full", "partial", "no"];

fn deciders<'a>(facts: &'a Facts<'a>) -> Value<'a> {
    if facts.procedure.decided_by.is_empty() {
        return Value::Absent;
    }
    let parties = facts.procedure.decided_by.iter().flat_map(|row| &row.bodies.any_of);
    Value::List(parties.map(written).collect())
}

/// A party as it would be written.
pub(super) fn written<'a>(party: &Party) -> Value<'a> {
    match party {
        Party::Applicant(_) => text("applicant"),
        Party::Body { body, other: false } => owned(body.written()),
        Party::Body { body, other: true } => owned(format!("other {}", body.written())),
    }
}

fn online<'a>(facts: &'a Facts<'a>) -> Value<'a> {
    if facts.procedure.channels.is_empty() {
        return Value::Absent;
    }
    match facts.procedure.channels.iter().find(|channel| channel.kind.value == ChannelKind::Online) {
        None => text("no"),
        Some(channel) => maybe(channel.scope.as_ref().map(|scope| words::scope(scope.value))),
    }
}

/// The longest of limits that are all of some units, in hundredths of the first.
fn longest_limit<'a>(facts: &'a Facts<'a>, units: &[(Unit, i64)]) -> Value<'a> {
    let each = facts.procedure.deadlines.iter().map(|row| match row.time.value {
        DeadlineTime::Duration(time) if !row.plus => {
            let (_, per) = units.iter().find(|(unit, _)| *unit == time.unit)?;
            time.hundredths.checked_mul(*per)
        }
        _ => None,
    });
    hundredths(each.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max()), 100)
}

fn longest_working_limit<'a>(facts: &'a Facts<'a>) -> Value<'a> {
    let each = facts.procedure.deadlines.iter().map(|row| match row.time.value {
        DeadlineTime::Duration(time) if !row.plus => time.work_time(),
        DeadlineTime::SameDay(_) if !row.plus => Some(crate::time::WorkTime::from_days(1)),
        _ => None,
    });
    let longest = each.collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    hundredths(longest.map(crate::time::WorkTime::hundredths), crate::time::WorkTime::DAY_MINUTES * 100)
}

fn bodies<'a>(facts: &'a Facts<'a>) -> Value<'a> {
    let Some(process) = &facts.procedure.process else { return Value::Absent };
    let mut all = BTreeSet::new();
    for step in &process.steps {
        let Some(by) = &step.by else { return Value::Absent };
        for party in &by.any_of {
            if let Party::Body { body, other } = party {
                all.insert((body.written(), *other));
            }
        }
    }
    count(all.len())
}

fn hand_overs<'a>(facts: &'a Facts<'a>) -> Value<'a> {
    if !facts.has_process() {
        return Value::Absent;
    }
    let all = facts.hand_overs();
    number(all.unknown.is_empty().then_some(all.all.len() as f64))
}

/// The name or title of something cited.
pub(super) fn said(written: &NameOrTitle) -> Value<'_> {
    text(written.text())
}
