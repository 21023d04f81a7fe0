//! Which entries of a record's dossier become papers: lists within an entry, marks and labels before a paper, none prescribed.

use super::{assert_whole, files, import};
use insta::assert_snapshot;

/// The papers, cases and open questions of a record whose dossier has these entries.
fn dossier(entries: &[&str]) -> String {
    let mut text = "Chi tiết thủ tục hành chính\nMã thủ tục: 9.000401\nTên thủ tục: Cấp phép họp chợ đêm\nLĩnh vực: Chợ\nThành phần hồ sơ:\n".to_owned();
    for entry in entries {
        text.push_str(&format!("    - {entry}\n      Số lượng: Bản chính: 1, Bản sao: 0\n"));
    }
    let imported = import("portal", &[("9.000401.txt", text.as_bytes())]);
    assert_whole(&imported);
    let files = files(&imported);
    let (_, written) = files.iter().find(|(path, _)| path.ends_with("9.000401.proc")).expect("the record is there");
    let shown = ["giấy tờ ", "thông tin ", "vướng mắc "];
    let lines = written.lines().map(str::trim).filter(|line| shown.iter().any(|word| line.starts_with(word)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_entry_that_counts_its_papers_is_as_many_papers() {
    assert_snapshot!(dossier(&[
        "* Hồ sơ đề nghị cấp phép bao gồm: a) Giấy đề nghị cấp phép theo mẫu; b) Bản sao giấy phép lái xe; c) Bảng kê hàng hóa.",
    ]), @r#"
    giấy tờ giấy-đề-nghị-cấp-phép-theo-mẫu "Giấy đề nghị cấp phép theo mẫu" bản chính 1
    giấy tờ giấy-phép-lái-xe "Bản sao giấy phép lái xe" bản chính 1
    giấy tờ bảng-kê-hàng-hóa "Bảng kê hàng hóa" bản chính 1
    "#);
    assert_snapshot!(dossier(&[
        "V1. Văn bản đề nghị theo Mẫu số 04 (bản gốc). 2. Giấy tờ về tư cách pháp nhân: - Đối với cơ sở trong nước: bản sao hợp lệ. 3. Giấy ủy quyền.",
    ]), @r#"
    giấy tờ văn-bản-đề-nghị-theo-mẫu-số-04-bản-gốc "Văn bản đề nghị theo Mẫu số 04 (bản gốc)" mẫu "Mẫu số 04" bản chính 1
    giấy tờ giấy-tờ-pháp-nhân "Giấy tờ về tư cách pháp nhân: - Đối với cơ sở trong nước: bản sao hợp lệ" bản chính 1
    giấy tờ văn-bản-ủy-quyền "Giấy ủy quyền" bản chính 1
    "#);
}

#[test]
fn an_entry_that_begins_with_a_request_lists_the_papers_of_that_case() {
    assert_snapshot!(dossier(&[
        "1. Cấp lại giấy phép  - Đơn đề nghị cấp lại theo Mẫu số 11;  - Giấy phép bị ghi sai.",
        "2. Điều chỉnh giấy phép  - Đơn đề nghị điều chỉnh theo Mẫu số 12;  - Giấy chứng nhận đăng ký doanh nghiệp.",
    ]), @r#"
    thông tin trường-hợp-1 có/không "Cấp lại giấy phép"
    thông tin trường-hợp-2 có/không "Điều chỉnh giấy phép"
    giấy tờ đơn-đề-nghị-cấp-lại-theo-mẫu-số-11 "Đơn đề nghị cấp lại theo Mẫu số 11" mẫu "Mẫu số 11" bản chính 1 khi trường-hợp-1
    giấy tờ giấy-phép-bị-ghi-sai "Giấy phép bị ghi sai" bản chính 1 khi trường-hợp-1
    giấy tờ đơn-đề-nghị-điều-chỉnh-theo-mẫu-số-12 "Đơn đề nghị điều chỉnh theo Mẫu số 12" mẫu "Mẫu số 12" bản chính 1 khi trường-hợp-2
    giấy tờ giấy-chứng-nhận-doanh-nghiệp "Giấy chứng nhận đăng ký doanh nghiệp" bản chính 1 khi trường-hợp-2
    "#);
}

#[test]
fn marks_and_labels_before_a_paper_are_no_part_of_it() {
    assert_snapshot!(dossier(&[
        "/ Tờ trình đề nghị phê duyệt .",
        "+) Phiếu đăng ký tham gia;",
        "5/ Danh sách tiểu thương.",
        "Thành phần hồ sơ 4: Bản sao hợp đồng thuê điểm kinh doanh",
        "Thành phần hồ sơ gồm: Tờ khai đề nghị hỗ trợ (theo Mẫu số 02).",
        "(Bản cam kết về an ninh, trật tự",
    ]), @r#"
    giấy tờ tờ-trình-đề-nghị-phê-duyệt "Tờ trình đề nghị phê duyệt" bản chính 1
    giấy tờ phiếu-đăng-ký-tham-gia "Phiếu đăng ký tham gia" bản chính 1
    giấy tờ danh-sách-tiểu-thương "Danh sách tiểu thương" bản chính 1
    giấy tờ bản-sao-hợp-đồng-thuê-điểm-kinh-doanh "Bản sao hợp đồng thuê điểm kinh doanh" bản chính 1
    giấy tờ tờ-khai-đề-nghị-hỗ-trợ-theo-mẫu-số-02 "Tờ khai đề nghị hỗ trợ (theo Mẫu số 02)" mẫu "Mẫu số 02" bản chính 1
    giấy tờ bản-cam-kết-về-an-ninh-trật-tự "Bản cam kết về an ninh, trật tự" bản chính 1
    "#);
}

#[test]
fn a_dossier_of_which_nothing_is_prescribed_leaves_no_question() {
    assert_eq!(dossier(&["Không quy định;."]), "");
    assert_eq!(dossier(&["* Thành phần: Không quy  định"]), "");
    assert_snapshot!(dossier(&["Thông tin vụ/việc"]), @r#"
    vướng mắc   "nguồn có nêu thành phần hồ sơ nhưng chưa đọc được thành giấy tờ"
    "#);
}

#[test]
fn what_tells_of_one_paper_stays_one_paper() {
    assert_snapshot!(dossier(&[
        "Giấy đề nghị cấp phép, trong đó nêu rõ: 1. Tên chợ 2. Thời gian họp chợ 3. Người quản lý",
        "Bản sao hợp đồng theo quy định tại điểm a khoản 1 Điều 5. Trường hợp ủy quyền thì kèm giấy ủy quyền",
    ]), @r#"
    giấy tờ giấy-đề-nghị-cấp-phép-trong-đó-nêu-rõ-1-tên-chợ "Giấy đề nghị cấp phép, trong đó nêu rõ: 1. Tên chợ 2. Thời gian họp chợ 3. Người quản lý" bản chính 1
    giấy tờ bản-sao-hợp-đồng-theo-quy-định-tại-điểm-a-khoản "Bản sao hợp đồng theo quy định tại điểm a khoản 1 Điều 5. Trường hợp ủy quyền thì kèm giấy ủy quyền" bản chính 1
    "#);
}
