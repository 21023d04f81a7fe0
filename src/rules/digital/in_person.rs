//! Steps to which the applicant must come for no reason that asks for presence.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::model::ChannelKind;
use crate::rules::online::{self, Presence};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds a step to which the applicant must come (`in person`) without an article and without a reason that asks for it: proof of
    /// identity, an original that is taken back, an interview or hearing, an examination, a signature given together. Where another
    /// reason is written, the finding is a hint. A procedure that can be filed only at the counter and nowhere says why is unknown.
    /// ## Why it matters
    /// Every visit costs the applicant half a day.
    /// ## Nội dung
    /// Tìm bước buộc người nộp hồ sơ có mặt trực tiếp mà không dẫn căn cứ, cũng không nêu lý do thực sự cần có mặt: xác thực nhân thân,
    /// thu hồi bản chính, phỏng vấn, đối thoại, sát hạch, cùng ký. Nếu có nêu lý do khác thì chỉ là gợi ý. Thủ tục chỉ nhận trực tiếp
    /// mà không nêu lý do thì chưa kết luận được.
    /// ## Vì sao
    /// Mỗi lần đi lại làm người dân mất nửa ngày.
    /// ## Example
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     step book "Ký sổ" kind register {
    ///       in person
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   process {
    ///     step book "Ký sổ" kind register {
    ///       in person basis "Luật Hộ tịch" article 18
    ///     }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static IN_PERSON = "digital/in-person", Warning,
        en: "a visit without a reason", vi: "buộc có mặt trực tiếp không có lý do";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &IN_PERSON,
    check: Check::Procedure(check),
    reads: &["procedure.channel", "procedure.process", "step.in-person"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let steps = cx.procedure.process.as_ref().map(|process| process.steps.as_slice()).unwrap_or_default();
    for step in steps {
        let Some((because, cited)) = &step.in_person else { continue };
        let certainty = match online::presence(step) {
            Presence::Founded => continue,
            Presence::Unfounded => Certainty::Probable,
            Presence::Doubtful => Certainty::Hint,
        };
        let name = &step.name.text;
        let message = match because {
            None => crate::text!(
                en: "the applicant must come to `{name}`, and nothing says why",
                vi: "bước `{name}` buộc người nộp hồ sơ có mặt mà không nêu lý do"
            ),
            Some(reason) => {
                let reason = &reason.text;
                crate::text!(
                    en: "the applicant must come to `{name}`, and the reason `{reason}` does not show that it needs presence",
                    vi: "bước `{name}` buộc người nộp hồ sơ có mặt; lý do `{reason}` chưa cho thấy phải đến trực tiếp"
                )
            }
        };
        out.report(&IN_PERSON, cited.span, message).certainty(certainty).help(crate::text!(
            en: "do it from afar or check it afterwards, or cite what asks for presence: `in person basis …`",
            vi: "thực hiện từ xa hoặc chuyển sang hậu kiểm, hoặc dẫn căn cứ: `có mặt trực tiếp căn cứ …`"
        ));
    }
    let mut open = cx.procedure.channels.iter().filter(|channel| channel.period.contains(cx.as_of)).peekable();
    let Some(first) = open.peek().map(|channel| channel.kind.span) else { return };
    let reasoned = steps.iter().any(|step| step.in_person.is_some());
    let only = open.all(|channel| {
        channel.kind.value == ChannelKind::Counter && channel.because.is_none() && channel.basis.is_empty()
    });
    if only && !reasoned {
        let missing = crate::text!(en: "why it can be filed only at the counter", vi: "lý do chỉ tiếp nhận trực tiếp");
        out.unknown(&IN_PERSON, first, missing);
    }
}
