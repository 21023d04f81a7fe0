//! Reads the official package of the national portal: the answer of its service `LayThuTuc`.

use super::record::{Channel, Citation, Group, Line, Paper, Papers, Record, Time, said};
use crate::import::{Remark, Source, decoded};
use serde_json::{Map, Value};

/// Reads every procedure of an answer, of a list of answers, or of a `result`.
pub(super) fn read(source: &Source) -> Vec<Record> {
    let (text, _) = decoded(&source.bytes);
    match serde_json::from_str::<Value>(&text) {
        Ok(value) => {
            let mut found = Vec::new();
            procedures(&value, 0, &mut found);
            found.into_iter().map(|object| record(&source.name, object)).collect()
        }
        Err(error) => {
            let mut broken = Record { file: source.name.clone(), line: error.line(), ..Record::default() };
            let message = error.to_string();
            broken.remarks.push(Remark::unread(
                "bad-json",
                &source.name,
                error.line(),
                crate::text!(en: "this is no JSON: {message}", vi: "đây không phải JSON: {message}"),
            ));
            vec![broken]
        }
    }
}

/// Every object that is a procedure; answers nest it in `response` and `result`.
fn procedures<'v>(value: &'v Value, depth: usize, found: &mut Vec<&'v Map<String, Value>>) {
    match value {
        Value::Object(object) if object.contains_key("MATTHC") || object.contains_key("TENTTHC") => found.push(object),
        Value::Object(object) if depth < 4 => {
            for key in ["response", "result", "data"] {
                if let Some(inner) = object.get(key) {
                    procedures(inner, depth + 1, found);
                }
            }
        }
        Value::Array(items) if depth < 4 => items.iter().for_each(|item| procedures(item, depth + 1, found)),
        _ => {}
    }
}

/// The words of a value; lists and objects have none of their own.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => words.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(truth)) => truth.to_string(),
        _ => String::new(),
    }
}

fn record(file: &str, object: &Map<String, Value>) -> Record {
    let mut reader = Reader { object, read: Vec::new() };
    let mut record = Record { file: file.to_owned(), ..Record::default() };
    record.code = Line::new(&reader.one("MATTHC"));
    record.title = Line::new(&reader.one("TENTTHC"));
    record.decision = Line::new(&reader.one("QUYETDINH"));
    record.levels = reader.named("CAPTHUCHIEN", "TENCAP");
    record.fields = reader.named("LINHVUCTHUCHIEN", "TENLINHVUC");
    record.applicants = reader.named("DOITUONGTHUCHIEN", "TENDOITUONG");
    record.performers = reader.named("COQUANTHUCHIEN", "TENDONVI");
    record.deciders = reader.named("COQUANCOTHAMQUYEN", "TENDONVI");
    record.delegates = reader.named("COQUANDUOCUYQUYEN", "TENDONVI");
    record.partners = reader.named("COQUANPHOIHOP", "TENDONVI");
    record.conditions = reader.lines("YEUCAU");
    record.linked = reader.items("TTHCLIENTHONG").iter().map(|item| Line::new(&words(Some(item)))).collect();
    for group in reader.items("TRINHTUTHUCHIEN") {
        let heading = Line::new(&words(group.get("TRUONGHOP")));
        let steps = group.get("TRINHTU").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let lines = steps.iter().flat_map(|step| split(&words(step.get("TENTRINHTU"))));
        record.steps.push(Group { heading: Some(heading).filter(|h| !h.is_nothing()), lines: lines.collect() });
    }
    for channel in reader.items("CACHTHUCTHUCHIEN") {
        let times = channel.get("THOIGIAN").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        record
            .channels
            .push(Channel { kind: Line::new(&words(channel.get("KENH"))), times: times.iter().map(time).collect() });
    }
    for part in reader.items("THANHPHANHOSO") {
        let heading = Line::new(&words(part.get("TRUONGHOP")));
        let papers = part.get("GIAYTO").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        record.papers.push(Papers {
            heading: Some(heading).filter(|h| !h.is_nothing()),
            papers: papers.iter().map(paper).collect(),
        });
    }
    for result in reader.items("KETQUATHUCHIEN") {
        record.results.extend(said(vec![Line::new(&words(result.get("TENKETQUA")))]));
        record.rest.push(("Kết quả", left(result, &["TENKETQUA"])));
    }
    for law in reader.items("CANCUPHAPLY") {
        record.laws.push(Citation {
            title: Line::new(&words(law.get("TENVANBAN"))),
            number: words(law.get("SOVANBAN")),
            issued: words(law.get("NGAYBANHANH")),
            rest: left(law, &["TENVANBAN", "SOVANBAN"]),
        });
    }
    let known = std::mem::take(&mut reader.read);
    let rest: Vec<Line> = object
        .iter()
        .filter(|(label, _)| !known.contains(&label.as_str()))
        .flat_map(|(label, value)| flat(label, value))
        .collect();
    record.rest.push(("", rest));
    record
}

