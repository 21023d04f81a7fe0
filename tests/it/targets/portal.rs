//! The national portal: the text export is read back to the same procedure, the package has the known keys and what Article 8 asks.

use super::{catalogue_of, shipped_to};
use crate::support::shipped;
use procedo::analysis::deadline_for;
use procedo::base::{Language, similar};
use procedo::import::{self, Imported, Options, Silent, Source};
use procedo::model::{Atom, Catalogue, DeadlineTime, Entry, Given, LawRef, Procedure, Value};
use procedo::targets::Compiled;
use procedo::time::Unit;
use std::collections::{BTreeMap, BTreeSet};

fn import(format: &str, ending: &str, compiled: &Compiled) -> Imported {
    let files = compiled.folder.files().filter(|(path, _)| path.ends_with(ending));
    let sources: Vec<_> = files.map(|(name, bytes)| Source { name: name.to_owned(), bytes: bytes.to_vec() }).collect();
    let importer = import::find(format).expect("the format is there");
    (importer.read)(&sources, &Options { language: Language::Vi, progress: &Silent })
}

/// What a reader of the portal learns of a procedure, by heading.
fn public(catalogue: &Catalogue, entry: &Entry) -> BTreeMap<&'static str, Vec<String>> {
    let view = &entry.base;
    let day = super::day();
    let key = |words: &str| similar::key(words.trim_end_matches(['.', ';', ',']).trim()).to_lowercase();
    let title = |view: &Procedure, data| {
        let data = view.datum(data);
        let registered = data.document.and_then(|id| catalogue.documents.get(id).near(day).title.as_ref());
        key(data.title.as_ref().or(registered).map_or(&data.name.text, |title| &title.text))
    };
    let law = |law: &LawRef| match law {
        LawRef::Quoted(title) => key(&title.text),
        LawRef::Registered(law) => law.id.map_or_else(String::new, |id| {
            let law = catalogue.laws.get(id).near(day);
            key(law.title.as_ref().map_or(&law.name.text, |title| &title.text))
        }),
    };
    let limit = |channel: &procedo::model::Channel| {
        let given = Given::from([(Atom::Channel, Value::Channel(channel.kind.value))]);
        let answer = deadline_for(view, &given, day);
        let sure = match answer.rows.as_slice() {
            [row] if answer.plus.is_empty() && answer.maybe_plus.is_empty() => match row.time.value {
                DeadlineTime::Duration(duration) if !matches!(duration.unit, Unit::ClockHours | Unit::Minutes) => {
                    duration.show(Language::En)
                }
                _ => "in words".to_owned(),
            },
            _ => "in words".to_owned(),
        };
        format!("{:?}: {sure}", channel.kind.value)
    };
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };
    // Where a paper is asked in some cases only, the portal has it under a heading.
    let papers: BTreeSet<_> = entry
        .views()
        .flat_map(|view| view.documents.iter().map(move |demand| title(view, demand.any_of[0].data)))
        .collect();
    let steps = view.process.iter().flat_map(|process| &process.steps).map(|step| key(&step.shown().replace(';', ",")));
    BTreeMap::from([
        ("title", view.title.iter().map(|title| key(&title.text)).collect()),
        (
            "decision",
            view.published
                .iter()
                .map(|(by, _)| match by {
                    procedo::model::NameOrTitle::Name(name) => key(&name.text),
                    procedo::model::NameOrTitle::Title(title) => key(&title.text),
                })
                .collect(),
        ),
        ("levels", sorted(view.levels.iter().map(|level| similar::plain(&level.name.text)).collect())),
        ("sets", view.sets.iter().map(|sets| format!("{:?}", sets.value)).collect()),
        ("fields", sorted(view.fields.iter().map(|field| key(&field.text)).collect())),
        ("applicants", sorted(view.applicants.iter().map(|one| format!("{:?}", one.value)).collect())),
        ("limits", sorted(view.channels.iter().map(limit).collect())),
        ("papers", papers.into_iter().collect()),
        ("results", sorted(view.results.iter().map(|result| title(view, result.data)).collect())),
        (
            "conditions",
            sorted(view.conditions.iter().filter_map(|one| one.title.as_ref()).map(|title| key(&title.text)).collect()),
        ),
        (
            "laws",
            sorted(
                view.notes
                    .basis
                    .iter()
                    .map(|citation| law(&citation.law))
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            ),
        ),
        ("steps", steps.collect()),
    ])
}

