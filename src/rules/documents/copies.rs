//! More than one copy of the same, or paper after filing online.

use crate::base::{Certainty, Sink, Text};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::{At, Atom, ChannelKind, Hand, OrUnknown, Test, Value};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a paper of which several copies or several certified copies are demanded, a dossier of several sets, and a paper that
    /// those who file online must hand in on paper (`when channel is online`, and no digital hand). Several *originals* are not
    /// meant: photographs and contracts between several parties need them.
    /// ## Why it matters
    /// One copy, or a scan of it, can be copied by the authority itself.
    /// ## Nội dung
    /// Tìm giấy tờ phải nộp nhiều bản sao, hồ sơ phải nộp nhiều bộ, và giấy tờ mà người nộp trực tuyến vẫn phải nộp bản giấy
    /// (`khi hình thức là trực tuyến` mà không có bản điện tử). Nhiều *bản chính* thì không tính: ảnh, hợp đồng nhiều bên
    /// cần nhiều bản.
    /// ## Vì sao
    /// Một bản là đủ để cơ quan tự sao thêm.
    /// ## Example
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document plan "Bản vẽ" copy 3
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Cấp phép" {
    ///   document plan "Bản vẽ" copy 1
    /// }
    /// ```
    pub(in crate::rules) static COPIES = "documents/copies", Warning,
        en: "more copies than one", vi: "yêu cầu nhiều bản của cùng giấy tờ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &COPIES,
    check: Check::Procedure(check),
    reads: &["procedure.document", "procedure.sets"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    match cx.procedure.sets.as_ref().map(|sets| (sets.value, sets.span)) {
        Some((OrUnknown::Known(sets @ 2..), at)) => {
            let message = crate::text!(en: "{sets} sets of the dossier are demanded", vi: "phải nộp {sets} bộ hồ sơ");
            report(at, message, Certainty::Probable, out);
        }
        Some((OrUnknown::Unknown, at)) => {
            out.unknown(&COPIES, at, crate::text!(en: "the number of dossiers", vi: "số bộ hồ sơ"));
        }
        _ => {}
    }
    for item in cx.dossier().iter().filter(|item| item.asked != Asked::Never) {
        for paper in &item.demand.any_of {
            let name = crate::rules::dossier::name(cx.procedure, paper);
            let most = paper.hands.iter().map(|hands| hands.iter().filter_map(copies).max()).min().flatten();
            let words = normal(&name);
            let several = SEVERAL.iter().any(|people| words.contains(people));
            if several && most.is_some_and(|count| count > 1) {
                let missing = crate::text!(en: "whether the copies are of one paper or one a person", vi: "các bản sao là của một giấy hay mỗi người một bản");
                out.unknown(&COPIES, paper.span, missing);
            } else if let Some(count @ 2..) = most.filter(|_| !NO_PAPER.iter().any(|what| words.starts_with(what))) {
                let message = crate::text!(en: "{count} copies of `{name}` are demanded", vi: "phải nộp {count} bản sao `{name}`");
                report(paper.span, message, Certainty::Probable, out);
            }
            let digital = |hands: &Vec<At<Hand>>| hands.iter().all(|hand| matches!(hand.value, Hand::Digital(_) | Hand::Shown));
            let online = item.demand.row.when.as_ref().or(paper.row.when.as_ref()).is_some_and(is_online);
            if online && !paper.hands.is_empty() && !paper.hands.iter().any(digital) {
                let message = crate::text!(
                    en: "those who file online must still hand in `{name}` on paper",
                    vi: "nộp trực tuyến mà vẫn phải nộp `{name}` bản giấy"
                );
                report(paper.span, message, Certainty::Proven, out);
            }
        }
    }
}

/// How a line begins that is a photograph, or what a paper must say.
const NO_PAPER: [&str; 3] = ["ảnh", "nội dung ", "thông tin "];

/// By what a paper is said to be that of several people: so many copies may be one for each.
const SEVERAL: [&str; 5] = ["đội ngũ", "các thành viên", "những người", "nhân viên", "các cá nhân"];

fn report(at: crate::base::Span, message: Text, certainty: Certainty, out: &mut Sink) {
    out.report(&COPIES, at, message).certainty(certainty).help(crate::text!(
        en: "ask for one, or for a digital one, and copy it where it is needed",
        vi: "chỉ yêu cầu một bản hoặc bản điện tử; nơi cần thì tự sao"
    ));
}

/// How many copies a hand is.
fn copies(hand: &At<Hand>) -> Option<u32> {
    match hand.value {
        Hand::Copy(OrUnknown::Known(count)) | Hand::CertifiedCopy(OrUnknown::Known(count)) => Some(count),
        _ => None,
    }
}

/// Whether a condition holds only for those who file online.
fn is_online(when: &crate::model::Condition) -> bool {
    use crate::model::Condition;
    match when {
        Condition::Test { atom: Atom::Channel, test: Test::In(values), .. } => {
            values.as_slice() == [Value::Channel(ChannelKind::Online)]
        }
        Condition::All(parts) => parts.iter().any(is_online),
        _ => false,
    }
}
