//! VNPT iGate 2.x: for each procedure at each place an Activiti model, and beside it the process definition and the tasks as JSON.
//! The shape is reconstructed from public client programs of two provinces: a person or an adapter loads it.

mod process;
mod rights;
mod task;

use super::bpmn::{self, stem};
use super::{Gap, NO_PROCESS, Output, Request, Subject, Target};
use crate::base::Text;
use crate::text;
use serde::Serialize;

/// The target `igate`.
pub(super) struct Igate;

macro_rules! gaps {
    ($($name:ident $word:literal $en:literal $vi:literal)*) => {
        $(static $name: Gap = Gap { name: $word, text: || text!(en: $en, vi: $vi) };)*
        static GAPS: &[&Gap] = &[&NO_PROCESS, $(&$name,)* &bpmn::CUT];
    };
}

gaps! {
    IDS "ids"
        "iGate gives its own identifiers to agencies, forms and work calendars: the names of the catalogue stand in their place"
        "iGate tự cấp mã cho cơ quan, biểu mẫu, lịch làm việc: tạm ghi tên trong danh mục"
    UNITS "units"
        "iGate counts hours and days: this limit is left empty"
        "iGate chỉ tính giờ và ngày: thời hạn này được để trống"
    DEADLINES "deadlines"
        "a process of iGate has one limit: those of other cases are left to the officer"
        "mỗi quy trình trên iGate có một thời hạn: thời hạn của trường hợp khác do cán bộ tự nhập"
    CERTIFICATE "certificate"
        "who signs has no digital certificate, or it is not known: the right to sign is switched off"
        "người ký chưa có chứng thư số, hoặc chưa rõ có hay không: tắt quyền ký số"
    ACCOUNT "account"
        "who works the step has no account, or it is not known"
        "người xử lý chưa có tài khoản, hoặc chưa rõ có hay không"
    NEIGHBOUR "neighbour"
        "no single place stands for a body that takes part: its group is to be chosen by hand"
        "không xác định được nơi cụ thể của cơ quan tham gia: phải chọn nhóm xử lý thủ công"
    ROUNDS "rounds"
        "how often the applicant may be asked is not counted by iGate"
        "iGate không đếm số lần yêu cầu bổ sung"
}

impl Target for Igate {
    fn name(&self) -> &'static str {
        "igate"
    }

    fn about(&self) -> Text {
        text!(
            en: "VNPT iGate 2.x: Activiti models with process and task configurations, place by place (shape reconstructed)",
            vi: "VNPT iGate 2.x: mô hình Activiti kèm cấu hình quy trình và bước theo từng nơi (cấu trúc dựng lại)"
        )
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        for view in subject.runnable() {
            let Some(model) = bpmn::document(request, view, bpmn::IGATE) else {
                out.lose(&NO_PROCESS, subject, view.name.span, None);
                continue;
            };
            let folder = stem(view);
            out.file(format!("{folder}/model.bpmn"), model);
            bpmn::cuts(bpmn::IGATE, view, subject, &mut out);
            let tasks = task::tasks(request, subject, view, &mut out);
            let definition = process::definition(request, subject, view, &tasks, &mut out);
            out.file(format!("{folder}/process-definition.json"), json(&definition));
            out.file(format!("{folder}/process-definition-task.json"), json(&tasks));
            out.lose(&IDS, subject, view.name.span, None);
        }
        out
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain data can be written as JSON");
    bytes.push(b'\n');
    bytes
}
