//! The national portal: a procedure's package for publication in the form of its service `LayThuTuc`, and the text export that
//! `import portal` reads back.

mod dossier;
mod fees;
mod kept;
mod package;
mod published;
pub(super) mod record;
mod steps;
mod text;

use super::{Gap, Output, Request, Subject, Target, file_name};
use crate::base::Text;
use crate::text as say;

/// The target `portal`.
pub(super) struct Portal;

macro_rules! gaps {
    ($($name:ident $word:literal $en:literal $vi:literal)*) => {
        $(static $name: Gap = Gap { name: $word, text: || say!(en: $en, vi: $vi) };)*
        static GAPS: &[&Gap] = &[$(&$name),*];
    };
}

gaps! {
    INCOMPLETE "incomplete"
        "the procedure lacks what Article 8 of Decree 63/2010/NĐ-CP asks of a published one"
        "thủ tục thiếu bộ phận mà Điều 8 Nghị định 63/2010/NĐ-CP yêu cầu khi công bố"
    RESULT_CODES "result-codes"
        "the portal gives results their codes on publication: until then the names of the catalogue stand in their place"
        "mã kết quả do Cổng cấp khi công bố: tạm ghi tên giấy tờ trong danh mục"
    CONDITIONS "conditions"
        "the portal tests no condition: it is written in words beside what it is about"
        "Cổng không xét điều kiện: điều kiện được ghi bằng lời bên cạnh nội dung liên quan"
    UNITS "units"
        "the portal has no such unit of time: it is written as `OTHER` and in words"
        "Cổng không có đơn vị thời gian này: ghi `OTHER` và diễn đạt bằng lời"
    ALTERNATIVES "alternatives"
        "the portal does not know papers of which one is enough: they stand on one line, joined by `hoặc`"
        "Cổng không có nhóm giấy tờ chọn một: các giấy tờ được ghi chung một dòng, nối bằng `hoặc`"
    PROCESS "process"
        "the portal publishes what is done, in words: branches, papers made on the way and signatures stay inside"
        "Cổng chỉ công bố trình tự bằng lời: rẽ nhánh, giấy tờ trung gian, chữ ký là phần nội bộ"
    APPEALS "appeals"
        "the portal has no place for where to appeal"
        "Cổng không có mục nơi khiếu nại"
}

impl Target for Portal {
    fn name(&self) -> &'static str {
        "portal"
    }

    fn about(&self) -> Text {
        say!(
            en: "the national portal's package for publication, and its text export",
            vi: "gói dữ liệu công bố và bản xuất văn bản của Cổng Dịch vụ công quốc gia"
        )
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        let record = record::of(request, subject, &mut out);
        let stem = file_name(&subject.base().name.text);
        out.file(format!("{stem}.txt"), text::export(&record));
        out.file(format!("{stem}.json"), package::package(&record));
        out
    }
}
