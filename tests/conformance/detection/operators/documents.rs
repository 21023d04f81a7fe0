//! Defects of the dossier.

use super::Operator;
use crate::site::{Pair, Site, pair};

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "birth-certificate-again",
        says: "asks for the birth certificate / only where the register does not answer",
        code: "documents/already-held",
        plant: |site| {
            let demand = "document giấy-khai-sinh copy 1";
            held(site, "khai sinh", "giấy-khai-sinh", demand, &format!("{demand} unless found in csdl-hộ-tịch"))
        },
    },
    &Operator {
        name: "enterprise-certificate-again",
        says: "asks for the enterprise's certificate as offices write it / says that it is looked up",
        code: "documents/already-held",
        plant: |site| {
            held(
                site,
                "doanh nghiệp",
                "giấy-nộp-thêm",
                "document giấy-nộp-thêm \"Bản sao có chứng thực GCN ĐKDN (đối với doanh nghiệp)\" copy 1",
                "document giấy-nộp-thêm \"GCN ĐKDN (chỉ nộp khi cơ quan không khai thác được từ cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp)\" copy 1",
            )
        },
    },
    &Operator {
        name: "identity-card-again",
        says: "asks for a copy of the identity card / lets another kind of paper do",
        code: "documents/already-held",
        plant: |site| {
            held(
                site,
                "căn cước",
                "giấy-nộp-thêm",
                "document giấy-nộp-thêm \"Bản sao thẻ CCCD của người nộp hồ sơ\" copy 1",
                "document giấy-nộp-thêm \"Bản sao thẻ CCCD hoặc hợp đồng thuê địa điểm của người nộp hồ sơ\" copy 1",
            )
        },
    },
    &Operator {
        name: "paper-twice",
        says: "asks for a paper of the dossier a second time / asks for another one",
        code: "documents/duplicate",
        plant: |site| {
            let mut lines = site.procedure.documents.iter().filter(|demand| {
                demand.row.when.is_none() && !demand.is_choice && demand.at_step.is_none() && !demand.if_any
            });
            let title = lines.find_map(|demand| demand.any_of.first()?.title.as_ref())?.text.replace('"', "");
            if title.contains("hoặc") || title.contains('/') || title.contains(';') || title.contains(',') {
                return None;
            }
            demand(
                site,
                &format!("document giấy-nộp-lại \"{title}\" copy 1"),
                "document giấy-nộp-lại \"Thư ngỏ của dòng họ\" copy 1",
                "giấy-nộp-lại",
            )
        },
    },
    &Operator {
        name: "three-copies",
        says: "asks for three copies / for one",
        code: "documents/copies",
        plant: |site| {
            let of =
                |count: u32| format!("document bản-thuyết-minh-thêm \"Bản thuyết minh nội dung đề nghị\" copy {count}");
            demand(site, &of(3), &of(1), "bản-thuyết-minh-thêm")
        },
    },
    &Operator {
        name: "other-papers",
        says: "leaves the dossier open / names what the other paper shows",
        code: "documents/open-ended",
        plant: |site| {
            let of = |title: &str| format!("document giấy-khác-thêm \"{title}\" copy 1");
            demand(
                site,
                &of("Các giấy tờ khác có liên quan (nếu có)"),
                &of("Giấy tờ khác chứng minh quan hệ họ hàng"),
                "giấy-khác-thêm",
            )
        },
    },
    &Operator {
        name: "certify-the-copy",
        says: "asks for a certified copy of what a register verifies / for a plain one",
        code: "documents/certified-copy",
        plant: |site| {
            let of = |hand: &str| format!("document giấy-chứng-nhận-kết-hôn {hand} 1");
            (!site.text.contains("giấy-chứng-nhận-kết-hôn"))
                .then(|| demand(site, &of("certified copy"), &of("copy"), "giấy-chứng-nhận-kết-hôn"))?
        },
    },
    &Operator {
        name: "paper-for-nobody",
        says: "asks for a paper that no step reads / lets it only be shown",
        code: "documents/unused",
        plant: |site| {
            let says = |step: &procedo::model::Step| step.reads_dossier.is_some();
            if site.imported || site.steps().is_empty() || site.steps().iter().any(says) {
                return None;
            }
            let of = |hand: &str| format!("document bản-tự-giới-thiệu \"Bản tự giới thiệu\" {hand}");
            demand(site, &of("original 1"), &of("shown"), "bản-tự-giới-thiệu")
        },
    },
    &Operator {
        name: "own-confirmation",
        says: "asks for a confirmation of the deciding body / of another body",
        code: "documents/self-verifiable",
        plant: |site| {
            let decider = site.deciding()?.body()?.agency.name.text.clone();
            let other = if decider == "bộ-ngoại-giao" { "bộ-tư-pháp" } else { "bộ-ngoại-giao" };
            let of = |issuer: &str| {
                let text = site.stating("  document giấy-xác-nhận-thêm original 1");
                format!(
                    "{text}\ndocument giấy-xác-nhận-thêm \"Giấy xác nhận chưa từng vướng mắc\" confirmation {{\n  issued by {issuer}\n}}\n"
                )
            };
            if site.imported {
                return None;
            }
            pair(&["giấy-xác-nhận-thêm"], &of(&decider), &of(other))
        },
    },
    &Operator {
        name: "own-result",
        says: "asks for what another procedure issues digitally / on paper only",
        code: "documents/own-result",
        plant: |site| {
            let of = |form: &str| {
                let text = site.stating("  document giấy-phép-thêm copy 1");
                format!(
                    "{text}\ndocument giấy-phép-thêm \"Giấy phép bay thử nghiệm\" certificate\nprocedure 9.900001 \"Cấp Giấy phép bay thử nghiệm\" {{\n  result giấy-phép-thêm {form}\n}}\n"
                )
            };
            pair(&["giấy-phép-thêm"], &of("digital valid unlimited"), &of("valid 6 months"))
        },
    },
];

/// A demand of a paper that a register holds, where neither the dossier nor the published wording speaks of it.
fn held(site: &Site, about: &str, mark: &str, plant: &str, near: &str) -> Option<Pair> {
    let text = site.text.to_lowercase();
    if text.contains(about) || text.contains(mark) || text.contains("khai thác") {
        return None;
    }
    demand(site, plant, near, mark)
}

fn demand(site: &Site, plant: &str, near: &str, mark: &str) -> Option<Pair> {
    pair(&[mark], &site.stating(&format!("  {plant}")), &site.stating(&format!("  {near}")))
}
