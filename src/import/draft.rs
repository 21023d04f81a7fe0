//! A catalogue in the making: the pages of its source files, and what every catalogue has besides them.

use super::{Imported, Options, Page, Remark, Report};
use crate::base::{Folder, Text};
use rayon::prelude::*;

/// The working calendar of every new catalogue: the one that is shipped.
const CALENDAR: &str = include_str!("../../procedures/calendar.yaml");

/// The pages of a catalogue.
#[derive(Debug, Default)]
pub struct Draft {
    pages: Vec<(String, Page)>,
}

impl Draft {
    /// Adds a source file; the path is relative, its parts are safe ([`super::path_part`]). An empty page is left out.
    pub fn add(&mut self, path: String, page: Page) {
        if !page.is_empty() {
            self.pages.push((path, page));
        }
    }

    /// Lays out every page and adds `catalogue.yaml`, the calendar and the report. Tells the progress of each page.
    pub fn finish(self, name: &Text, options: &Options<'_>, mut report: Report) -> Imported {
        let laid_out: Vec<_> = self
            .pages
            .into_par_iter()
            .map(|(path, page)| {
                let (text, whole) = page.finish(options.language);
                options.progress.step();
                (path, text, whole)
            })
            .collect();
        let mut folder = Folder::default();
        for (path, text, whole) in laid_out {
            if !whole {
                report.remarks.push(Remark::suspect(
                    "not-formatted",
                    &path,
                    1,
                    crate::text!(
                        en: "the file that was written could not be brought into its canonical form",
                        vi: "tệp được ghi chưa đưa được về dạng chuẩn"
                    ),
                ));
            }
            folder.add(&path, text);
        }
        folder.add("catalogue.yaml", settings(name.get(options.language), options));
        folder.add("calendar.yaml", CALENDAR);
        report.sort();
        folder.add("import-report.txt", report.full(options.language));
        folder.add("import-report.json", report.json());
        Imported { folder, report }
    }
}

fn settings(name: &str, options: &Options<'_>) -> String {
    let what = options.language.pick(
        "# What is not law: how this catalogue is read, checked and built.",
        "# Những gì không phải quy định: cách đọc, kiểm tra và kết xuất danh mục này.",
    );
    let name = serde_json::Value::from(name);
    format!("{what}\nname: {name}\nlanguage: {}\ncalendar: calendar.yaml\n", options.language)
}
