//! Documents in every format: nothing of a hostile catalogue does anything, nothing is lost, the same input the same bytes.

use crate::support::{root, shipped, sources};
use procedo::analysis::{Dossier, FactSettings, Facts};
use procedo::base::{Folder, Language};
use procedo::document::{
    self, Align, Block, Cell, Column, Document, Drawing, Format, Head, Row, Sheet, Signer, Table, annex, bold, docx,
    html, italic, markdown, plain, slip, text, xlsx,
};
use procedo::model::Given;
use procedo::pipeline::Options;
use procedo::review;
use procedo::time::{Clock, Date, Moment, TimeOfDay};
use std::io::Read as _;

const HOSTILE: &str =
    "<script>alert(1)</script> & \"quoted\" 'single' *a* _b_ [c](javascript:d) `e` | f\n=cmd()\u{202e}\u{0}";

fn hostile() -> Document {
    let table = Table {
        caption: Some(HOSTILE.to_owned()),
        columns: vec![
            Column::left(HOSTILE, 10),
            Column::left(HOSTILE, 10).under(HOSTILE).aligned(Align::Right),
            Column::left("plain", 5).under(HOSTILE),
        ],
        rows: vec![
            Row::of(vec![Cell::text(HOSTILE), Cell::number(12, "12"), Cell::text("=1+1")]),
            Row::of(vec![Cell::text(HOSTILE)]),
        ],
    };
    let svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20pt\" \
               height=\"10pt\"><rect width=\"20\" height=\"10\"/></svg>";
    Document {
        title: HOSTILE.to_owned(),
        language: Language::Vi,
        head: Some(Head {
            above: Some(HOSTILE.to_owned()),
            issuer: HOSTILE.to_owned(),
            number: HOSTILE.to_owned(),
            dated: HOSTILE.to_owned(),
        }),
        blocks: vec![
            Block::Title { kind: HOSTILE.to_owned(), about: HOSTILE.to_owned(), note: HOSTILE.to_owned() },
            Block::Heading(1, HOSTILE.to_owned()),
            Block::Paragraph(vec![text(HOSTILE), bold(HOSTILE), italic(HOSTILE)]),
            Block::Item(vec![text(HOSTILE)]),
            Block::Table(table),
            Block::Drawing(Drawing { svg: svg.to_owned(), caption: HOSTILE.to_owned() }),
            Block::Signatures(vec![Signer { who: HOSTILE.to_owned(), note: HOSTILE.to_owned() }]),
            Block::NewPage,
        ],
    }
}

fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a zip archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a part has a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("it can be read");
        parts.push((name, String::from_utf8(bytes).unwrap_or_default()));
    }
    parts
}

fn part<'p>(parts: &'p [(String, String)], name: &str) -> &'p str {
    &parts.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("no {name}")).1
}

#[test]
fn a_page_runs_nothing_and_fetches_nothing() {
    let page = html(&hostile());
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains('\u{202e}') && !page.contains('\u{0}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;"));
    for outside in ["src=", "href=", "url(", "@import", "<link", "<iframe", "onload"] {
        assert!(!page.contains(outside), "{outside} in {page}");
    }
    // Well-formed but for what HTML leaves open.
    let body = &page[page.find("<body>").expect("a body")..page.find("</html>").expect("an end")];
    let xml = body.replace("<br>", "<br/>").replace("\"></colgroup>", "\"/></colgroup>");
    let xml = xml.replace("%\"><col", "%\"/><col");
    roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}\n{xml}"));
}

#[test]
fn markdown_reads_hostile_words_as_words() {
    let page = markdown(&hostile(), |index| format!("{index}.svg"));
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("\\*a\\* \\_b\\_ \\[c\\](javascript:d) \\`e\\` \\| f =cmd()"), "{page}");
    assert!(page.contains("](0.svg)"));
    // Every row of the table has as many cells as its heading.
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.iter().map(|row| cells(row)).collect::<Vec<_>>(), vec![4; rows.len()], "{page}");
}

