//! What can be asked of a step.

use super::procedure::written;
use super::{COUNT, Field, Item, Kind, TEXTS, Value, cited, fields, hundredths, list, maybe, owned, text, words};
use crate::analysis::Facts;
use crate::model::{Action, At, Batch, Bodies, Body, DataId, End, Goal, Limit, OrUnknown, Party, Step};
use crate::time::{Duration, Unit, WorkTime};

const HOURS: Kind = Kind::Number("working hours", "giờ làm việc");
const BATCHES: &[&str] = &["daily", "weekly", "monthly", "other"];

pub(super) static FIELDS: &[Field] = fields! { Item::Step(facts, step, place) =>
    "name": Kind::Text, "\"receive\"", "its name", "tên khai báo của bước", text(&step.name.text);
    "title": Kind::Text, "\"Tiếp nhận hồ sơ\"", "its title", "tên bước",
        maybe(step.title.as_ref().map(|title| title.text.as_str()));
    "position": COUNT, "1", "its place in the process, counted from 1", "thứ tự trong quy trình, tính từ 1",
        Value::Number(f64::from(*place));
    "kind": Kind::Word(words::STEP_KINDS), "\"sign\"", "its main kind", "loại việc chính",
        maybe(step.main_kind().map(words::step_kind));
    "kinds": Kind::List(&Kind::Word(words::STEP_KINDS)), "[\"receive\", \"check\"]", "all its kinds", "các loại việc",
        if step.kinds.is_empty() { Value::Absent } else { list(step.kinds.iter().map(|kind| words::step_kind(kind.value))) };
    "by": TEXTS, "[\"commune-pc/chair\"]", "who works it, as written", "cơ quan, chức danh thực hiện, như đã ghi",
        step.by.as_ref().map_or(Value::Absent, everybody);
    "by_title": Kind::Text, "\"Chủ tịch UBND cấp xã\"", "what a reader calls the one body that answers for it", "tên gọi của cơ quan, chức danh thực hiện, nếu chỉ có một",
        step.body().map_or(Value::Absent, |body| owned(facts.catalogue.title_of(body, facts.settings.as_of)));
    "agency": Kind::Text, "\"commune-pc\"", "the agency of that body", "cơ quan thực hiện, nếu chỉ có một",
        maybe(step.body().map(|body| body.agency.name.text.as_str()));
    "level": Kind::Text, "\"commune\"", "the level of that agency on the day", "cấp của cơ quan đó vào ngày xét",
        level(facts, step.body());
    "by_applicant": Kind::Truth, "false", "whether the applicant works it", "bước do người nộp hồ sơ thực hiện",
        if step.by.is_some() { Value::Truth(step.by_applicant()) } else { Value::Absent };
    "working_hours": HOURS, "4", "how long it may take, where that is written in working time", "thời gian thực hiện, nếu ghi theo giờ, ngày làm việc",
        within(step.within.as_ref().map(|within| &within.value));
    "days": Kind::Number("days", "ngày"), "10", "how long it may take, where that is written in calendar days or weeks", "thời gian thực hiện, nếu ghi theo ngày lịch, tuần",
        days(step.within.as_ref().map(|within| &within.value));
    "effort_hours": HOURS, "0.75", "how much work it is", "thời gian làm việc thực tế",
        duration(step.effort.as_ref());
    "wait_hours": HOURS, "8", "how long it waits, where that is written in working time", "thời gian chờ, nếu ghi theo giờ, ngày làm việc",
        duration(step.wait.as_ref());
    "rejects": Kind::Number("of 1", "phần của 1"), "0.04", "the share of cases that it turns down", "tỷ lệ hồ sơ không đạt ở bước này",
        match step.rejects.as_ref().map(|rejects| rejects.value) {
            Some(OrUnknown::Known(share)) => Value::Number(share.mantissa as f64 / 10_f64.powi(i32::from(share.scale))),
            _ => Value::Absent,
        };
    "reads": TEXTS, "[\"declaration\"]", "papers and records that it reads; the dossier is `dossier`", "giấy tờ, dữ liệu đã xem; cả hồ sơ là `dossier`",
        reads(facts, step);
    "writes": TEXTS, "[\"permit\"]", "papers and records that it writes", "giấy tờ, dữ liệu lập ra",
        data(facts, &step.writes);
    "checks": TEXTS, "[\"identity\"]", "what it checks", "nội dung kiểm tra",
        list(step.checks.iter().map(|name| name.text.as_str()));
    "asks_applicant": Kind::Truth, "true", "whether it may ask the applicant for more", "có thể yêu cầu bổ sung hồ sơ",
        Value::Truth(step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_))));
    "may_refuse": Kind::Truth, "true", "whether it may refuse", "có thể từ chối",
        Value::Truth(step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Go(Goal::End(End::Refuse)))));
    "pauses_clock": Kind::Truth, "false", "whether the clock stands still", "thời gian không tính vào thời hạn",
        Value::Truth(step.pauses.is_some());
    "linked": Kind::Text, "\"1.004222\"", "the procedure whose process does its work", "thủ tục liên thông giải quyết bước này",
        maybe(step.calls.as_ref().map(|called| called.name.text.as_str()));
    "signature": Kind::Word(words::SIGNATURES), "\"digital\"", "how it is signed", "hình thức ký",
        match step.signature.as_ref().map(|signature| signature.value) { Some(OrUnknown::Known(signature)) => text(words::signature(signature)), _ => Value::Absent };
    "silence": Kind::Word(words::SILENCES), "\"agreement\"", "what silence means", "im lặng được coi là",
        maybe(step.silence.as_ref().map(|(silence, _)| words::silence(*silence)));
    "discretion": Kind::Word(words::DISCRETIONS), "\"bounded\"", "how free it is to decide", "mức độ tự quyết",
        match step.discretion.as_ref().map(|discretion| discretion.value) { Some(OrUnknown::Known(discretion)) => text(words::discretion(discretion)), _ => Value::Absent };
    "batch": Kind::Word(BATCHES), "\"weekly\"", "how often it is worked, where in batches", "làm theo đợt",
        maybe(step.batch.as_ref().map(|batch| match batch.value { Batch::Daily => "daily", Batch::Weekly => "weekly", Batch::Monthly => "monthly", Batch::Every(_) => "other" }));
    "in_person": Kind::Truth, "false", "whether a person must be there", "phải có mặt trực tiếp",
        Value::Truth(step.in_person.is_some());
    "order_required": Kind::Truth, "false", "whether the law fixes its place", "thứ tự do pháp luật quy định",
        Value::Truth(step.order_required.is_some());
    "form": Kind::Text, "\"Mẫu số 05\"", "the form that it fills", "mẫu phải lập",
        maybe(step.form.as_ref().map(|form| form.text.as_str()));
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that it cites", "căn cứ pháp lý của bước",
        cited(&step.notes.basis);
};

