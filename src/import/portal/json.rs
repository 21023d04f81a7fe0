//! Reads the flat JSON that was made of the portal's pages: label → text, one object a line or a list of them. The borders of
//! tables are lost in it: a table is cut only where number, unit and label leave no doubt.

use super::record::{Channel, Citation, Group, Line, Paper, Papers, Record, Time, said};
use crate::import::{Remark, Source, decoded};
use regex::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well formed")
}

/// What the page says around the record.
const CHROME: &str = "Chọn cơ quan thực hiện";

static CHANNEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(Trực tuyến|Dịch vụ bưu chính|Trực tiếp)(\d+(?:\.\d+)? (?:Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Năm)|Không có thông tin)((?:[\d,]+ VNĐ)|Miễn phí|Không có thông tin)?",
    )
});

static COUNT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"([1-9]\d?|0) bản chính(?:,?\s*([1-9]\d?|0) bản sao)?|([1-9]\d?|0) bản sao"));

static FORM: LazyLock<Regex> = LazyLock::new(|| regex(r"([A-ZĐ0-9][^\s;:]*\.(?i:docx?|pdf|xlsx?|rtf|odt))$"));

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\d{1,5}(?:\.\d)?/(?:\d{4}/)?(?:QH\d\d|UBTVQH\d\d|(?:NĐ|TT|NQ|QĐ|CT)-(?:CP|TTg|QH\d\d|BTP|BTC|BCA|BNV|BYT|BXD|BCT|BQP|BNG|BKHCN|BNNMT|BNNPTNT|BTNMT|BGTVT|BGDĐT|BLĐTBXH|BTTTT|BVHTTDL|BKHĐT|NHNN|TTCP|VPCP|UBND|HĐND))",
    )
});

/// Reads every object of a file; what is no JSON is a remark, and its words are kept in it.
pub(super) fn read(source: &Source) -> Vec<Record> {
    let (text, _) = decoded(&source.bytes);
    if let Ok(Value::Array(items)) = serde_json::from_str::<Value>(&text) {
        let records = items.iter().filter_map(Value::as_object).map(|object| record(&source.name, 0, object));
        return records.collect();
    }
    let mut records = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Map<String, Value>>(line) {
            Ok(object) => records.push(record(&source.name, index + 1, &object)),
            Err(error) => {
                let mut broken = Record { file: source.name.clone(), line: index + 1, ..Record::default() };
                let error = error.to_string();
                broken.remarks.push(Remark::unread(
                    "bad-json",
                    &source.name,
                    index + 1,
                    crate::text!(en: "this line is no JSON object: {error}", vi: "dòng này không phải đối tượng JSON: {error}"),
                ));
                records.push(broken);
            }
        }
    }
    records
}

fn record(file: &str, number: usize, object: &Map<String, Value>) -> Record {
    let field = |label: &str| {
        let words = object.get(label).map(spoken).unwrap_or_default();
        Line { number, words: words.trim().to_owned() }
    };
    let lines = |label: &str| {
        let words = field(label).words;
        let lines = words.lines().map(|words| Line { number, words: words.trim().to_owned() });
        said(lines.filter(|line| !line.words.is_empty()).collect())
    };
    let mut record = Record {
        file: file.to_owned(),
        line: number,
        code: field("ma_thu_tuc"),
        decision: field("so_quyet_dinh"),
        title: field("ten_thu_tuc"),
        levels: lines("cap_thuc_hien"),
        fields: lines("linh_vuc"),
        steps: vec![Group { heading: None, lines: lines("trinh_tu_thuc_hien") }],
        applicants: lines("doi_tuong_thuc_hien"),
        performers: lines("co_quan_thuc_hien"),
        deciders: lines("co_quan_co_tham_quyen"),
        delegates: lines("co_quan_duoc_uy_quyen"),
        partners: lines("co_quan_phoi_hop"),
        conditions: lines("yeu_cau_dieu_kien"),
        linked: lines("thu_tuc_lien_quan"),
        ..Record::default()
    };
    record.rest.push(("Loại thủ tục", lines("loai_thu_tuc")));
    record.rest.push(("Địa chỉ tiếp nhận HS", lines("dia_chi_tiep_nhan")));
    record.rest.push(("Nguồn", lines("detail_url")));
    record.rest.push(("Mã biểu mẫu", lines("formality_id")));
    channels(&mut record, &field("cach_thuc_thuc_hien"));
    papers(&mut record, &field("thanh_phan_ho_so"));
    laws(&mut record, &field("can_cu_phap_ly"));
    results(&mut record, &field("ket_qua_xu_ly"));
    let known = [
        "ma_thu_tuc",
        "so_quyet_dinh",
        "ten_thu_tuc",
        "cap_thuc_hien",
        "linh_vuc",
        "trinh_tu_thuc_hien",
        "doi_tuong_thuc_hien",
        "co_quan_thuc_hien",
        "co_quan_co_tham_quyen",
        "co_quan_duoc_uy_quyen",
        "co_quan_phoi_hop",
        "yeu_cau_dieu_kien",
        "thu_tuc_lien_quan",
        "loai_thu_tuc",
        "dia_chi_tiep_nhan",
        "detail_url",
        "formality_id",
        "cach_thuc_thuc_hien",
        "thanh_phan_ho_so",
        "can_cu_phap_ly",
        "ket_qua_xu_ly",
        "raw_text",
    ];
    for (label, value) in object.iter().filter(|(label, _)| !known.contains(&label.as_str())) {
        let words = format!("{label}: {}", spoken(value));
        record.rest.push(("", vec![Line { number, words }]));
    }
    // The whole page repeats the fields; of another procedure it is a mistake.
    let whole = field("raw_text").words;
    if !whole.is_empty() && !record.code.is_nothing() && !whole.contains(&record.code.words) {
        let code = record.code.words.clone();
        record.remarks.push(Remark::suspect(
            "other-page",
            file,
            number,
            crate::text!(en: "`raw_text` does not speak of `{code}`: it is the page of another procedure", vi: "`raw_text` không có mã `{code}`: là trang của thủ tục khác"),
        ));
        record.rest.push(("raw_text", vec![Line { number, words: whole }]));
    }
    record
}

