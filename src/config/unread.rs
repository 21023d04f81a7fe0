//! Files of a catalogue that could not be read: why, and what to do, said in place of their content.

use crate::base::{Code, FileId, Sink, Span, Text};
use crate::code;
use crate::config::tables::Cell;

code! {
    /// ## What it does
    /// Says that a file of the catalogue could not be read: it does not exist, or the machine refuses it.
    /// ## Why it matters
    /// What it holds is not known, so names declared in it seem to be missing. The other files are checked.
    /// ## Nội dung
    /// Cho biết một tệp của danh mục không đọc được: tệp không có, hoặc máy không cho đọc.
    /// ## Vì sao
    /// Không biết nội dung của tệp, nên tên khai báo trong đó bị coi là thiếu. Các tệp khác vẫn được kiểm tra.
    /// ## Example
    /// ```yaml
    /// calendar: no-such-file.yaml
    /// ```
    /// ## Instead
    /// ```yaml
    /// name: Danh mục
    /// ```
    pub static UNREADABLE = "read/unreadable", Error,
        en: "a file that cannot be read", vi: "tệp không đọc được";
}

code! {
    /// ## What it does
    /// Says that a file is not text in UTF-8, and at which byte.
    /// ## Why it matters
    /// Nothing of such a file is read, because every guess at its letters may be wrong.
    /// ## Nội dung
    /// Cho biết tệp không phải là văn bản UTF-8 và sai từ byte nào.
    /// ## Vì sao
    /// Không đọc gì trong tệp đó, vì đoán bảng mã nào cũng có thể sai chữ.
    pub static NOT_TEXT = "read/not-text", Error,
        en: "a file that is not text in UTF-8", vi: "tệp không phải là văn bản UTF-8";
}

code! {
    /// ## What it does
    /// Says that a file is larger than this tool reads.
    /// ## Why it matters
    /// A source file is some kilobytes long; one of many megabytes is nearly always put there by mistake.
    /// ## Nội dung
    /// Cho biết tệp lớn hơn mức công cụ đọc.
    /// ## Vì sao
    /// Tệp nguồn chỉ dài vài kilobyte; tệp nhiều megabyte gần như luôn là đặt nhầm chỗ.
    pub static TOO_LARGE = "read/too-large", Error,
        en: "a file that is too large", vi: "tệp quá lớn";
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The machine refused it; its reason.
    Refused(String),
    /// It holds bytes that no text has.
    Binary,
    /// It is not UTF-8 from this byte (counted from 0) on.
    NotUtf8(usize),
    /// It begins as spreadsheets write UTF-16.
    Utf16,
    /// It has so many bytes, and no more than so many are read.
    TooLarge(u64, u64),
}

impl Unread {
    /// What is said of the file.
    pub fn message(&self) -> Text {
        match self {
            Self::Refused(reason) => {
                crate::text!(en: "this file cannot be read: {reason}", vi: "không đọc được tệp này: {reason}")
            }
            Self::Binary => crate::text!(en: "this file is not text", vi: "tệp này không phải là văn bản"),
            Self::NotUtf8(byte) => crate::text!(
                en: "this file is not UTF-8 from byte {byte} on",
                vi: "tệp này không phải UTF-8 từ byte thứ {byte}"
            ),
            Self::Utf16 => {
                crate::text!(en: "this file is UTF-16, not UTF-8", vi: "tệp này là UTF-16, không phải UTF-8")
            }
            Self::TooLarge(size, most) => {
                let (size, most) = (size.div_ceil(1 << 20), most >> 20);
                crate::text!(
                    en: "this file has {size} MB; at most {most} MB are read",
                    vi: "tệp này lớn {size} MB; chỉ đọc tối đa {most} MB"
                )
            }
        }
    }

    fn help(&self) -> Text {
        match self {
            Self::Refused(_) => crate::text!(
                en: "check its permissions and that it is a file",
                vi: "kiểm tra quyền đọc và xem đây có phải là tệp không"
            ),
            Self::Binary => crate::text!(en: "remove it from the catalogue", vi: "đưa tệp này ra khỏi danh mục"),
            Self::NotUtf8(_) | Self::Utf16 => crate::text!(
                en: "save it as text in UTF-8 (in a spreadsheet: `CSV UTF-8`)",
                vi: "lưu lại dưới dạng văn bản UTF-8 (trong bảng tính: `CSV UTF-8`)"
            ),
            Self::TooLarge(..) => crate::text!(
                en: "split it, one procedure a file, or remove it from the catalogue",
                vi: "tách tệp, mỗi thủ tục một tệp, hoặc đưa ra khỏi danh mục"
            ),
        }
    }

    fn code(&self) -> &'static Code {
        match self {
            Self::Refused(_) => &UNREADABLE,
            Self::Binary | Self::NotUtf8(_) | Self::Utf16 => &NOT_TEXT,
            Self::TooLarge(..) => &TOO_LARGE,
        }
    }
}

/// Reports a file whose text could not be had.
pub fn report(file: FileId, why: &Unread, out: &mut Sink) {
    out.report(why.code(), Span::new(file, 0..0), why.message()).help(why.help());
}

/// Reports that `catalogue.yaml` names a file that is not there.
pub fn report_missing(named: &Cell, out: &mut Sink) {
    let path = &named.text;
    let message = crate::text!(en: "there is no file `{path}`", vi: "không có tệp `{path}`");
    let help = crate::text!(
        en: "write the path from the folder of `catalogue.yaml`, or remove the entry",
        vi: "ghi đường dẫn tính từ thư mục chứa `catalogue.yaml`, hoặc bỏ mục này"
    );
    out.report(&UNREADABLE, named.span, message).help(help);
}