fn everybody(by: &Bodies) -> Value<'_> {
    Value::List(by.any_of.iter().map(|party: &Party| written(party)).collect())
}

fn level<'a>(facts: &'a Facts<'a>, body: Option<&Body>) -> Value<'a> {
    let level = body.and_then(|body| facts.catalogue.level_of(body, facts.settings.as_of));
    maybe(level.map(|level| level.name.text.as_str()))
}

fn hours<'a>(time: Option<WorkTime>) -> Value<'a> {
    hundredths(time.map(WorkTime::hundredths), 6000)
}

fn within<'a>(limit: Option<&Limit>) -> Value<'a> {
    match limit {
        Some(Limit::Duration(duration)) => hours(duration.work_time()),
        Some(Limit::SameDay(_)) => hours(Some(WorkTime::from_days(1))),
        Some(Limit::Unknown) | None => Value::Absent,
    }
}

fn days<'a>(limit: Option<&Limit>) -> Value<'a> {
    match limit {
        Some(Limit::Duration(Duration { hundredths: amount, unit: Unit::Days })) => hundredths(Some(*amount), 100),
        Some(Limit::Duration(Duration { hundredths: amount, unit: Unit::Weeks })) => {
            hundredths(Some(amount.saturating_mul(7)), 100)
        }
        _ => Value::Absent,
    }
}

fn duration<'a>(time: Option<&At<OrUnknown<Duration>>>) -> Value<'a> {
    match time.map(|time| time.value) {
        Some(OrUnknown::Known(duration)) => hours(duration.work_time()),
        _ => Value::Absent,
    }
}

fn reads<'a>(facts: &'a Facts<'a>, step: &'a Step) -> Value<'a> {
    let own = step.reads.iter().map(|data| facts.procedure.datum(data.value).name.text.as_str());
    list(step.reads_dossier.iter().map(|_| "dossier").chain(own))
}

fn data<'a>(facts: &'a Facts<'a>, all: &'a [At<DataId>]) -> Value<'a> {
    list(all.iter().map(|data| facts.procedure.datum(data.value).name.text.as_str()))
}
