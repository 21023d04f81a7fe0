//! The national portal's three formats: a record of each that shows every kind of statement, hostile ones, and every
//! thirtieth record of the real export where it is there.

use super::{assert_whole, files, import, import_in, is_source, words};
use crate::support::root;
use procedo::base::Language;
use procedo::import::{Imported, decoded};
use std::fs;

fn fixture(format: &str, name: &str) -> Imported {
    let path = root().join("tests/fixtures/import").join(format).join(name);
    let bytes = fs::read(path).expect("the fixture is there");
    import(format, &[(name, &bytes)])
}

/// All source files and the report, one after another; the national registry is the same in every catalogue.
fn whole(imported: &Imported) -> String {
    let national = ["registry/databases.proc", "registry/documents.proc"];
    let shown = |path: &str| is_source(path) && !national.contains(&path) || path == "import-report.txt";
    let files = files(imported).into_iter().filter(|(path, _)| shown(path));
    files.map(|(path, text)| format!("==== {path}\n{text}")).collect::<Vec<_>>().concat()
}

#[test]
fn a_record_of_the_text_export_becomes_a_procedure() {
    let imported = fixture("portal", "9.000101.txt");
    assert_whole(&imported);
    insta::assert_snapshot!("import-portal", whole(&imported));
}

#[test]
fn flat_json_becomes_procedures_and_a_broken_line_is_reported() {
    let imported = fixture("portal-json", "two.jsonl");
    assert_whole(&imported);
    insta::assert_snapshot!("import-portal-json", whole(&imported));
}

#[test]
fn the_official_package_becomes_a_procedure() {
    let imported = fixture("portal-package", "answer.json");
    assert_whole(&imported);
    insta::assert_snapshot!("import-portal-package", whole(&imported));
}

#[test]
fn hostile_records_end_in_whole_catalogues() {
    let head = "Chi tiết thủ tục hành chính\nMã thủ tục: ";
    let long =
        format!("{head}1.1\nTên thủ tục: {}\nTrình tự thực hiện:\n{}", "từ ".repeat(50_000), "- a) x; ".repeat(20_000));
    let brackets = format!("{head}1.2\nTên thủ tục: {}\"\"\"{}\\", "{".repeat(500), "}".repeat(77));
    let hostile: [&[u8]; 14] = [
        b"",
        b"\xff\xfe\x00",
        b"\xff\xfeM\x00\xe3\x00",
        b"\x80\x81\x82",
        b"no record at all",
        "\u{feff}Mã thủ tục: 1.3\r\nTên thủ tục: A\r\n".as_bytes(),
        "Mã thủ tục: ../../x\nTên thủ tục: lối ra\nLĩnh vực: ../../../etc\n".as_bytes(),
        "Mã thủ tục: /etc/passwd\nTên thủ tục: …\nLĩnh vực: ..\n".as_bytes(),
        "Mã thủ tục: CON\nTên thủ tục: procedure\nLĩnh vực: registry\n".as_bytes(),
        "Mã thủ tục: 1.3\nTên thủ tục: B\nLĩnh vực: nul\n".as_bytes(),
        "Tên thủ tục: không mã\nCách thức thực hiện:\n  * Hình thức nộp: ONLINE\n    Thời hạn giải quyết: 99999999999999999999 WORKING_DAY\n    Phí, lệ phí: 99999999999999999999 VNĐ ()\n".as_bytes(),
        "Mã thủ tục: 1.4\nTên thủ tục: x\nThành phần hồ sơ:\n    - Đơn\n      Số lượng: Bản chính: 99999999999999, Bản sao: -1\n      Số lượng: Bản chính: 1\n  [ x\n".as_bytes(),
        long.as_bytes(),
        brackets.as_bytes(),
    ];
    for bytes in hostile {
        for format in ["portal", "portal-json", "portal-package"] {
            assert_whole(&import(format, &[("x.txt", bytes)]));
        }
    }
    let names: Vec<String> = (0..hostile.len()).map(|n| format!("{n}.txt")).collect();
    let all: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(hostile).collect();
    let imported = import("portal", &all);
    assert_whole(&imported);
    assert!(files(&imported)["import-report.txt"].contains("`../../x`"));
}

#[test]
fn deep_json_is_an_error_in_the_report_and_nothing_else() {
    let deep = "[".repeat(100_000);
    for format in ["portal-json", "portal-package"] {
        let imported = import(format, &[("deep.json", deep.as_bytes())]);
        assert_whole(&imported);
        assert!(imported.report.remarks.iter().any(|remark| remark.kind == "bad-json"), "{format}");
    }
}

