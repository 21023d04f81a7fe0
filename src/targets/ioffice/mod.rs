//! iOffice: who may receive, propose, approve, sign and issue which paper at which place, with a digital certificate or not. iOffice
//! publishes no import format: an administrator enters the matrix, as a workbook, CSV or JSON.

mod matrix;
mod sheet;

use super::{Gap, NO_PROCESS, Output, Request, Subject, Target};
use crate::base::Text;
use crate::text;

/// The target `ioffice`.
pub(super) struct IOffice;

static FORMAT: Gap = Gap {
    name: "format",
    text: || {
        text!(
            en: "iOffice publishes no import format: the matrix is to be entered by an administrator",
            vi: "iOffice không công bố định dạng nhập: quản trị viên nhập theo bảng phân quyền"
        )
    },
};

static CERTIFICATE: Gap = Gap {
    name: "certificate",
    text: || {
        text!(
            en: "a power to sign without a digital certificate, or it is not known whether there is one",
            vi: "có quyền ký nhưng chưa có chứng thư số, hoặc chưa rõ có hay không"
        )
    },
};

static ACCOUNT: Gap = Gap {
    name: "account",
    text: || {
        text!(
            en: "a power without an account, or it is not known whether there is one",
            vi: "có quyền nhưng chưa có tài khoản, hoặc chưa rõ có hay không"
        )
    },
};

static GAPS: &[&Gap] = &[&NO_PROCESS, &FORMAT, &CERTIFICATE, &ACCOUNT];

impl Target for IOffice {
    fn name(&self) -> &'static str {
        "ioffice"
    }

    fn about(&self) -> Text {
        text!(
            en: "who may receive, propose, approve, sign and issue which paper, for iOffice: XLSX, CSV, JSON",
            vi: "bảng phân quyền tiếp nhận, trình, duyệt, ký, phát hành từng loại văn bản cho iOffice: XLSX, CSV, JSON"
        )
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        GAPS
    }

    fn emit(&self, _request: &Request<'_>, subject: &Subject<'_>) -> Output {
        let mut out = Output::default();
        if subject.base().process.is_none() {
            out.lose(&NO_PROCESS, subject, subject.base().name.span, None);
        }
        out
    }

    fn whole(&self, request: &Request<'_>, subjects: &[Subject<'_>]) -> Output {
        let mut out = Output::default();
        let rows: Vec<_> = subjects.iter().flat_map(|subject| matrix::rows(request, subject, &mut out)).collect();
        if let Some(first) = subjects.first() {
            out.lose(&FORMAT, first, first.base().name.span, None);
        }
        out.file("matrix.csv", sheet::csv(&rows));
        out.file("matrix.json", sheet::json(&rows));
        out.file("matrix.xlsx", sheet::workbook(&rows, request.as_of));
        out
    }
}
