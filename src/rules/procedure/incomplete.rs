//! Procedures that do not say what every published procedure must.

use crate::base::{Sink, Text};
use crate::code;
use crate::model::{DeadlineTime, Entry, OrUnknown, Procedure, Title};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a procedure that leaves out one of the parts that Decree 63/2010/NĐ-CP, article 8, asks of every
    /// administrative procedure: name, order of steps, way of filing, dossier and its number, time limit, who may apply,
    /// who handles or decides it, result. What is written `unknown` counts as unknown, not as missing, and so does every
    /// part of a procedure that carries `unresolved`. A body that works a step handles the procedure. Forms, fees and conditions are asked "if any": that none is
    /// written says nothing.
    /// ## Why it matters
    /// A procedure that lacks one of them may not be carried out, and cannot be configured.
    /// ## Nội dung
    /// Tìm thủ tục thiếu một trong các bộ phận bắt buộc theo Điều 8 Nghị định 63/2010/NĐ-CP: tên, trình tự, cách thức
    /// thực hiện, thành phần và số lượng hồ sơ, thời hạn, đối tượng, cơ quan thực hiện, kết quả. Phần ghi `chưa rõ` được
    /// tính là chưa rõ chứ không phải thiếu; thủ tục có `vướng mắc` cũng vậy. Cơ quan thực hiện một bước là đã nêu. Mẫu đơn, phí và điều kiện chỉ đòi hỏi
    /// "nếu có" nên không kết luận được.
    /// ## Vì sao
    /// Thủ tục thiếu bộ phận bắt buộc thì không được thực hiện, và không cấu hình được.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp bản sao trích lục" {
    ///   level commune
    ///   for citizen
    ///   channel counter
    ///   document application "Tờ khai" original 1
    ///   sets 1
    ///   result extract "Trích lục"
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///   }
    /// }
    /// level commune
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp bản sao trích lục" {
    ///   level commune
    ///   for citizen
    ///   channel counter
    ///   document application "Tờ khai" original 1
    ///   sets 1
    ///   deadline 1 working day
    ///   result extract "Trích lục"
    ///   process {
    ///     step receive "Tiếp nhận" kind receive
    ///   }
    /// }
    /// level commune
    /// ```
    pub(in crate::rules) static INCOMPLETE = "procedure/incomplete", Error,
        en: "a procedure that lacks a required part", vi: "thủ tục thiếu bộ phận bắt buộc";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &INCOMPLETE,
    check: Check::Procedure(check),
    reads: &["procedure.title", "procedure.process", "procedure.channel", "procedure.document", "procedure.text", "step.text", "procedure.sets", "procedure.deadline", "procedure.for", "procedure.level", "procedure.decided-by", "procedure.result", "step.by"],
};

/// What a procedure says of one part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    Unknown,
    No,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let base = cx.procedure;
    if base.case.is_some() || cx.place.is_some() {
        return;
    }
    let parts = parts(cx.entry);
    let named = |wanted: Said| -> Vec<Text> {
        parts.iter().filter(|(said, _)| *said == wanted).map(|(_, part)| part.clone()).collect()
    };
    let (missing, unknown) = (named(Said::No), named(Said::Unknown));
    if !unknown.is_empty() {
        out.unknown(&INCOMPLETE, base.name.span, Text::join(&unknown, ", "));
    }
    if missing.is_empty() {
        return;
    }
    let list = Text::join(&missing, ", ");
    if !base.notes.unresolved.is_empty() {
        out.unknown(&INCOMPLETE, base.name.span, list);
        return;
    }
    let name = &base.name.text;
    let Text { en, vi } = list;
    out.report(
        &INCOMPLETE,
        base.name.span,
        crate::text!(
            en: "`{name}` does not state: {en}", vi: "thủ tục `{name}` chưa nêu: {vi}"
        ),
    )
    .evidence("missing", en)
    .help(crate::text!(
        en: "add what is missing, or write `unknown` where it is not known yet",
        vi: "bổ sung phần còn thiếu, hoặc ghi `chưa rõ` nếu chưa biết"
    ));
}

fn parts(entry: &Entry) -> [(Said, Text); 9] {
    let base = &entry.base;
    let anywhere = |holds: fn(&Procedure) -> bool| yes(entry.views().any(holds));
    [
        (yes(base.title.is_some()), crate::text!(en: "its name", vi: "tên thủ tục")),
        (anywhere(|p| p.process.is_some()), crate::text!(en: "the order of steps", vi: "trình tự thực hiện")),
        (anywhere(|p| !p.channels.is_empty()), crate::text!(en: "the way of filing", vi: "cách thức thực hiện")),
        (dossier(entry), crate::text!(en: "the dossier", vi: "thành phần hồ sơ")),
        (sets(base), crate::text!(en: "the number of dossiers", vi: "số lượng hồ sơ")),
        (deadline(entry), crate::text!(en: "the time limit", vi: "thời hạn giải quyết")),
        (yes(!base.applicants.is_empty()), crate::text!(en: "who may apply", vi: "đối tượng thực hiện")),
        (works(entry), crate::text!(en: "who handles or decides it", vi: "cơ quan thực hiện")),
        (anywhere(|p| !p.results.is_empty()), crate::text!(en: "the result", vi: "kết quả thực hiện")),
    ]
}

fn yes(said: bool) -> Said {
    if said { Said::Yes } else { Said::No }
}

/// Whether it says what the dossier is; a source that says "không quy định" has an answer that is no paper.
fn dossier(entry: &Entry) -> Said {
    let none = |text: &Title| text.text.lines().any(|line| line.trim_start_matches(['-', ' ']).to_lowercase().starts_with("không quy định"));
    match entry.views().any(|view| !view.documents.is_empty()) {
        true => Said::Yes,
        false if entry.base.notes.text.as_ref().is_some_and(none) => Said::Unknown,
        false => Said::No,
    }
}

/// Whether it is said who handles it: a level, who decides, or a step's body. A step that names an office in its title alone leaves it open.
fn works(entry: &Entry) -> Said {
    let steps = || entry.views().filter_map(|view| view.process.as_ref()).flat_map(|process| &process.steps);
    let office = |title: &Title| ["cơ quan ", "cán bộ "].iter().any(|office| title.text.to_lowercase().starts_with(office));
    if entry.views().any(|p| !p.levels.is_empty() || !p.decided_by.is_empty())
        || steps().any(|step| step.by.is_some() && !step.by_applicant())
    {
        Said::Yes
    } else if steps().any(|step| step.by.is_none() && step.title.as_ref().is_some_and(office)) {
        Said::Unknown
    } else {
        Said::No
    }
}

fn sets(base: &Procedure) -> Said {
    match base.sets.as_ref().map(|sets| sets.value) {
        Some(OrUnknown::Known(_)) => Said::Yes,
        Some(OrUnknown::Unknown) => Said::Unknown,
        None => Said::No,
    }
}

fn deadline(entry: &Entry) -> Said {
    let rows = || entry.views().flat_map(|view| &view.deadlines);
    match (rows().next().is_some(), rows().any(|row| row.time.value != DeadlineTime::Unknown)) {
        (_, true) => Said::Yes,
        (true, false) => Said::Unknown,
        (false, _) => Said::No,
    }
}
