//! `OpenCPS` v2: the packages that it imports. For each procedure its service information with its configuration, the dossier
//! template and the process with steps, roles, actions and sequences; once the holidays and the working time.

mod calendar;
mod process;
mod service;

use super::bpmn::stem;
use super::{Gap, NO_PROCESS, Output, Request, Subject, Target};
use crate::base::{Text, Xml, cut};
use crate::text;

/// The target `opencps`.
pub(super) struct OpenCps;

macro_rules! gaps {
    ($($name:ident $word:literal $en:literal $vi:literal)*) => {
        $(static $name: Gap = Gap { name: $word, text: || text!(en: $en, vi: $vi) };)*
        static GAPS: &[&Gap] = &[&NO_PROCESS, $(&$name),*];
    };
}

gaps! {
    CUT "cut"
        "a field of OpenCPS takes 255 or 1,000 letters: longer words are cut"
        "trường của OpenCPS nhận tối đa 255 hoặc 1.000 ký tự: nội dung dài hơn bị cắt"
    UNITS "units"
        "OpenCPS counts working hours: calendar days and longer units are written as working time, unknown ones as 0"
        "OpenCPS tính bằng giờ làm việc: ngày theo lịch và đơn vị dài hơn được ghi như thời gian làm việc, thời hạn chưa rõ ghi 0"
    CONDITIONS "conditions"
        "conditions over facts are no conditions of OpenCPS: whoever ends the step chooses what follows"
        "OpenCPS không xét điều kiện theo thông tin hồ sơ: người kết thúc bước tự chọn bước tiếp theo"
    PARALLEL "parallel"
        "a dossier of OpenCPS is in one step at a time: branches stand one after the other"
        "hồ sơ trên OpenCPS chỉ ở một bước tại một thời điểm: các nhánh song song được xếp nối tiếp"
    LATE "late"
        "what happens when a step is late is not written"
        "không ghi được việc xử lý khi bước bị quá hạn"
    CALENDAR "calendar"
        "OpenCPS does not document the numbers of weekdays and of kinds of holidays: Monday is 2, as in its language, a holiday is 1"
        "OpenCPS không công bố số hiệu của thứ trong tuần và loại ngày nghỉ: thứ Hai là 2, ngày nghỉ lễ là 1"
}

impl Target for OpenCps {
    fn name(&self) -> &'static str {
        "opencps"
    }

    fn about(&self) -> Text {
        text!(en: "import packages of OpenCPS v2", vi: "gói nhập của OpenCPS v2")
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        let folder = stem(subject.base());
        let service = service::service(request, subject, &mut out);
        out.file(format!("{folder}/service-info.xml"), service);
        for view in subject.runnable() {
            let name = stem(view);
            let template = service::template(request, subject, view, &mut out);
            out.file(format!("{folder}/dossier-template-{name}.xml"), template);
            match process::document(request, subject, view, &mut out) {
                Some(xml) => out.file(format!("{folder}/service-process-{name}.xml"), xml),
                None => out.lose(&NO_PROCESS, subject, view.name.span, None),
            }
        }
        out
    }

    fn whole(&self, request: &Request<'_>, subjects: &[Subject<'_>]) -> Output {
        let mut out = Output::default();
        let Some(calendar) = request.calendar else { return out };
        out.file("holidays.xml", calendar::holidays(calendar.data()));
        out.file("working-time.xml", calendar::working_time(calendar.data(), request.as_of));
        if let Some(first) = subjects.first() {
            out.lose(&CALENDAR, first, first.base().name.span, None);
        }
        out
    }
}

/// A field of at most so many letters.
struct Field<'o, 's> {
    out: &'o mut Output,
    subject: &'s Subject<'s>,
}

impl Field<'_, '_> {
    fn put(&mut self, xml: &mut Xml, name: &str, most: usize, words: &str) {
        let held = cut(words, most);
        xml.leaf(name, &[], &held);
        if held != words {
            self.out.lose(&CUT, self.subject, self.subject.base().name.span, Some(name));
        }
    }
}
