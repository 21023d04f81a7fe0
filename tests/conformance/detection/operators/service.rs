//! Presence, paper and cash that the digital service does not need.

use super::Operator;
use crate::site::pair;

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "sign-by-hand",
        says: "signs by hand / by hand because a law asks for it",
        code: "digital/wet-signature",
        plant: |site| {
            let step = site.steps().iter().find(|step| step.signature.is_some() && step.notes.basis.is_empty())?;
            let at = step.signature.as_ref()?.span;
            let of = |words: &str| site.edited(&[(at.start as usize, at.end as usize, words)]);
            pair(
                &[&step.name.text, "signature", "chữ ký", "ký tay"],
                &of("wet"),
                &of("wet\n  basis \"Luật Công chứng 46/2024/QH15\" article 45"),
            )
        },
    },
    &Operator {
        name: "come-in-person",
        says: "makes the applicant come for a talk / to give back the original",
        code: "digital/in-person",
        plant: |site| {
            let before = site.working()?;
            let by = before.body()?.written();
            let of = |why: &str| {
                site.after(before, &format!("step mời-đến \"Mời người nộp hồ sơ đến\" kind meet by {by} within 0.5 hours {{\n  in person because \"{why}\"\n}}"))
            };
            pair(
                &["mời-đến", "in person", "có mặt"],
                &of("trao đổi thêm cho rõ"),
                &of("nộp lại bản chính giấy phép cũ để thu hồi"),
            )
        },
    },
    &Operator {
        name: "cash-only",
        says: "takes the fee at the counter only / also online",
        code: "digital/offline-payment",
        plant: |site| {
            if !site.procedure.pay.is_empty() || !site.procedure.fees.is_empty() {
                return None;
            }
            let of = |way: &str| site.stating(&format!("  fee \"Phí thẩm định thêm\" 50.000 VND\n  pay {way}"));
            pair(&["pay ", "thanh toán"], &of("counter"), &of("online"))
        },
    },
];
