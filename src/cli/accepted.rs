//! Proposals that were chosen: the list in which they stand, carrying them out together, and the shortest way of a procedure.

use super::{Failure, load};
use crate::base::{FileId, Language, Sources, Text};
use crate::pipeline::{Checked, Options};
use crate::review::{self, Clash, Part, Proposal, Trial};
use std::path::Path;

/// The ids of a list: one a line, `#` before remarks.
pub(super) fn read(path: &Path) -> Result<Vec<String>, Failure> {
    let text = load::read(path).map_err(|_| {
        let path = path.display();
        Failure::new(
            crate::text!(en: "`{path}` cannot be read", vi: "không đọc được `{path}`"),
            crate::text!(en: "write one id of a proposal on each line", vi: "ghi mỗi dòng một mã phương án"),
        )
    })?;
    let ids: Vec<String> = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim().trim_start_matches('\u{feff}').to_owned())
        .filter(|id| !id.is_empty())
        .collect();
    if let Some(wrong) = ids.iter().find(|id| !id.contains('-')) {
        return Err(Failure::new(
            crate::text!(en: "`{wrong}` is no id of a proposal", vi: "`{wrong}` không phải mã phương án"),
            crate::text!(en: "`procedo review` lists all proposals", vi: "`procedo review` liệt kê mọi phương án"),
        ));
    }
    Ok(ids)
}

/// The catalogue with all of these proposals carried out, or why they cannot be together.
pub(super) fn together(
    sources: &Sources,
    checked: &Checked,
    options: &Options,
    proposals: &[Proposal],
    ids: &[String],
) -> Result<(Trial, Vec<FileId>), Failure> {
    let chosen = ids.iter().map(|id| pick(proposals, id)).collect::<Result<Vec<_>, _>>()?;
    review::accept(sources, checked, options, &chosen).map_err(|Clash { id, why: Text { en, vi } }| {
        Failure::new(
            crate::text!(en: "`{id}` is not safe: {en}", vi: "phương án `{id}` không an toàn: {vi}"),
            crate::text!(en: "change the procedure by hand, or propose that the law be changed", vi: "sửa thủ tục bằng tay, hoặc kiến nghị sửa quy định"),
        )
    })
}

fn pick<'p>(proposals: &'p [Proposal], id: &str) -> Result<&'p Proposal, Failure> {
    proposals.iter().find(|proposal| proposal.id == id).ok_or_else(|| {
        Failure::unknown(
            crate::text!(en: "there is no proposal `{id}`", vi: "không có phương án `{id}`"),
            id,
            proposals.iter().map(|proposal| proposal.id.as_str()),
            crate::text!(en: "`procedo review` lists all proposals", vi: "`procedo review` liệt kê mọi phương án"),
        )
    })
}

/// The shortest lawful way of a procedure, and what keeps each step that could not go.
pub(super) fn three_steps(
    sources: &Sources,
    checked: &Checked,
    options: &Options,
    code: &str,
    language: Language,
) -> Result<String, Failure> {
    let found = review::shortest(sources, checked, options, code).ok_or_else(|| {
        Failure::new(
            crate::text!(en: "the process of `{code}` is not known", vi: "chưa có quy trình của thủ tục `{code}`"),
            crate::text!(en: "write it as `process {{ … }}`", vi: "ghi quy trình vào `quy trình {{ … }}`"),
        )
    })?;
    let mut out = String::new();
    let mut line = |indent: usize, text: &Text| out.push_str(&format!("{:indent$}{}\n", "", text.get(language)));
    line(0, &found.verdict());
    for change in &found.changes {
        let Text { en, vi } = change.text();
        line(2, &crate::text!(en: "→ {en}", vi: "→ {vi}"));
    }
    for (step, part) in &found.left {
        let (en, vi) = match part {
            Some(Part::Receive) => ("receive", "tiếp nhận"),
            Some(Part::Handle) => ("handle", "giải quyết"),
            Some(Part::Return) => ("approve and return", "phê duyệt và trả"),
            None => ("kind unknown", "chưa rõ loại"),
        };
        line(2, &crate::text!(en: "{step}: {en}", vi: "{step}: {vi}"));
    }
    for (change, refusal) in &found.kept {
        let (tried, gate, Text { en, vi }) = (change.text(), refusal.gate, &refusal.why);
        let (tried_en, tried_vi) = (&tried.en, &tried.vi);
        line(2, &crate::text!(en: "cannot {tried_en} ({gate}): {en}", vi: "không thể {tried_vi} ({gate}): {vi}"));
    }
    Ok(out)
}