#[test]
fn an_import_depends_on_nothing_but_its_sources() {
    let path = root().join("tests/fixtures/import/portal/9.000101.txt");
    let text = fs::read_to_string(path).expect("the fixture is there");
    let other = text.replace("9.000101", "9.000100").replace("Biển", "Bảng");
    let one = import("portal", &[("a.txt", text.as_bytes()), ("b.txt", other.as_bytes())]);
    let two = import("portal", &[("a.txt", text.as_bytes()), ("b.txt", other.as_bytes())]);
    assert_eq!(files(&one), files(&two));
    let unix = text.replace('\n', "\r\n");
    let crlf = import("portal", &[("9.000101.txt", unix.as_bytes())]);
    let lf = import("portal", &[("9.000101.txt", text.as_bytes())]);
    assert_eq!(files(&crlf), files(&lf));
}

#[test]
fn no_word_of_a_real_record_is_lost() {
    let Ok(folder) = fs::read_dir(root().join("../shared/data/portal")) else {
        println!("skipped: no data in ../shared/data/portal");
        return;
    };
    let mut paths: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let sample: Vec<_> = paths.iter().step_by(30).collect();
    let texts: Vec<Vec<u8>> = sample.iter().map(|path| fs::read(path).expect("a record can be read")).collect();
    let names: Vec<String> = sample.iter().map(|path| path.display().to_string()).collect();
    let sources: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(texts.iter().map(Vec::as_slice)).collect();
    let imported = import_in("portal", &sources, Language::Vi);
    assert_whole(&imported);
    let files = files(&imported);
    let procedures = files.keys().filter(|path| is_source(path) && !path.starts_with("registry/"));
    assert_eq!(procedures.count(), sample.len());
    for (path, bytes) in sample.iter().zip(&texts) {
        let code = path.file_stem().expect("a file has a name").to_string_lossy();
        let written =
            files.iter().find(|(path, _)| path.ends_with(&format!("/{code}.proc"))).expect("a file a record").1;
        let lost = lost(&decoded(bytes).0, written, &files);
        assert!(lost.is_empty(), "{code}: {lost:?}");
    }
}

/// The words of a record that are neither in its procedure nor in the registry's entries for what the procedure names.
/// Labels and codes of the format are not words of the record.
fn lost(record: &str, written: &str, files: &std::collections::BTreeMap<&str, &str>) -> Vec<String> {
    let mut known = words(written);
    for registry in ["registry/law.proc", "registry/government.proc"] {
        for line in files[registry].lines() {
            let name = line.split(' ').nth(2).unwrap_or_default();
            if !name.is_empty() && written.contains(name) {
                known.extend(words(line));
            }
        }
    }
    let labels = "Chi tiết thủ tục hành chính Mã Số quyết định Tên Cấp thực hiện Loại Lĩnh vực Trình tự Cách thức \
        Thành phần hồ sơ Đối tượng Cơ quan có thẩm quyền Địa chỉ tiếp nhận HS được ủy phối hợp Kết quả Căn cứ pháp lý Yêu cầu, \
        điều kiện Từ khóa Mô tả Hình nộp Thời hạn giải Phí, lệ Số lượng Bản chính sao ONLINE POSTAL DIRECT WORKING_DAY VNĐ Không \
        thông tin Bộ Trung ương Công dân Việt Nam HTX Người định cư ở nước ngoài bao gồm doanh nghiệp vốn đầu tư Hợp tác xã cán \
        công chức viên Tổ 0";
    known.extend(words(labels));
    // Amounts are written in groups of three, copies that are not asked for are not written.
    let mut lost: Vec<_> = words(record).into_iter().filter(|word| !known.contains(word)).collect();
    lost.retain(|word| !written.replace(['.', ','], "").contains(word.as_str()));
    // The number or letter of an entry of a list is no word of it.
    lost.retain(|word| word.chars().count() > 2 && !word.chars().all(|c| "ivx".contains(c)));
    lost.sort();
    lost
}

#[test]
fn results_told_case_by_case_are_an_open_question_and_not_missing() {
    let told = |results: &str| {
        let record = format!(
            "Chi tiết thủ tục hành chính\nMã thủ tục: 9.000188\nTên thủ tục: Đánh giá\nKết quả thực hiện: {results}\n"
        );
        whole(&import("portal", &[("9.000188.txt", record.as_bytes())]))
    };
    let question = "vướng mắc \"nguồn nêu kết quả theo từng trường hợp, bằng lời văn\"";
    assert!(told("Trường hợp 1: Nếu đáp ứng: Giấy chứng nhận. Nếu không: văn bản.").contains(question));
    assert!(!told("Giấy chứng nhận, Trường hợp không cấp thì trả lời bằng văn bản").contains(question));
}