#[test]
fn a_word_file_keeps_hostile_words_as_words_and_its_parts_are_well_formed() {
    let parts = parts(&docx(&hostile()));
    for (name, text) in parts.iter().filter(|(name, _)| !name.starts_with("word/media/") && !name.ends_with('/')) {
        roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let document = roxmltree::Document::parse(part(&parts, "word/document.xml")).expect("it was parsed");
    let words: String =
        document.descendants().filter(|node| node.has_tag_name((W, "t"))).filter_map(|node| node.text()).collect();
    assert!(
        words.contains("<script>alert(1)</script> & \"quoted\" 'single' *a* _b_ [c](javascript:d) `e` | f"),
        "{words}"
    );
    assert!(!document.descendants().any(|node| node.has_tag_name((W, "instrText"))), "no field can be smuggled in");
    assert!(parts.iter().any(|(name, _)| name.starts_with("word/media/")), "the drawing is there");
    assert!(!parts.iter().any(|(_, text)| text.contains("TargetMode=\"External\"")));
}

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

#[test]
fn a_workbook_computes_nothing() {
    let Document { blocks, .. } = hostile();
    let table = blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let sheet = Sheet { name: "a/b:c*d?[e]".to_owned(), title: "=1+1".to_owned(), table: table.expect("a table") };
    let file = xlsx(&[sheet]).expect("it is small");
    for (name, text) in parts(&file) {
        assert!(!text.contains("<f>"), "{name}: {text}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = hostile();
    assert!(docx(&document) == docx(&document), "Word files differ");
    let table = document::tables(&document)[0].1.clone();
    let book = || xlsx(&[Sheet { name: "a".to_owned(), title: "a".to_owned(), table: &table }]).expect("it is small");
    assert!(book() == book(), "workbooks differ");
}

#[test]
fn the_official_layout_of_decree_30_is_kept() {
    let parts = parts(&docx(&hostile()));
    let xml = part(&parts, "word/document.xml");
    // A4 in twentieths of a point; margins of 20, 15, 20 and 30 mm.
    assert!(xml.contains("w:w=\"11906\" w:h=\"16838\""), "{xml}");
    for margin in ["w:top=\"1134\"", "w:right=\"850\"", "w:bottom=\"1134\"", "w:left=\"1701\""] {
        assert!(xml.contains(margin), "{margin}");
    }
    assert!(xml.contains("<w:titlePg"), "the first page has no number");
    assert!(xml.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && xml.contains("Độc lập - Tự do - Hạnh phúc"));
    assert!(part(&parts, "word/styles.xml").contains("Times New Roman"));
    assert!(parts.iter().any(|(name, text)| name.contains("header") && text.contains("PAGE")));
}

fn snapshot(name: &str, shown: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, shown);
    });
}

fn annexed(code: &str, language: Language) -> Document {
    let checked = shipped();
    let entry = checked.catalogue.entry(code, checked.as_of).expect("it is in force");
    let settings = FactSettings { as_of: checked.as_of, supplement_rounds: 1 };
    let facts = Facts::new(&checked.catalogue, &entry.base, settings);
    annex(&facts, None, language)
}

#[test]
fn an_annex_lists_every_step_once_with_its_unit_person_and_time() {
    let document = annexed("1.004873", Language::Vi);
    snapshot("document-annex", &plain(&document));
}

/// The paper of `signed.proc` with some of its words changed.
fn signed(changed: &[(&str, &str)], language: Language) -> String {
    let path = root().join("tests/fixtures/review/signed.proc");
    let text = std::fs::read_to_string(path).expect("the text");
    let text = changed.iter().fold(text, |text, (was, is)| {
        assert!(text.contains(was), "{was}");
        text.replace(was, is)
    });
    let mut texts = procedo::base::Sources::default();
    texts.add("p.proc", text);
    let options = Options::on(Date::parse("2026-06-01").expect("a day"));
    let checked = procedo::pipeline::check(&texts, &options);
    let found = review::review(&texts, &checked, &options, |_| true);
    let papers = document::reviewed(&checked, &found, language);
    let [(_, paper)] = papers.proposals.as_slice() else { panic!("one paper: {:?}", found.proposals) };
    plain(paper)
}