/// Reads labels and remembers which.
struct Reader<'v> {
    object: &'v Map<String, Value>,
    read: Vec<&'static str>,
}

impl<'v> Reader<'v> {
    fn one(&mut self, label: &'static str) -> String {
        self.read.push(label);
        words(self.object.get(label))
    }

    fn lines(&mut self, label: &'static str) -> Vec<Line> {
        said(split(&self.one(label)).collect())
    }

    fn items(&mut self, label: &'static str) -> &'v [Value] {
        self.read.push(label);
        self.object.get(label).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The titles in a list of objects; a list of plain texts is accepted.
    fn named(&mut self, label: &'static str, title: &str) -> Vec<Line> {
        let items = self.items(label);
        said(
            items
                .iter()
                .map(|item| Line::new(&words(item.get(title).or(Some(item)))))
                .filter(|line| !line.words.is_empty())
                .collect(),
        )
    }
}

fn split(words: &str) -> impl Iterator<Item = Line> + use<> {
    let lines: Vec<Line> = words.lines().map(Line::new).filter(|line| !line.words.is_empty()).collect();
    lines.into_iter()
}

fn time(value: &Value) -> Time {
    let limit = format!("{} {}", words(value.get("THOIGIANGIAIQUYET")), words(value.get("DONVITINH")));
    let fees = value.get("PHILEPHI").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let fee = |fee: &Value| {
        let (amount, note) = (words(fee.get("SOTIEN")), words(fee.get("MOTA")));
        let unit = words(fee.get("DONVI"));
        let unit =
            if unit.to_lowercase() == "đồng" || unit.is_empty() || unit == "VND" { "VNĐ".to_owned() } else { unit };
        Line::new(&format!("{amount} {unit} ({note})"))
    };
    let mut notes: Vec<Line> = split(&words(value.get("MOTA"))).collect();
    for fee in fees {
        notes.extend(left(fee, &["SOTIEN", "DONVI", "MOTA"]));
    }
    Time { limit: Line::new(&limit), fees: fees.iter().map(fee).collect(), notes }
}

fn paper(value: &Value) -> Paper {
    let number = |label: &str| words(value.get(label)).parse().ok();
    Paper {
        lines: split(&words(value.get("TENGIAYTO"))).collect(),
        originals: number("SOBANCHINH"),
        copies: number("SOBANSAO"),
        remarks: left(value, &["TENGIAYTO", "SOBANCHINH", "SOBANSAO"]),
    }
}

/// What an object says besides some labels.
fn left(value: &Value, known: &[&str]) -> Vec<Line> {
    let fields = value.as_object().into_iter().flatten();
    fields.filter(|(label, _)| !known.contains(&label.as_str())).flat_map(|(label, value)| flat(label, value)).collect()
}

/// A label and its words; of a list or object every leaf.
fn flat(label: &str, value: &Value) -> Vec<Line> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| flat(label, item)).collect(),
        Value::Object(object) => {
            object.iter().flat_map(|(inner, value)| flat(&format!("{label}.{inner}"), value)).collect()
        }
        value => {
            let words = words(Some(value));
            if words.is_empty() { Vec::new() } else { vec![Line::new(&format!("{label}: {words}"))] }
        }
    }
}
