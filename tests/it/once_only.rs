//! Once-only in imported catalogues: the registry knows types of paper and registers of the state, never procedures.

use crate::support::root;
use procedo::base::{Language, Sources};
use procedo::import::{self, Silent, Source};
use procedo::pipeline::{self, Checked, Options};
use procedo::time::Date;
use std::fmt::Write as _;
use std::fs;

const RULE: &str = "documents/already-held";

/// A record of the portal with some entries in its list of papers.
fn record(code: &str, title: &str, papers: &[&str]) -> String {
    let mut text = format!(
        "Chi tiết thủ tục hành chính\nMã thủ tục: {code}\nTên thủ tục: {title}\nLĩnh vực: Chợ\nThành phần hồ sơ:\n"
    );
    for paper in papers {
        let _ = write!(text, "    - {paper}\n      Số lượng: Bản chính: 0, Bản sao: 1\n");
    }
    text
}

/// Imports records and checks what they became.
fn checked(records: &[(String, String)]) -> Checked {
    let source = |(name, text): &(String, String)| Source { name: name.clone(), bytes: text.clone().into_bytes() };
    let records: Vec<_> = records.iter().map(source).collect();
    let importer = import::find("portal").expect("the format exists");
    let folder = (importer.read)(&records, &import::Options { language: Language::Vi, progress: &Silent }).folder;
    let mut sources = Sources::default();
    for (path, bytes) in folder.files() {
        sources.add(path, String::from_utf8_lossy(bytes).into_owned());
    }
    pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")))
}

/// What the rule says, without the codes of the procedures.
fn said(checked: &Checked) -> Vec<String> {
    let of_rule = checked.findings.iter().filter(|finding| finding.code.id() == RULE);
    let mut said: Vec<_> = of_rule.map(|finding| format!("{} {:?}", finding.message.vi, finding.evidence)).collect();
    said.sort();
    said
}

#[test]
fn an_imported_record_is_asked_of_the_national_registry() {
    for (papers, hits) in [
        (&["Bản sao Giấy chứng nhận đăng ký doanh nghiệp"][..], 1),
        (&["Bản sao có chứng thực GCN ĐKDN hoặc giấy tờ tương đương"], 1),
        (&["Xuất trình thẻ Căn cước công dân hoặc Hộ chiếu đối với cá nhân"], 1),
        (
            &[
                "Hồ sơ đối với doanh nghiệp gồm: + Đơn đề nghị; + Bản sao giấy chứng nhận đăng ký doanh nghiệp; + Phương án kinh doanh",
            ],
            1,
        ),
        (
            &[
                "Giấy chứng nhận đăng ký xe ô tô hoặc giấy hẹn nhận giấy chứng nhận đăng ký xe. Trường hợp thuê xe phải xuất trình thêm bản sao hoặc bản chính hợp đồng thuê phương tiện",
            ],
            1,
        ),
        // For some applicants one paper, for the others another; one name for the papers of all property.
        (&["Bản sao quyết định thành lập hoặc Giấy chứng nhận doanh nghiệp đối với chợ tư nhân"], 1),
        (&["Bản sao giấy chứng nhận quyền sở hữu, quyền sử dụng hoặc giấy tờ thay thế được pháp luật quy định"], 1),
        // Another paper will do, the register is asked first, it is not needed, it is not named.
        (&["Một trong các giấy tờ sau: Giấy khai sinh, quyết định cho thôi quốc tịch"], 0),
        (&["Bản sao Giấy chứng nhận đăng ký doanh nghiệp hoặc hợp đồng thuê địa điểm"], 0),
        (
            &[
                "Bản sao Giấy chứng nhận đăng ký doanh nghiệp",
                "Trường hợp không khai thác được dữ liệu doanh nghiệp trong cơ sở dữ liệu thì nộp bản sao",
            ],
            0,
        ),
        (&["Bản sao thẻ căn cước (trường hợp không khai thác được thông tin từ Cơ sở dữ liệu quốc gia về dân cư)"], 0),
        (&["Đơn đề nghị cấp phép", "Giấy tờ chứng minh quyền sử dụng hợp pháp đối với xe"], 0),
        // What is looked up there is something else.
        (
            &[
                "Bản sao thẻ Căn cước công dân",
                "Lưu ý: thông tin về cư trú được khai thác từ Cơ sở dữ liệu quốc gia về dân cư",
            ],
            1,
        ),
    ] {
        let checked = checked(&[("9.000301.txt".to_owned(), record("9.000301", "Cấp phép họp chợ đêm", papers))]);
        assert_eq!(said(&checked).len(), hits, "{papers:?}: {:?}", said(&checked));
    }
}

#[test]
fn renaming_every_procedure_changes_no_once_only_finding() {
    let papers = ["Bản sao Giấy chứng nhận đăng ký doanh nghiệp", "Bản sao trích lục khai sinh của con"];
    let mut records = vec![
        ("9.000301.txt".to_owned(), record("9.000301", "Cấp phép họp chợ đêm", &papers)),
        ("9.000302.txt".to_owned(), record("9.000302", "Cấp Giấy chứng nhận đăng ký doanh nghiệp", &papers[1..])),
    ];
    if let Ok(folder) = fs::read_dir(root().join("../shared/data/portal")) {
        let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        let real = paths.iter().skip(7).step_by(90).filter_map(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some((name, fs::read_to_string(path).ok()?))
        });
        records.extend(real);
    } else {
        println!("skipped: no data in ../shared/data/portal");
    }
    let renamed: Vec<_> = records
        .iter()
        .enumerate()
        .map(|(index, (_, text))| {
            let lines = text.lines().map(|line| match line.split_once(": ") {
                Some((label, _)) if label.trim_start_matches('\u{feff}') == "Mã thủ tục" => {
                    format!("Mã thủ tục: 8.{index:06}")
                }
                Some(("Tên thủ tục", _)) => format!("Tên thủ tục: Thủ tục thứ {index}"),
                _ => line.to_owned(),
            });
            (format!("8.{index:06}.txt"), lines.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    let before = said(&checked(&records));
    assert!(before.len() >= 3, "{before:?}");
    assert_eq!(before, said(&checked(&renamed)));
}

#[test]
fn a_catalogue_without_registers_answers_unknown() {
    let text = "document enterprise-certificate \"Giấy chứng nhận đăng ký doanh nghiệp\" certificate\n\
                procedure p \"Cấp phép\" {\n  document enterprise-certificate certified copy 1\n}\n";
    let mut sources = Sources::default();
    sources.add("p.proc", text);
    let checked = pipeline::check(&sources, &Options::on(Date::new(2026, 11, 21).expect("a day")));
    for rule in [RULE, "documents/certified-copy"] {
        let count = checked.tally.of(rule);
        assert_eq!((count.hit, count.clear, count.unknown), (0, 0, 1), "{rule}");
    }
}
