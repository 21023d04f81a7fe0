//! Bases that are missing or have ended, words that say too little, and copies of a procedure.

use super::Operator;
use crate::site::pair;

pub(super) const OPERATORS: &[&Operator] = &[
    &Operator {
        name: "drop-the-basis",
        says: "takes every basis of the procedure out / all but the first",
        code: "law/no-basis",
        plant: |site| {
            let is_basis = |line: &str| ["  basis ", "  căn cứ "].iter().any(|word| line.starts_with(word));
            let lines = || site.text.lines();
            let whole = lines().filter(|line| is_basis(line)).count();
            let inline =
                lines().filter(|line| !is_basis(line) && (line.contains(" basis ") || line.contains(" căn cứ ")));
            let inline = inline.filter(|line| !line.contains('"') || line.contains("basis \"")).count();
            if whole == 0 || inline > 0 || !site.procedure.notes.unresolved.is_empty() {
                return None;
            }
            let without: Vec<_> = lines().filter(|line| !is_basis(line)).collect();
            let mut kept = false;
            let near: Vec<_> = lines().filter(|line| !is_basis(line) || !std::mem::replace(&mut kept, true)).collect();
            pair(&[site.code()], &format!("{}\n", without.join("\n")), &format!("{}\n", near.join("\n")))
        },
    },
    &Operator {
        name: "cite-an-ended-law",
        says: "cites an instrument that ended in 2020 / one that is in force",
        code: "law/not-in-force",
        plant: |site| {
            let of = |until: &str| {
                let text = site.stating("  basis Nghị-định-thử article 3");
                format!("{text}\nlaw Nghị-định-thử \"Nghị định thử\" decree {{\n  from 2001-01-01{until}\n}}\n")
            };
            pair(&["Nghị-định-thử"], &of(" until 2020-12-31"), &of(""))
        },
    },
    &Operator {
        name: "repealed-law",
        says: "cites an instrument that another one has repealed / amended",
        code: "law/not-in-force",
        plant: |site| {
            let of = |link: &str| {
                let text = site.stating("  basis Nghị-định-thử article 3");
                format!(
                    "{text}\nlaw Nghị-định-thử \"Nghị định thử\" decree {{\n  from 2001-01-01\n  {link} by Nghị-định-mới from 2021-01-01\n}}\nlaw Nghị-định-mới \"Nghị định mới\" decree {{\n  from 2021-01-01\n}}\n"
                )
            };
            pair(&["Nghị-định-thử"], &of("repealed"), &of("amended"))
        },
    },
    &Operator {
        name: "as-soon-as-possible",
        says: "asks for something in good time / within three working days",
        code: "wording/vague",
        plant: |site| {
            let of = |when: &str| site.stating(&format!("  condition yêu-cầu-thêm \"Thông báo thay đổi {when}\""));
            pair(&["yêu-cầu-thêm"], &of("kịp thời"), &of("trong 3 ngày làm việc"))
        },
    },
    &Operator {
        name: "name-of-the-district",
        says: "speaks of the People's Committee of the district / of the commune",
        code: "wording/obsolete-name",
        plant: |site| {
            let of = |level: &str| {
                site.stating(&format!("  condition yêu-cầu-thêm \"Được Ủy ban nhân dân cấp {level} đồng ý\""))
            };
            (!site.imported).then(|| pair(&["yêu-cầu-thêm"], &of("huyện"), &of("xã")))?
        },
    },
    &Operator {
        name: "procedure-twice",
        says: "publishes the procedure again under another code / another procedure with the same papers",
        code: "catalogue/duplicate",
        plant: |site| {
            let span = site.procedure.span;
            let item = &site.text[span.start as usize..span.end as usize];
            let title = site.procedure.title.as_ref()?.text.replace('"', "");
            let again = item.replacen(site.code(), "9.900009", 1);
            let another = again.replacen(&title, "Công bố kết quả quan trắc thủy văn của trạm tự động", 1);
            if title.len() < 20 || another == again {
                return None;
            }
            pair(&["9.900009"], &site.followed_by(&again), &site.followed_by(&another))
        },
    },
];