/// Every article of a paper, the ministry of a body that stands under none, whom a partial register helps.
#[test]
fn a_proposal_says_what_its_signer_must_know() {
    for (language, said) in [
        (
            Language::Vi,
            [
                "điểm a khoản 2 Điều 7, Điều 8 Thông tư 1/2026/TT-BXD; khoản 2 Điều 3, Phụ lục V Thông tư 2/2026/TT-BXD",
                "Bộ trưởng Bộ Xây dựng",
                "quyết định công bố thủ tục số 2478/QĐ-BXD-ĐK của Bộ Xây dựng",
                "áp dụng khoản 1 Điều 2, Phụ lục I (số thứ tự 5) Nghị quyết 1/2026/NQ-CP (hiện quy định tại điểm a khoản 2 Điều 7",
                "Phụ lục V Thông tư 2/2026/TT-BXD). Cập nhật:",
                "Thông tư 1/2026/TT-BXD đã được sửa đổi, bổ sung bởi Thông tư 3/2026/TT-BXD.",
                "Thông tư 1/2026/TT-BXD có hiệu lực đến hết ngày 28/02/2027; sau ngày đó phải xác định lại căn cứ.",
                "Chỉ áp dụng cho hồ sơ có “Giấy tờ chứng minh quyền sử dụng xe” tra cứu được đầy đủ trong Cơ sở dữ liệu đăng ký xe",
                "tỷ lệ hồ sơ có “Giấy tờ chứng minh quyền sử dụng xe”",
                "(trừ khi: xe của cơ quan nhà nước)",
            ],
        ),
        (
            Language::En,
            [
                "point a clause 2 article 7, article 8 Thông tư 1/2026/TT-BXD; clause 2 article 3, appendix V Thông tư 2/2026/TT-BXD",
                "the Minister, Bộ Xây dựng",
                "the decision 2478/QĐ-BXD-ĐK of Bộ Xây dựng that published the procedure",
                "clause 1 article 2, appendix I (số thứ tự 5) Nghị quyết 1/2026/NQ-CP is applied (asked for today by point a clause 2 article 7",
                "appendix V Thông tư 2/2026/TT-BXD). To be brought up to date:",
                "Thông tư 1/2026/TT-BXD was amended by Thông tư 3/2026/TT-BXD.",
                "Thông tư 1/2026/TT-BXD holds until 2027-02-28: after that day the basis has to be found anew.",
                "Holds only for cases with “Giấy tờ chứng minh quyền sử dụng xe” that Cơ sở dữ liệu đăng ký xe answers in full",
                "the share of cases with “Giấy tờ chứng minh quyền sử dụng xe”",
                "(unless: xe của cơ quan nhà nước)",
            ],
        ),
    ] {
        let page = signed(&[], language);
        for words in said {
            assert!(page.contains(words), "{words}\n{page}");
        }
        assert!(!page.contains("Chủ tịch") && !page.contains("một năm (100 hồ sơ)"), "{page}");
    }
}

/// A decision is a ministry's by the letters of its number, though the registry knows no act of that ministry.
#[test]
fn who_published_a_procedure_is_asked_to_bring_it_up_to_date() {
    let of_a_province = [
        ("2478/QĐ-BXD-ĐK", "320/QĐ-BDTTG-VP"),
        ("\"Cơ sở đăng kiểm\" {", "\"Cơ sở đăng kiểm\" cấp tỉnh thuộc ubnd-tỉnh {"),
        (
            "cấp trung-ương\ncấp",
            "cơ quan bộ-dân-tộc \"Bộ Dân tộc và Tôn giáo\" cấp trung-ương thuộc chính-phủ\ncấp trung-ương\ncấp",
        ),
    ];
    let page = signed(&of_a_province, Language::Vi);
    assert!(page.contains("; đề nghị Bộ Dân tộc và Tôn giáo cập nhật quyết định công bố thủ tục số 320/QĐ-BDTTG-VP | Chủ tịch UBND cấp tỉnh |"), "{page}");
}

