//! What people write as in a letter or a decree: the help says how it is written here, once and in the file's language.

use super::{listed, parse};

/// Lines of a procedure, of its fee and of its step, each with the code and the help of its one finding.
const LINES: &[(&str, &str, &str)] = &[
    ("  field Road transport", "syntax/unexpected", "write `\"Road transport\"`"),
    ("  lĩnh vực Đường bộ", "syntax/unexpected", "viết `\"Đường bộ\"`"),
    ("  lĩnh vực 'Đường bộ'", "syntax/unexpected", "viết `\"Đường bộ\"`"),
    (
        "  basis ND-1 article 13 and 14",
        "syntax/unexpected",
        "separate articles with a comma: `article 13, 14`; cite each law in a `basis` of its own",
    ),
    (
        "  căn cứ NĐ-1 điều 13 và 14",
        "syntax/unexpected",
        "cách các điều bằng dấu phẩy: `điều 13, 14`; mỗi văn bản một `căn cứ` riêng",
    ),
    ("  for citizen and enterprise", "syntax/unexpected", "separate them with a comma"),
    ("  đối tượng công dân và doanh nghiệp", "syntax/unexpected", "cách nhau bằng dấu phẩy"),
    ("  deadline 2 business days", "syntax/misspelt-keyword", "did you mean `working days`?"),
    ("  document form original", "syntax/unexpected", "write `original 1`"),
    ("  document form 02 copy", "syntax/unexpected", "write `copy 2`"),
    ("  giấy tờ đơn bản chính", "syntax/unexpected", "viết `bản chính 1`"),
    ("  giấy tờ đơn 01 bản sao chứng thực", "syntax/unexpected", "viết `bản sao chứng thực 1`"),
    ("  giấy tờ đơn bản gốc 1", "syntax/misspelt-keyword", "có phải là `bản chính` không?"),
    ("  giấy tờ đơn bản sao 1 khi không trẻ-em", "syntax/unexpected", "viết `không phải trẻ-em`"),
    (
        "  thẩm quyền sở xây dựng/giám đốc",
        "syntax/unexpected",
        "tên không có khoảng trắng: viết `sở-xây-dựng/giám-đốc`",
    ),
    (
        "  decided by department of construction/director",
        "syntax/unexpected",
        "a name has no blanks: write `department-of-construction/director`",
    ),
    ("  deadline half a day", "syntax/unexpected", "write a number, such as `0.5 working days`"),
    ("  thời hạn nửa ngày", "syntax/unexpected", "viết bằng số, ví dụ `0,5 ngày làm việc`"),
    (
        "  deadline 1 hour 30 minutes",
        "syntax/unexpected",
        "write one number with one unit, such as `1.5 hours` or `90 minutes`",
    ),
    ("  thời hạn 1 giờ 30 phút", "syntax/unexpected", "viết một con số với một đơn vị, ví dụ `1,5 giờ` hoặc `90 phút`"),
    ("  from 1 March 2025", "syntax/unexpected", "write the date as year-month-day, such as `2025-12-31`"),
    ("  từ ngày 01/03/25", "syntax/unexpected", "viết ngày/tháng/năm, năm đủ bốn chữ số, ví dụ `31/12/2025`"),
    ("  thời hạn trong ngày trước 15h30", "syntax/unexpected", "viết `15:30`"),
    ("  text \"a\"\n  text \"b\"", "syntax/repeated", "keep one of the two"),
    ("  giấy tờ đơn bản chính 1\n  giấy tờ đơn bản sao 1", "syntax/repeated", "chỉ giữ lại một trong hai"),
    (
        "  deadline 3 days when minor otherwise",
        "syntax/when-and-unless",
        "keep one of the two: `otherwise` is what remains when no condition holds",
    ),
    (
        "  thời hạn 3 ngày còn lại khi trẻ-em",
        "syntax/when-and-unless",
        "chỉ giữ một trong hai: `còn lại` là khi không điều kiện nào thỏa mãn",
    ),
    ("  quy trình\n    bước nhận trong 1 giờ\n  }", "syntax/unopened-block", "viết `{` ở cuối dòng này"),
    ("  fee \"Fee\"\n    0 VND\n  }", "syntax/unopened-block", "write `{` at the end of this line"),
];

#[test]
fn what_is_written_as_in_a_decree_is_answered_with_the_way_to_write_it() {
    for (line, code, help) in LINES {
        let is_vietnamese = help.contains(['ế', 'ằ', 'ữ', 'ó', 'ê']);
        let head = if is_vietnamese {
            "thủ tục 1.000001 \"Cấp\" {\n  số bộ hồ sơ 1"
        } else {
            "procedure 1.000001 \"Issue\" {\n  sets 1"
        };
        let (sources, file, findings) = parse(&format!("{head}\n{line}\n}}\nlevel after\n"));
        let [finding] = findings.as_slice() else { panic!("{line}\n{}", listed(&sources, &findings)) };
        assert_eq!(finding.code.id(), *code, "{line}");
        let said = finding.help.as_ref().map(|help| help.get(finding.language));
        assert_eq!(said, Some(*help), "{line}");
        assert_eq!(file.items.len(), 2, "{line}");
    }
}

#[test]
fn the_keyword_of_a_reaction_in_another_place_is_one_finding_and_no_name() {
    let text = "thủ tục 1.000001 \"Cấp\" {\n  quy trình {\n    nếu hồ sơ chưa đủ thì yêu cầu bổ sung một lần\n  }\n}\n";
    let (sources, _, findings) = parse(text);
    let [finding] = findings.as_slice() else { panic!("{}", listed(&sources, &findings)) };
    assert!(!finding.help.as_ref().expect("there is a way out").vi.contains("hồ-sơ"));
}

#[test]
fn papers_asked_for_twice_under_conditions_are_no_mistake() {
    let papers = "  document a copy 1 when minor\n  document a original 1 unless minor\n  document b shown\n  document b shown at step s";
    let (sources, _, findings) = parse(&format!("procedure 1.000001 \"Issue\" {{\n{papers}\n}}\n"));
    assert_eq!(listed(&sources, &findings), "");
}

#[test]
fn both_statements_of_a_line_are_read() {
    let (_, file, findings) = parse("level a level b; level c\n");
    let codes: Vec<_> = findings.iter().map(|d| d.code.id()).collect();
    assert_eq!(codes, ["syntax/two-on-a-line"; 2]);
    assert_eq!(file.items.len(), 3);
}

#[test]
fn the_spelling_of_the_formatter_is_proposed() {
    let (_, _, findings) = parse("cấp xã\nuy quyen của a/b cho a/c {\n  phạm vi 1.000001\n}\n");
    let help = findings[0].help.as_ref().expect("a misspelt keyword has a help");
    assert_eq!(help.vi, "viết `ủy quyền`");
}