/// Whether nothing was lost or added. A paper or condition may say behind its title when it is asked.
fn same(heading: &str, before: &[String], after: &[String]) -> bool {
    if heading == "limits" {
        // What depends on a case is said in words, and may be read or not.
        let one = |(one, two): (&String, &String)| one == two || one.ends_with("in words");
        return before.len() == after.len() && before.iter().zip(after).all(one);
    }
    if !["papers", "conditions"].contains(&heading) {
        return before == after;
    }
    let mut left = after.to_vec();
    let taken = |title: &String| {
        let whole = |other: &String| other == title;
        let more = |other: &String| {
            let rest = other.strip_prefix(title.as_str()).unwrap_or_default();
            [" (", " hoặc "].iter().any(|more| rest.starts_with(more))
        };
        let at = left.iter().position(whole).or_else(|| left.iter().position(more));
        at.map(|at| left.remove(at)).is_some()
    };
    before.len() == after.len() && before.iter().all(taken)
}

fn assert_same(imported: &Imported, headings: &[&str]) {
    let checked = shipped();
    let again = catalogue_of(imported);
    let mut differing = Vec::new();
    let (mut compared, mut in_words) = (0, 0);
    for entry in checked.catalogue.in_force(checked.as_of) {
        let code = &entry.base.name.text;
        let back = again.catalogue.in_force(checked.as_of).find(|back| back.base.name.text == *code);
        let back = back.unwrap_or_else(|| panic!("`{code}` did not come back"));
        let (one, two) = (public(&checked.catalogue, entry), public(&again.catalogue, back));
        compared += 1;
        let text = back.base.notes.text.as_ref().map(|text| text.text.to_lowercase()).unwrap_or_default();
        for (heading, mut before) in one.into_iter().filter(|(heading, _)| headings.contains(heading)) {
            if heading == "papers" {
                // What is not surely called a paper, the importer keeps as words: `thể lệ chương trình`.
                let listed = before.len();
                before
                    .retain(|title| two[heading].iter().any(|other| other.starts_with(title)) || !text.contains(title));
                in_words += listed - before.len();
            }
            if !same(heading, &before, &two[heading]) {
                differing.push(format!("{heading} of {code}: {before:?}\n -> {:?}", two[heading]));
            }
        }
    }
    assert!(compared > 80 && in_words <= 16, "{compared}, {in_words}");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

const ALL: [&str; 12] = [
    "levels",
    "sets",
    "title",
    "decision",
    "fields",
    "applicants",
    "limits",
    "papers",
    "results",
    "conditions",
    "laws",
    "steps",
];

#[test]
fn the_text_export_is_read_back_to_the_same_procedure() {
    assert_same(&import("portal", ".txt", &shipped_to("portal")), &ALL);
}

#[test]
fn the_package_is_read_back_to_the_same_procedure() {
    assert_same(&import("portal-package", ".json", &shipped_to("portal")), &ALL);
}

#[test]
fn a_change_of_the_export_is_noticed() {
    let compiled = shipped_to("portal");
    let mutations: [(&str, &str); 10] = [
        ("Tên thủ tục: ", "Tên thủ tục: Thêm "),
        ("Lĩnh vực: ", "Lĩnh vực: Khác "),
        (" WORKING_DAY", " ngày"),
        ("    - - ", "    - - Bản "),
        ("Kết quả thực hiện: ", "Kết quả thực hiện: Bản "),
        ("Công dân Việt Nam", "Hợp tác xã"),
        ("  * Nghị định", "  * Luật"),
        ("Bước 2: ", "Bước 2: Thêm "),
        ("Hình thức nộp: POSTAL", "Hình thức nộp: DIRECT"),
        ("Số quyết định: ", "Số quyết định: 9"),
    ];
    for (before, after) in mutations {
        let files = compiled.folder.files().filter(|(path, _)| super::ends(path, "txt"));
        let sources: Vec<_> = files
            .map(|(name, bytes)| Source {
                name: name.to_owned(),
                bytes: String::from_utf8_lossy(bytes).replace(before, after).into_bytes(),
            })
            .collect();
        let importer = import::find("portal").expect("the format is there");
        let imported = (importer.read)(&sources, &Options { language: Language::Vi, progress: &Silent });
        let noticed = std::panic::catch_unwind(|| assert_same(&imported, &ALL)).is_err();
        assert!(noticed, "`{before}` -> `{after}` passed");
    }
}

/// Visits every field of a document.
fn walk(value: &serde_json::Value, visit: &mut impl FnMut(&str, &serde_json::Value)) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            visit(key, value);
            walk(value, visit);
        }),
        serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}

