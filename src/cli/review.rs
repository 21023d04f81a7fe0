//! `procedo review`: what to change, whether it is safe, what it saves; and writing an accepted change into the source.

use super::papers::{PaperFormat, USUAL, papers};
use super::{Failure, Lang, Screen, Verdict, clock, load, select, write};
use crate::base::{Language, Text};
use crate::pipeline::{self, Options};
use crate::review::{self, Proposal, effect};
use crate::syntax::format;
use crate::time::Date;
use clap::Args;
use std::path::PathBuf;

/// Proposes simplifications, each tried and judged; writes the accepted ones into the source.
/// Đề xuất phương án đơn giản hóa, thử và đánh giá từng phương án; ghi phương án được chọn vào văn bản nguồn.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Arguments {
    /// The catalogue; else the one around the current folder. / Danh mục; mặc định là danh mục chứa thư mục hiện tại.
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Only this procedure. / Chỉ thủ tục này.
    #[arg(long, value_name = "CODE")]
    procedure: Option<String>,
    /// Writes this proposal into the source, all of it or nothing. / Ghi trọn vẹn phương án này vào văn bản nguồn.
    #[arg(long, value_name = "ID")]
    apply: Option<String>,
    /// With `--apply`: shows the change and writes nothing. / Với `--apply`: chỉ hiện nội dung thay đổi, không ghi.
    #[arg(long, requires = "apply")]
    dry_run: bool,
    /// Writes the papers into this folder: a plan, one for each procedure. / Ghi báo cáo và phương án từng thủ tục vào thư mục này.
    #[arg(long, value_name = "DIR", conflicts_with = "apply")]
    out: Option<PathBuf>,
    /// With `--out`: in which formats; else docx, html, json, xlsx. / Với `--out`: các định dạng.
    #[arg(long, value_enum, value_delimiter = ',', requires = "out")]
    format: Vec<PaperFormat>,
    /// As of this day. / Tính đến ngày.
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    as_of: Option<Date>,
    /// The language of the output; else the catalogue's. / Ngôn ngữ kết quả; mặc định theo danh mục.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
}

pub(super) fn run(arguments: &Arguments, screen: &Screen) -> Result<Verdict, Failure> {
    let loaded = load::load(arguments.path.as_slice())?;
    let options = Options { as_of: arguments.as_of, unread: loaded.unread.clone(), ..Options::on(clock::today()) };
    let checked = pipeline::check(&loaded.sources, &options);
    let language = arguments.lang.map_or(checked.settings.language, Language::from);
    let of_id = arguments.apply.as_deref().and_then(|id| Some(id.rsplit_once('-')?.0));
    let only = arguments.procedure.as_deref().or(of_id);
    if let Some(code) = only {
        select::procedure(&checked, code)?;
    }
    let found = review::review(&loaded.sources, &checked, &options, |code| only.is_none_or(|only| only == code));
    if let Some(out) = &arguments.out {
        let formats = if arguments.format.is_empty() { USUAL } else { &arguments.format };
        let folder = papers(&checked, &found, formats, language)?;
        for (path, content) in folder.files() {
            write::file(&out.join(path), content)?;
        }
        let (count, shown) = (folder.len(), out.display());
        screen.notice(&language.pick(format!("{shown}: {count} files"), format!("{shown}: {count} tệp")));
        return Ok(Verdict::Clean);
    }
    let Some(id) = &arguments.apply else {
        screen.print(&listing(&found, language))?;
        return Ok(Verdict::Clean);
    };
    let proposal = pick(&found.proposals, id)?;
    if let Some(refusal) = proposal.refusals.first() {
        let Text { en, vi } = refusal.why.clone();
        return Err(Failure::new(
            crate::text!(en: "`{id}` is not safe: {en}", vi: "phương án `{id}` không an toàn: {vi}"),
            crate::text!(en: "change the procedure by hand, or propose that the law be changed", vi: "sửa thủ tục bằng tay, hoặc kiến nghị sửa quy định"),
        ));
    }
    for (file, text) in review::apply(&loaded.sources, proposal) {
        let path = loaded.sources.path(file);
        if arguments.dry_run {
            screen.print(&format::diff(&path.display().to_string(), loaded.sources.text(file), &text))?;
        } else {
            write::file(path, text.as_bytes())?;
            screen.notice(&format!("{}", path.display()));
        }
    }
    Ok(Verdict::Clean)
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

fn listing(found: &review::Review, language: Language) -> String {
    let mut out = String::new();
    let mut line = |indent: usize, text: &Text| {
        out.push_str(&format!("{:indent$}{}\n", "", text.get(language)));
    };
    for proposal in &found.proposals {
        let (id, code) = (&proposal.id, proposal.code.id());
        line(0, &crate::text!(en: "{id}  {code}", vi: "{id}  {code}"));
        line(2, &proposal.reason);
        for change in &proposal.changes {
            let Text { en, vi } = change.text();
            line(2, &crate::text!(en: "→ {en}", vi: "→ {vi}"));
        }
        for (name, before, after) in effect::compare(&proposal.before, &proposal.after) {
            let text = Text {
                en: format!("  {}: {} → {}", name.en, before.en, after.en),
                vi: format!("  {}: {} → {}", name.vi, before.vi, after.vi),
            };
            line(2, &text);
        }
        for control in &proposal.given_up {
            let (what, Text { en, vi }) = (&control.what, &control.replaced_by);
            line(
                4,
                &crate::text!(en: "given up: {what} (instead: {en})", vi: "không còn kiểm soát: {what} (thay bằng: {vi})"),
            );
        }
        for refusal in &proposal.refusals {
            let (gate, Text { en, vi }) = (refusal.gate, &refusal.why);
            line(4, &crate::text!(en: "refused ({gate}): {en}", vi: "không đạt ({gate}): {vi}"));
        }
    }
    let (all, safe) = (found.proposals.len(), found.proposals.iter().filter(|proposal| proposal.is_safe()).count());
    let by_hand = found.by_hand.len();
    line(
        0,
        &crate::text!(
            en: "{all} proposals, {safe} safe; {by_hand} findings need a person's thought",
            vi: "{all} phương án, {safe} phương án an toàn; {by_hand} phát hiện cần người xem xét"
        ),
    );
    out
}
