//! The spreadsheets that a catalogue names, read row by row with places; what they mean is the model's concern.

use crate::base::{FileId, Sink, Span, similar};
use crate::code;
use crate::config::{settings, sheet};

/// The tables of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// Bodies in territories.
    pub places: Vec<PlaceRow>,
    /// What they really have.
    pub staff: Vec<StaffRow>,
    /// Figures that reports state.
    pub reported: Vec<ReportedRow>,
}

/// One cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text without outer blanks and quotes.
    pub text: String,
    /// Its place in the file.
    pub span: Span,
}

/// A row of the place table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its name.
    pub name: Cell,
    /// Its title.
    pub title: Option<Cell>,
    /// The kind of body it is.
    pub agency: Option<Cell>,
    /// The place that contains it.
    pub within: Option<Cell>,
    /// The first day of its existence.
    pub from: Option<Cell>,
    /// The last day of its existence.
    pub until: Option<Cell>,
    /// Facts about the territory: the column's heading and the cell.
    pub given: Vec<(Cell, Cell)>,
    /// The row.
    pub span: Span,
}

/// A row of the staff table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// The place.
    pub place: Cell,
    /// The role, `commune-pc/chair`.
    pub role: Cell,
    /// Accounts in the processing system.
    pub accounts: Option<Cell>,
    /// Digital certificates.
    pub certificates: Option<Cell>,
    /// Equipment, separated by `;`.
    pub equipment: Option<Cell>,
    /// The row.
    pub span: Span,
}

/// A row of the table of reported figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedRow {
    /// The report.
    pub report: Cell,
    /// Where.
    pub place: Option<Cell>,
    /// When.
    pub period: Option<Cell>,
    /// What is counted.
    pub what: Cell,
    /// The part.
    pub part: Option<Cell>,
    /// The whole.
    pub whole: Option<Cell>,
    /// What it was.
    pub before: Option<Cell>,
    /// What it is now.
    pub after: Option<Cell>,
    /// The stated saving.
    pub saving: Option<Cell>,
    /// The stated share in per cent.
    pub rate: Option<Cell>,
    /// The level whose procedures are counted.
    pub level: Option<Cell>,
    /// The field whose procedures are counted.
    pub field: Option<Cell>,
    /// The row.
    pub span: Span,
}

code! {
    /// ## What it does
    /// Finds a table without a column that it needs, and a row without the cell that names it.
    /// ## Why it matters
    /// Without its name a place or a role cannot be referred to.
    /// ## Nội dung
    /// Tìm bảng thiếu cột bắt buộc và dòng thiếu ô bắt buộc.
    /// ## Vì sao
    /// Không có tên thì không thể dẫn chiếu đến đơn vị hay chức danh đó.
    /// ## Example
    /// ```csv
    /// title,agency
    /// Phường Trần Phú,commune-pc
    /// ```
    /// ## Instead
    /// ```csv
    /// name,title,agency
    /// tran-phu,Phường Trần Phú,commune-pc
    /// ```
    pub static MISSING_COLUMN = "config/missing-column", Error,
        en: "a table without a column that it needs", vi: "bảng thiếu cột bắt buộc";
}

/// A column: its heading, and what Vietnamese spreadsheets call it.
struct Column {
    name: &'static str,
    vietnamese: &'static str,
    needed: Need,
}

#[derive(PartialEq)]
enum Need {
    Always,
    Optional,
}

const fn column(name: &'static str, vietnamese: &'static str, needed: Need) -> Column {
    Column { name, vietnamese, needed }
}

const PLACES: &[Column] = &[
    column("name", "tên", Need::Always),
    column("title", "tên gọi", Need::Optional),
    column("agency", "cơ quan", Need::Optional),
    column("within", "thuộc", Need::Optional),
    column("from", "từ ngày", Need::Optional),
    column("until", "đến ngày", Need::Optional),
];

const STAFF: &[Column] = &[
    column("place", "đơn vị", Need::Always),
    column("role", "chức danh", Need::Always),
    column("accounts", "tài khoản", Need::Optional),
    column("certificates", "chữ ký số", Need::Optional),
    column("equipment", "thiết bị", Need::Optional),
];

const REPORTED: &[Column] = &[
    column("report", "báo cáo", Need::Always),
    column("what", "nội dung", Need::Always),
    column("place", "đơn vị", Need::Optional),
    column("period", "kỳ", Need::Optional),
    column("part", "phần", Need::Optional),
    column("whole", "tổng", Need::Optional),
    column("before", "trước", Need::Optional),
    column("after", "sau", Need::Optional),
    column("stated_saving", "tiết kiệm", Need::Optional),
    column("stated_rate", "tỷ lệ", Need::Optional),
    column("level", "cấp", Need::Optional),
    column("field", "lĩnh vực", Need::Optional),
    column("note", "ghi chú", Need::Optional),
];

/// Reads the place table. A column that is none of its own is a fact about the territory.
pub fn read_places(file: FileId, text: &str, out: &mut Sink) -> Vec<PlaceRow> {
    let sheet = sheet::read(file, text, out);
    let Some(found) = find_columns(file, &sheet.headings, PLACES, out) else { return Vec::new() };
    let (known, facts) = found;
    for heading in facts.iter().map(|&at| &sheet.headings[at]) {
        suspect(heading, PLACES, &known, out);
    }
    let rows = sheet.rows.into_iter().filter_map(|row| {
        let cell = |index: usize| known[index].and_then(|at| row.cells[at].clone());
        let Some(name) = cell(0) else {
            nameless(&row, "name", out);
            return None;
        };
        let given = facts.iter().filter_map(|&at| Some((sheet.headings[at].clone(), row.cells[at].clone()?)));
        Some(PlaceRow {
            name,
            title: cell(1),
            agency: cell(2),
            within: cell(3),
            from: cell(4),
            until: cell(5),
            given: given.collect(),
            span: row.span,
        })
    });
    rows.collect()
}