fn spoken(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn channels(record: &mut Record, table: &Line) {
    let rows: Vec<_> = CHANNEL.captures_iter(&table.words).collect();
    let here = |words: &str| Line { number: table.number, words: words.trim().to_owned() };
    let starts: Vec<usize> =
        rows.iter().filter_map(|row| Some(row.get(0)?.start())).chain([table.words.len()]).collect();
    let before = table.words[..starts[0]].replace("Hình thức nộpThời gianPhí, lệ phíMô tả", "");
    record.rest.push(("Cách thức thực hiện", said(vec![here(&before)])));
    for (row, end) in rows.iter().zip(&starts[1..]) {
        let after = row.get(0).map_or(0, |whole| whole.end());
        let fee = row.get(3).map(|fee| match fee.as_str() {
            "Miễn phí" => "0 VNĐ (Miễn phí)".to_owned(),
            "Không có thông tin" => String::new(),
            amount => amount.replace(',', ""),
        });
        let time = Time {
            limit: here(&row[2]),
            fees: fee.into_iter().filter(|fee| !fee.is_empty()).map(|fee| here(&fee)).collect(),
            notes: said(vec![here(&table.words[after..*end])]),
        };
        record.channels.push(Channel { kind: here(&row[1]), times: vec![time] });
    }
}

fn papers(record: &mut Record, table: &Line) {
    let here = |words: &str| Line { number: table.number, words: words.trim().to_owned() };
    let mut heading = String::new();
    for (index, part) in table.words.split("Tên giấy tờMẫu đơn, tờ khaiSố lượng").enumerate() {
        if index == 0 {
            part.clone_into(&mut heading);
            continue;
        }
        let title = heading.trim().trim_matches('-').trim();
        let mut papers = Papers { heading: (!title.is_empty()).then(|| here(title)), papers: Vec::new() };
        let mut start = 0;
        for count in COUNT.captures_iter(part) {
            let whole = count.get(0).expect("a match is there");
            // A count of the table is glued to what stands before it and to what follows.
            let glued = !part[..whole.start()].ends_with(char::is_whitespace) && whole.start() > start;
            let next = part[whole.end()..].chars().next();
            let fresh = next.is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || "-+*•[(".contains(c));
            if !glued || !fresh {
                continue;
            }
            let mut words = part[start..whole.start()].to_owned();
            let form = FORM.captures(&words).and_then(|form| form.get(1)).map(|form| form.start());
            let remarks = form.map(|at| here(&words.split_off(at)));
            let number = |at: usize| count.get(at).and_then(|number| number.as_str().parse().ok());
            papers.papers.push(Paper {
                lines: words.lines().map(here).filter(|line| !line.words.is_empty()).collect(),
                originals: number(1).or(Some(0)),
                copies: number(2).or(number(3)).or(Some(0)),
                remarks: remarks.into_iter().collect(),
            });
            start = whole.end();
        }
        part[start..].clone_into(&mut heading);
        papers.papers.retain(|paper| !paper.lines.is_empty());
        record.papers.push(papers);
    }
    record.rest.push(("Thành phần hồ sơ", said(vec![here(heading.trim_matches('-'))])));
}

fn laws(record: &mut Record, table: &Line) {
    let words = table.words.replacen("Tên văn bản pháp lýMã văn bản", "", 1);
    let here = |words: &str| Line { number: table.number, words: words.trim().to_owned() };
    let mut start = 0;
    for number in NUMBER.find_iter(&words) {
        let glued =
            number.start() > start && !words[..number.start()].ends_with(|c: char| c.is_whitespace() || c == '(');
        if glued {
            record.laws.push(Citation {
                title: here(&words[start..number.start()]),
                number: number.as_str().to_owned(),
                ..Citation::default()
            });
            start = number.end();
        }
    }
    record.rest.push(("Căn cứ pháp lý", said(vec![here(&words[start..])])));
}

fn results(record: &mut Record, table: &Line) {
    let words = table.words.split(CHROME).next().unwrap_or_default();
    let here = |words: &str| Line { number: table.number, words: words.trim().to_owned() };
    let (results, rest) = match words.find("Từ khóa") {
        Some(at) => words.split_at(at),
        None => (words, ""),
    };
    let mut left = results;
    while let Some((result, after)) = left.split_once("Mã: ") {
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(after.len());
        record.results.extend(said(vec![here(result)]));
        record.rest.push(("Mã kết quả", vec![here(&after[..end])]));
        left = &after[end..];
    }
    record.results.extend(said(vec![here(left)]));
    let rest = rest.replace("Từ khóaKhông có thông tin", "").replace("Mô tảKhông có thông tin", "");
    record.rest.push(("", said(vec![here(&rest)])));
}