#[test]
fn the_package_has_only_keys_that_the_portal_is_known_to_have_and_links_papers_to_results() {
    const KEYS: &str = "MATTHC TENTTHC QUYETDINH LOAITTHC TRANGTHAI TUKHOA YEUCAU CAPTHUCHIEN TENCAP LINHVUCTHUCHIEN \
        TENLINHVUC DOITUONGTHUCHIEN TENDOITUONG COQUANTHUCHIEN COQUANCOTHAMQUYEN COQUANDUOCUYQUYEN COQUANPHOIHOP TENDONVI \
        TRINHTUTHUCHIEN TRUONGHOP TRINHTU TENTRINHTU CACHTHUCTHUCHIEN KENH THOIGIAN THOIGIANGIAIQUYET DONVITINH MOTA \
        PHILEPHI SOTIEN DONVI THANHPHANHOSO GIAYTO MAGIAYTO TENGIAYTO SOBANCHINH SOBANSAO TENMAUDON MA_KQ_THAYTHE \
        KETQUATHUCHIEN MAKETQUA TENKETQUA CANCUPHAPLY SOVANBAN TENVANBAN NGAYBANHANH NGAYHIEULUC COQUANBANHANH TTHCLIENTHONG";
    let known: BTreeSet<&str> = KEYS.split_whitespace().collect();
    let (mut seen, mut replaced, mut issued) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (path, bytes) in shipped_to("portal").folder.files().filter(|(path, _)| super::ends(path, "json")) {
        let package: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
        walk(&package["result"], &mut |key, value| {
            assert!(known.contains(key), "{path}: {key}");
            seen.insert(key.to_owned());
            let word = value.as_str().unwrap_or_default().to_owned();
            match key {
                "MA_KQ_THAYTHE" if !word.is_empty() => replaced.insert(word),
                "MAKETQUA" => issued.insert(word),
                _ => false,
            };
        });
    }
    assert_eq!(seen.len(), known.len(), "{:?}", known.iter().filter(|key| !seen.contains(**key)).collect::<Vec<_>>());
    assert!(!replaced.is_empty() && replaced.is_subset(&issued), "{replaced:?}");
}

#[test]
fn what_article_8_asks_and_a_procedure_lacks_is_reported() {
    let text = "level commune\nprocedure 9.1 \"Bare\" {\n  level commune\n  channel counter\n}\n";
    let checked = super::checked(&[("catalogue.yaml", "language: en\n"), ("a.proc", text)]);
    let compiled = super::compiled(&checked, "portal", false);
    let missing: BTreeSet<_> = compiled
        .losses
        .iter()
        .filter(|loss| loss.gap.name == "incomplete")
        .filter_map(|loss| loss.about.as_deref())
        .collect();
    let expected = [
        "căn cứ pháp lý",
        "cơ quan thực hiện",
        "số lượng hồ sơ",
        "thành phần hồ sơ",
        "thời hạn giải quyết",
        "trình tự thực hiện",
        "đối tượng thực hiện",
    ];
    assert_eq!(missing, BTreeSet::from(expected));
    let complete = shipped_to("portal");
    assert!(
        complete
            .losses
            .iter()
            .all(|loss| loss.gap.name != "incomplete" || loss.about.as_deref() == Some("thời hạn giải quyết"))
    );
}

