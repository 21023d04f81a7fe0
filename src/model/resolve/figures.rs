//! Turns the rows of the table of reported figures into figures; a mistake is shown in its cell.

use super::names::Resolver;
use super::tables::number;
use super::value::MISFIT;
use crate::config::tables::{Cell, ReportedRow};
use crate::model::{At, Figure, Name, Number, Title};

impl Resolver<'_> {
    /// A row of the table of reported figures.
    pub(super) fn figure(&mut self, row: &ReportedRow) -> Figure {
        let words = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.text.clone()).unwrap_or_default();
        let title = |cell: &Cell| Title { text: cell.text.clone(), span: cell.span };
        Figure {
            report: row.report.text.clone(),
            place: words(&row.place),
            period: words(&row.period),
            what: title(&row.what),
            part: self.amount(row.part.as_ref()),
            whole: self.amount(row.whole.as_ref()),
            before: self.amount(row.before.as_ref()),
            after: self.amount(row.after.as_ref()),
            saving: self.amount(row.saving.as_ref()),
            rate: self.rate(row.rate.as_ref()),
            level: row.level.as_ref().map(|cell| self.find(&Name { text: cell.text.clone(), span: cell.span })),
            field: row.field.as_ref().map(title),
            span: row.span,
        }
    }

    fn amount(&mut self, cell: Option<&Cell>) -> Option<At<Number>> {
        let cell = cell?;
        let value = number(&cell.text);
        if value.is_none() {
            self.not_a_number(cell);
        }
        Some(At { value: value?, span: cell.span })
    }

    /// A share in per cent. A target (`>=95%`) is no claim.
    fn rate(&mut self, cell: Option<&Cell>) -> Option<At<Number>> {
        let cell = cell?;
        if cell.text.starts_with(['>', '<', '≥', '≤', '~', '≈']) {
            return None;
        }
        let written = cell.text.trim_end_matches('%').trim_end();
        let (whole, decimals) = written.split_once(['.', ',']).unwrap_or((written, ""));
        let digits = |part: &str| part.len() <= 6 && part.bytes().all(|b| b.is_ascii_digit());
        let mantissa = format!("{whole}{decimals}").parse().ok();
        let known = (!whole.is_empty() && digits(whole) && digits(decimals)).then_some(mantissa).flatten();
        let scale = u8::try_from(decimals.len()).ok();
        let (Some(mantissa), Some(scale)) = (known, scale) else {
            self.not_a_number(cell);
            return None;
        };
        Some(At { value: Number { mantissa, scale }, span: cell.span })
    }

    fn not_a_number(&mut self, cell: &Cell) {
        let text = &cell.text;
        let message = crate::text!(en: "`{text}` is not a number", vi: "`{text}` không phải là số");
        self.out.report(&MISFIT, cell.span, message).help(crate::text!(
            en: "write a number such as `17584`, `17.584` or `34,3%`, or leave the cell empty where it is not known",
            vi: "ghi một số như `17584`, `17.584` hoặc `34,3%`, hoặc để trống ô nếu chưa rõ"
        ));
    }
}
