//! The papers of a review as files: for the catalogue, for each procedure, and for programs.

use super::Failure;
use super::document::workbook;
use crate::base::{Folder, Language, file_name};
use crate::document::{self, Format};
use crate::pipeline::Checked;
use crate::review::Review;
use clap::ValueEnum;

/// A format of `review`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperFormat {
    /// For Word. / Word.
    Docx,
    /// For browsers, one file a paper. / Trang HTML.
    Html,
    /// Markdown.
    Md,
    /// For programs. / Dữ liệu cho chương trình.
    Json,
    /// The tables of the plan. / Các bảng của báo cáo.
    Xlsx,
}

/// Those that are written unless others are asked for.
pub(super) const USUAL: &[PaperFormat] = &[PaperFormat::Docx, PaperFormat::Html, PaperFormat::Json, PaperFormat::Xlsx];

/// The papers of a review in these formats: `plan.*`, `procedures/CODE.*`, `review.json`.
pub(super) fn papers(
    checked: &Checked,
    review: &Review,
    formats: &[PaperFormat],
    language: Language,
) -> Result<Folder, Failure> {
    let reviewed = document::reviewed(checked, review, language);
    let mut folder = Folder::default();
    for format in formats {
        let reading = match format {
            PaperFormat::Docx => Format::Docx,
            PaperFormat::Html => Format::Html,
            PaperFormat::Md => Format::Markdown,
            PaperFormat::Json => {
                folder.add("review.json", reviewed.data.json());
                continue;
            }
            PaperFormat::Xlsx => {
                folder.add("plan.xlsx", workbook(&reviewed.programme)?);
                continue;
            }
        };
        document::add(&mut folder, "plan", &reviewed.programme, reading);
        for (code, paper) in &reviewed.proposals {
            document::add(&mut folder, &format!("procedures/{}", file_name(code)), paper, reading);
        }
    }
    Ok(folder)
}
