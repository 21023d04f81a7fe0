//! The text export: labels at the line's beginning, indented lists below them. A value never begins a line like a label.

use super::kept;
use super::record::{Record, Time};

/// What the portal writes where nothing is said.
const NOTHING: &str = "Không có thông tin";

/// The export of a record.
pub(super) fn export(record: &Record) -> String {
    let mut text = String::from("Chi tiết thủ tục hành chính\n");
    let mut one = |label: &str, value: &str| {
        text.push_str(&format!("{label}: {}\n", if value.is_empty() { NOTHING } else { value }));
    };
    one("Mã thủ tục", &record.code);
    one("Số quyết định", &record.decision);
    one("Tên thủ tục", &record.title);
    one("Cấp thực hiện", &record.levels.join(", "));
    one("Loại thủ tục", &record.kind);
    one("Lĩnh vực", &record.fields.join(", "));
    text.push_str("Trình tự thực hiện:\n");
    for step in &record.steps {
        for (at, line) in step.iter().enumerate() {
            text.push_str(if at == 0 && line.starts_with("Bước ") { "    - " } else { "    " });
            text.push_str(line);
            text.push('\n');
        }
    }
    text.push_str("\nCách thức thực hiện:\n");
    for channel in &record.channels {
        text.push_str(&format!("  * Hình thức nộp: {}\n", kept::word(channel.kind)));
        channel.times.iter().for_each(|one| time(&mut text, one));
    }
    text.push_str("\nThành phần hồ sơ:\n");
    for group in &record.papers {
        if !group.heading.is_empty() {
            text.push_str(&format!("  [ {} ]\n", group.heading));
        }
        for paper in &group.papers {
            let mut lines = paper.title.lines();
            text.push_str(&format!("    - - {}\n", lines.next().unwrap_or_default()));
            for line in lines {
                text.push_str(&format!("      {line}\n"));
            }
            // An entry ends with its counts; none of either is what the portal writes of a line that is no paper.
            let (originals, copies) = paper.counts.unwrap_or_default();
            text.push_str(&format!("      Số lượng: Bản chính: {originals}, Bản sao: {copies}\n"));
        }
    }
    if let Some(sets) = record.sets {
        text.push_str(&format!("    - - Số lượng hồ sơ: {sets:02} bộ\n      Số lượng: Bản chính: 0, Bản sao: 0\n"));
    }
    let results: Vec<&str> = record.results.iter().map(|(_, title)| title.as_str()).collect();
    let mut more = |label: &str, value: &str| {
        text.push_str(&format!("{label}: {}\n", if value.is_empty() { NOTHING } else { value }));
    };
    text_line(&mut more, record, &results);
    text.push_str("Căn cứ pháp lý:\n");
    for law in &record.laws {
        let number = if law.number.is_empty() { String::new() } else { format!(" ({})", law.number) };
        text.push_str(&format!("  * {}{number}\n", law.title));
    }
    text.push_str("\nYêu cầu, điều kiện thực hiện:\n");
    if record.conditions.is_empty() {
        text.push_str(NOTHING);
        text.push('\n');
    }
    for line in &record.conditions {
        text.push_str(&format!("{line}\n"));
    }
    let said = |words: &str| if words.is_empty() { NOTHING.to_owned() } else { words.to_owned() };
    text.push_str(&format!("Từ khóa: {}\nMô tả: {}\n", said(&record.keywords), said(&record.description)));
    text
}

fn text_line(more: &mut impl FnMut(&str, &str), record: &Record, results: &[&str]) {
    more("\nĐối tượng thực hiện", &record.applicants.join(", "));
    more("Cơ quan thực hiện", &record.performers.join("; "));
    more("Cơ quan có thẩm quyền", &record.deciders.join("; "));
    more("Địa chỉ tiếp nhận HS", &record.address);
    more("Cơ quan được ủy quyền", &record.delegates.join("; "));
    more("Cơ quan phối hợp", &record.partners.join("; "));
    more("Kết quả thực hiện", &results.join("\n"));
}

fn time(text: &mut String, time: &Time) {
    text.push_str(&format!("    Thời hạn giải quyết: {} {}\n", time.amount, time.unit));
    let fees: Vec<String> = time
        .fees
        .iter()
        .map(|fee| {
            let note = if fee.note.is_empty() { String::new() } else { format!(" ({})", fee.note) };
            format!("{} VNĐ{note}", fee.dong)
        })
        .collect();
    if !fees.is_empty() {
        text.push_str(&format!("    Phí, lệ phí: {}\n", fees.join(" | ")));
    }
    for note in &time.notes {
        text.push_str(&format!("    Mô tả: {note}\n"));
    }
}
