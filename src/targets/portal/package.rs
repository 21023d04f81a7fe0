//! The package of the portal's service `LayThuTuc`, its keys in capitals. The keys are those that public consumers read; the
//! portal publishes no schema.

use super::record::{Record, spoken};
use crate::model::ChannelKind;
use serde_json::{Value, json};

/// The package of a record.
pub(super) fn package(record: &Record) -> Vec<u8> {
    let named = |key: &str, all: &[String]| -> Vec<Value> {
        all.iter()
            .map(|title| Value::Object([(key.to_owned(), Value::from(title.clone()))].into_iter().collect()))
            .collect()
    };
    let channel = |channel: &super::record::Channel| {
        let kind = match channel.kind {
            ChannelKind::Counter => "1",
            ChannelKind::Online => "2",
            ChannelKind::Post => "3",
        };
        let time = |time: &super::record::Time| {
            let fees: Vec<Value> =
                time.fees.iter().map(|fee| json!({ "SOTIEN": fee.dong, "DONVI": "Đồng", "MOTA": fee.note })).collect();
            let amount = time.number();
            let amount = if amount.fract() == 0.0 { Value::from(amount as i64) } else { Value::from(amount) };
            json!({
                "THOIGIANGIAIQUYET": amount,
                "DONVITINH": capital(spoken(&time.unit)),
                "MOTA": time.notes.join("\n"),
                "PHILEPHI": fees,
            })
        };
        json!({ "KENH": kind, "THOIGIAN": channel.times.iter().map(time).collect::<Vec<_>>() })
    };
    let papers = |group: &super::record::Papers| {
        let paper = |paper: &super::record::Paper| {
            json!({
                "MAGIAYTO": paper.code,
                "TENGIAYTO": paper.title,
                "SOBANCHINH": paper.counts.unwrap_or_default().0,
                "SOBANSAO": paper.counts.unwrap_or_default().1,
                "TENMAUDON": paper.form,
                "MA_KQ_THAYTHE": paper.replaced_by,
            })
        };
        json!({ "TRUONGHOP": group.heading, "GIAYTO": group.papers.iter().map(paper).collect::<Vec<_>>() })
    };
    let mut dossier: Vec<Value> = record.papers.iter().map(papers).collect();
    // The service has no key for the number of sets: published records have it among the papers, as a line without a number.
    if let (Some(sets), Some(last)) = (record.sets, dossier.last_mut().and_then(|last| last["GIAYTO"].as_array_mut())) {
        last.push(json!({
            "MAGIAYTO": "",
            "TENGIAYTO": format!("Số lượng hồ sơ: {sets:02} bộ"),
            "SOBANCHINH": 0,
            "SOBANSAO": 0,
            "TENMAUDON": "",
            "MA_KQ_THAYTHE": "",
        }));
    }
    let steps: Vec<Value> = record.steps.iter().map(|step| json!({ "TENTRINHTU": step.join("\n") })).collect();
    let results: Vec<Value> =
        record.results.iter().map(|(code, title)| json!({ "MAKETQUA": code, "TENKETQUA": title })).collect();
    let laws: Vec<Value> = record
        .laws
        .iter()
        .map(|law| {
            json!({
                "SOVANBAN": if law.number.is_empty() { number(&law.title) } else { &law.number },
                "TENVANBAN": law.title,
                "NGAYBANHANH": law.issued,
                "NGAYHIEULUC": law.from,
                "COQUANBANHANH": law.issuer,
            })
        })
        .collect();
    let package = json!({
        "error_code": "0",
        "result": [{
            "MATTHC": record.code,
            "TENTTHC": record.title,
            "QUYETDINH": record.decision,
            "LOAITTHC": record.kind,
            "TRANGTHAI": "1",
            "TUKHOA": record.keywords,
            "YEUCAU": record.conditions.join("\n"),
            "CAPTHUCHIEN": named("TENCAP", &record.levels),
            "LINHVUCTHUCHIEN": named("TENLINHVUC", &record.fields),
            "DOITUONGTHUCHIEN": named("TENDOITUONG", &record.applicants),
            "COQUANTHUCHIEN": named("TENDONVI", &record.performers),
            "COQUANCOTHAMQUYEN": named("TENDONVI", &record.deciders),
            "COQUANDUOCUYQUYEN": named("TENDONVI", &record.delegates),
            "COQUANPHOIHOP": named("TENDONVI", &record.partners),
            "TRINHTUTHUCHIEN": [{ "TRUONGHOP": "", "TRINHTU": steps }],
            "CACHTHUCTHUCHIEN": record.channels.iter().map(channel).collect::<Vec<_>>(),
            "THANHPHANHOSO": dossier,
            "KETQUATHUCHIEN": results,
            "CANCUPHAPLY": laws,
            "TTHCLIENTHONG": record.linked,
        }],
    });
    let mut bytes = serde_json::to_vec_pretty(&package).expect("plain data can be written as JSON");
    bytes.push(b'\n');
    bytes
}

/// The official number in the title of an instrument: `123/2015/NĐ-CP`; empty: it has none.
fn number(title: &str) -> &str {
    let numbered = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && word.matches('/').count() >= 2;
    let word = title.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', ';', '.'])).find(numbered);
    word.unwrap_or_default()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