/// A record of the portal with what no statement takes over. Invented.
const RECORD: &str = "Chi tiết thủ tục hành chính
Mã thủ tục: 9.000011
Số quyết định: 11/QĐ-UBND
Tên thủ tục: Cấp phép họp chợ đêm
Cấp thực hiện: Cấp Xã
Loại thủ tục: TTHC được luật giao quy định chi tiết
Lĩnh vực: Chợ
Trình tự thực hiện:
    - Tổ chức có nhu cầu gửi hồ sơ đến Ủy ban nhân dân cấp xã.
    - Trường hợp hồ sơ chưa đầy đủ thì yêu cầu bổ sung.
    - Trong thời hạn 05 ngày làm việc, Ủy ban nhân dân cấp xã thẩm định hồ sơ.
    * Lưu ý: chợ họp sau 18 giờ.

Cách thức thực hiện:
  * Hình thức nộp: DIRECT
    Thời hạn giải quyết: 5 OTHER
    Phí, lệ phí: 50000 VNĐ (mức thu theo nghị quyết của Hội đồng nhân dân)
    Mô tả: Nộp tại trụ sở, từ thứ hai đến thứ sáu.

Thành phần hồ sơ:
  [ Trường hợp cấp mới ]
    - - Đơn đề nghị cấp phép (bản chính hoặc bản sao)
      Số lượng: Bản chính: 1, Bản sao: 1
    - - Nếu có thay đổi: Giấy ủy quyền (nếu có);.
      Số lượng: Bản chính: 1, Bản sao: 0
    - - Các thông tin đã có trong cơ sở dữ liệu thì không cần.
      Số lượng: Bản chính: 0, Bản sao: 0
  [ Trường hợp cấp lại ]
    - - Hồ sơ như trường hợp cấp mới, không cần đơn.
      Số lượng: Bản chính: 1, Bản sao: 0
  [ Giấy tờ phải xuất trình ]
    - - Thẻ căn cước
      Số lượng: Bản chính: 1, Bản sao: 0

Đối tượng thực hiện: Hợp tác xã
Cơ quan thực hiện: Ủy ban nhân dân cấp xã
Cơ quan có thẩm quyền: Chủ tịch UBND cấp xã
Kết quả thực hiện: Giấy phép họp chợ đêm
Căn cứ pháp lý:
  * Nghị định về chợ (902/2031/NĐ-CP)
";

/// The procedure that a text export is read to, without the wording that is kept of it.
fn statements(name: &str, export: &str) -> (Imported, String) {
    let source = Source { name: name.to_owned(), bytes: export.as_bytes().to_vec() };
    let importer = import::find("portal").expect("the format is there");
    let imported = (importer.read)(&[source], &Options { language: Language::Vi, progress: &Silent });
    let page = imported.folder.files().find(|(path, _)| path.ends_with("9.000011.proc")).expect("the record was read");
    let page = String::from_utf8_lossy(page.1).into_owned();
    let mut parts = page.split("\"\"\"");
    let mut kept = String::new();
    while let Some(statements) = parts.next() {
        kept.push_str(statements);
        parts.next();
    }
    (imported, kept)
}

#[test]
fn what_no_statement_of_an_imported_record_says_goes_out_in_its_published_wording() {
    let (imported, before) = statements("one.txt", RECORD);
    let compiled = super::compiled(&catalogue_of(&imported), "portal", false);
    let (_, export) = compiled.folder.files().find(|(path, _)| super::ends(path, "txt")).expect("an export");
    let export = String::from_utf8_lossy(export);
    for wording in [
        "    - Tổ chức có nhu cầu gửi",
        "    * Lưu ý: chợ họp",
        "Thời hạn giải quyết: 5 OTHER",
        "50000 VNĐ (mức thu theo",
        "Mô tả: Nộp tại trụ sở",
        "  [ Trường hợp cấp lại ]\n    - - Hồ sơ như",
        "Các thông tin đã có",
        "  [ Giấy tờ phải xuất trình ]\n    - - Thẻ căn cước\n",
        "Nếu có thay đổi: Giấy ủy quyền (nếu có)\n",
        "(bản chính hoặc bản sao)\n      Số lượng: Bản chính: 1, Bản sao: 1",
    ] {
        assert!(export.contains(wording), "{wording}\n{export}");
    }
    assert_eq!(statements("two.txt", &export).1, before);
}