/// Reads the staff table.
pub fn read_staff(file: FileId, text: &str, out: &mut Sink) -> Vec<StaffRow> {
    let sheet = sheet::read(file, text, out);
    let Some((known, others)) = find_columns(file, &sheet.headings, STAFF, out) else { return Vec::new() };
    let names: Vec<_> = STAFF.iter().map(|c| c.name).collect();
    for heading in others.iter().map(|&at| &sheet.headings[at]).filter(|h| !h.text.is_empty()) {
        settings::unknown_key(heading, &names, out);
    }
    let rows = sheet.rows.into_iter().filter_map(|row| {
        let cell = |index: usize| known[index].and_then(|at| row.cells[at].clone());
        let (Some(place), Some(role)) = (cell(0), cell(1)) else {
            nameless(&row, if cell(0).is_none() { "place" } else { "role" }, out);
            return None;
        };
        Some(StaffRow { place, role, accounts: cell(2), certificates: cell(3), equipment: cell(4), span: row.span })
    });
    rows.collect()
}

/// Reads the table of reported figures.
pub fn read_reported(file: FileId, text: &str, out: &mut Sink) -> Vec<ReportedRow> {
    let sheet = sheet::read(file, text, out);
    let Some((known, others)) = find_columns(file, &sheet.headings, REPORTED, out) else { return Vec::new() };
    let names: Vec<_> = REPORTED.iter().map(|c| c.name).collect();
    for heading in others.iter().map(|&at| &sheet.headings[at]).filter(|h| !h.text.is_empty()) {
        settings::unknown_key(heading, &names, out);
    }
    let rows = sheet.rows.into_iter().filter_map(|row| {
        let cell = |index: usize| known[index].and_then(|at| row.cells[at].clone());
        let (Some(report), Some(what)) = (cell(0), cell(1)) else {
            nameless(&row, if cell(0).is_none() { "report" } else { "what" }, out);
            return None;
        };
        Some(ReportedRow {
            report,
            what,
            place: cell(2),
            period: cell(3),
            part: cell(4),
            whole: cell(5),
            before: cell(6),
            after: cell(7),
            saving: cell(8),
            rate: cell(9),
            level: cell(10),
            field: cell(11),
            span: row.span,
        })
    });
    rows.collect()
}

/// Where each known column stands, and which columns are none of them.
type Columns = (Vec<Option<usize>>, Vec<usize>);

fn find_columns(file: FileId, headings: &[Cell], columns: &[Column], out: &mut Sink) -> Option<Columns> {
    let mut known = vec![None; columns.len()];
    let mut others = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let key = similar::key(&heading.text.to_lowercase());
        match columns.iter().position(|c| c.name == key || c.vietnamese == key) {
            Some(index) if known[index].is_none() => known[index] = Some(at),
            Some(_) => {
                let name = &heading.text;
                let message = crate::text!(en: "the column `{name}` stands twice", vi: "cột `{name}` có hai lần");
                out.report(&sheet::ROW, heading.span, message);
            }
            None if heading.text.is_empty() => {}
            None => others.push(at),
        }
    }
    let mut complete = true;
    for (column, _) in columns.iter().zip(&known).filter(|(c, at)| c.needed == Need::Always && at.is_none()) {
        complete = false;
        let (name, vietnamese) = (column.name, column.vietnamese);
        let message = crate::text!(
            en: "this table has no column `{name}`",
            vi: "bảng này thiếu cột `{name}` (`{vietnamese}`)"
        );
        let place = headings.first().map_or(Span::new(file, 0..0), |heading| heading.span);
        let finding = out.report(&MISSING_COLUMN, place, message);
        let words = headings.iter().map(|h| h.text.as_str());
        if let Some(near) = similar::nearest(name, words) {
            finding.help(crate::text!(en: "rename the column `{near}`", vi: "đổi tên cột `{near}`"));
        }
    }
    complete.then_some((known, others))
}

/// A fact's column whose heading is nearly that of a column which is not there.
fn suspect(heading: &Cell, columns: &[Column], known: &[Option<usize>], out: &mut Sink) {
    let absent = columns.iter().zip(known).filter(|(_, at)| at.is_none()).flat_map(|(c, _)| [c.name, c.vietnamese]);
    if let Some(near) = similar::nearest(&heading.text, absent) {
        let name = &heading.text;
        let message = crate::text!(
            en: "`{name}` is read as a fact about the territory",
            vi: "`{name}` được hiểu là thông tin về địa bàn"
        );
        out.report(&settings::UNKNOWN_KEY, heading.span, message)
            .help(crate::text!(en: "did you mean `{near}`?", vi: "có phải là `{near}` không?"));
    }
}

fn nameless(row: &sheet::Row, column: &str, out: &mut Sink) {
    let message = crate::text!(en: "this row has nothing under `{column}`", vi: "dòng này để trống cột `{column}`");
    out.report(&MISSING_COLUMN, row.span, message);
}