#[test]
fn an_annex_speaks_the_other_language_where_the_words_are_its_own() {
    let page = plain(&annexed("1.004873", Language::En));
    assert!(page.contains("Dossier incomplete: ask for all supplements in writing"), "{page}");
}

#[test]
fn every_process_of_the_catalogue_can_be_annexed_in_every_format() {
    let checked = shipped();
    let mut folder = Folder::default();
    // Pictures take most of the time: every tenth procedure gets one here, all of them in the conformance run.
    for (index, entry) in checked.catalogue.in_force(checked.as_of).enumerate() {
        let code = &entry.base.name.text;
        let document = annexed(code, Language::Vi);
        let steps = entry.base.process.as_ref().map_or(0, |process| process.steps.len());
        let rows = document.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.rows.iter().filter(|row| row.cells.len() > 1).count()),
            _ => None,
        });
        assert_eq!(rows.unwrap_or(0), steps, "{code}");
        document::add(&mut folder, code, &document, Format::Html);
        document::add(&mut folder, code, &document, Format::Markdown);
        if index % 10 == 0 {
            document::add(&mut folder, code, &document, Format::Docx);
        }
    }
    assert!(folder.len() > 60, "{}", folder.len());
}

#[test]
fn a_slip_says_when_the_result_is_due_and_which_papers_were_received() {
    let checked = shipped();
    let catalogue = &checked.catalogue;
    let entry = catalogue.entry("1.004873", checked.as_of).expect("it is in force");
    let place = catalogue.places.find("tran-phu");
    let dossier = Dossier { entry, day: checked.as_of, place, given: Given::default(), named: Vec::new() };
    let received = Moment { date: Date::new(2026, 6, 4).expect("a day"), time: TimeOfDay::new(8, 5).expect("a time") };
    let answer = dossier.due(catalogue, checked.calendar.as_ref().expect("a calendar"), &Clock::started(received));
    let document = slip(catalogue, &dossier, &answer, received, Some("Ủy ban nhân dân xã Trần Phú"), Language::Vi);
    snapshot("document-slip", &plain(&document));
}

#[test]
fn the_published_schema_of_a_review_is_the_one_of_the_program_and_accepts_its_output() {
    let path = "docs/review.schema.json";
    let schema = document::data::schema();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &schema).expect("the folder docs exists");
    }
    let published = std::fs::read_to_string(path).expect("run the tests once with UPDATE_SCHEMA=1");
    assert_eq!(published, schema, "run the tests once with UPDATE_SCHEMA=1");
    let schema = serde_json::from_str(&schema).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    let sources = sources(&root().join("procedures"));
    let options = Options::on(shipped().as_of);
    let found = review::review(&sources, shipped(), &options, |code| matches!(code, "1.005280" | "1.001266"));
    let papers = document::reviewed(shipped(), &found, Language::Vi);
    let json: serde_json::Value = serde_json::from_str(&papers.data.json()).expect("it is JSON");
    let wrong: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(json["plans"].as_array().map(Vec::len), Some(found.plans.len()));
    assert!(!found.plans.is_empty());
}

#[test]
fn who_carries_originals_is_asked_where_a_step_that_hands_them_on_goes() {
    let sources = sources(&root().join("procedures"));
    let options = Options::on(shipped().as_of);
    let found = review::review(&sources, shipped(), &options, |code| matches!(code, "1.012781" | "1.004528"));
    let papers = document::reviewed(shipped(), &found, Language::Vi);
    let carried = |code: &str| {
        let paper = papers.proposals.iter().find(|(of, _)| of == code).map(|(_, paper)| plain(paper));
        paper.expect("it can be simplified").contains("Phân công người chuyển bản chính")
    };
    assert!(carried("1.012781"), "its step only hands the case on, and an original is handed in");
    assert!(!carried("1.004528"), "none of its steps that go hands on");
}
