//! Two names for one thing.

use crate::base::{Certainty, Severity, Sink, similar};
use crate::code;
use crate::matching::{Why, normal};
use crate::model::{DocumentType, Id, shown};
use crate::rules::titles::titles;
use crate::rules::{Check, Context, Rule, dossier};

code! {
    /// ## What it does
    /// Finds a title that uses a word which the glossary replaces by another (`synonyms` of a `term`), and a paper that a procedure
    /// declares for itself under the title of a registered type; under a synonym of one it is a hint, to be confirmed. A paper whose name is only similar to a
    /// registered one is unknown: a person must say whether it is the same. Where the procedure already demands the registered paper, a
    /// second line of it (in another case) has a name of its own.
    /// ## Why it matters
    /// One thing with two names looks like two: it is asked twice, and no register is found for it.
    /// ## Nội dung
    /// Tìm tên gọi dùng từ mà bảng thuật ngữ đã thay bằng từ khác (`từ đồng nghĩa` của `thuật ngữ`), và giấy tờ thủ tục tự đặt tên trong
    /// khi danh mục đã có loại giấy tờ với tên đó; trùng từ đồng nghĩa thì chỉ là gợi ý, cần xác nhận. Tên chỉ gần giống thì chưa kết luận được: phải có người
    /// xác nhận có phải cùng một giấy tờ không. Thủ tục đã dùng giấy tờ của danh mục ở một dòng thì dòng khác (ở trường hợp khác) được đặt
    /// tên riêng.
    /// ## Vì sao
    /// Một thứ hai tên thì bị coi là hai: yêu cầu hai lần, và không tra được cơ sở dữ liệu.
    /// ## Example
    /// ```procedure
    /// document id-card "Thẻ căn cước" {
    ///   synonyms "Thẻ căn cước công dân"
    /// }
    /// procedure p "Cấp phép" {
    ///   document card "Thẻ căn cước công dân" shown
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// document id-card "Thẻ căn cước" {
    ///   synonyms "Thẻ căn cước công dân"
    /// }
    /// procedure p "Cấp phép" {
    ///   document id-card shown
    /// }
    /// ```
    pub(in crate::rules) static SYNONYMS = "wording/synonyms", Warning,
        en: "two names for one thing", vi: "một thứ hai tên gọi";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &SYNONYMS,
    check: Check::Procedure(check),
    reads: &[
        "procedure.title", "procedure.document", "procedure.condition", "term.name", "term.synonyms", "document.synonyms",
        "document.title",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let terms = cx.shared.terms(cx.catalogue);
    for (title, at) in titles(cx.procedure) {
        let mut possible: Vec<_> = terms.synonyms.possible_in(&title.text).iter().map(|&at| terms.term_of[at]).collect();
        possible.dedup();
        if possible.is_empty() {
            continue;
        }
        let text = format!(" {} ", normal(&title.text));
        for (term, (name, others)) in possible.iter().map(|&at| (&cx.catalogue.terms[at], &terms.words[at])) {
            // A word that the term itself contains is no other name for it.
            let used = term.synonyms.iter().zip(others).find(|(_, word)| {
                !word.trim().is_empty() && !name.contains(word.trim()) && text.contains(word.as_str())
            });
            if let Some((used, _)) = used.filter(|_| !text.contains(name.as_str())) {
                let (used, name) = (&used.text, term.name.text());
                let message = crate::text!(
                    en: "`{used}` is `{name}` under another name", vi: "`{used}` là cách gọi khác của `{name}`"
                );
                out.report(&SYNONYMS, at, message)
                    .help(crate::text!(en: "write `{name}`", vi: "dùng thống nhất `{name}`"));
            }
        }
    }
    papers(cx, out);
}

/// Papers that a procedure declares for itself and the registry has.
fn papers(cx: &Context<'_>, out: &mut Sink) {
    let papers = cx.dossier().iter().flat_map(|item| item.demand.any_of.iter().zip(&item.lines));
    for (paper, line) in papers.filter(|(paper, _)| paper.document.id.is_none()) {
        let Some([only]) = line.as_ref().map(|line| line.papers.as_slice()) else { continue };
        let Some(found) = &only.matched else { continue };
        let document = cx.catalogue.documents.get(found.document).near(cx.as_of);
        // A name stands for one line: where another line of the procedure has it already, this one needs its own.
        if names_it(cx, found.document) {
            continue;
        }
        let (registered, title) = (&document.name.text, shown(&document.name, document.title.as_ref()));
        if similar::key(registered) == similar::key(&paper.document.name.text) {
            continue;
        }
        let name = dossier::name(cx.procedure, paper);
        // Only a name that stands for the whole line says that the line asks for nothing else.
        let whole = normal(&found.name) == normal(&name);
        if found.why == Why::Similar || !whole {
            if found.why == Why::Similar && !only.equivalent {
                let missing = crate::text!(
                    en: "whether `{name}` is the same paper as `{title}`", vi: "`{name}` có phải là `{title}` hay không"
                );
                out.unknown(&SYNONYMS, paper.span, missing);
            }
            continue;
        }
        let message = crate::text!(
            en: "`{name}` is declared here, and the registry has it as `{registered}`",
            vi: "`{name}` được khai báo tại đây trong khi danh mục đã có `{registered}`"
        );
        // The registry also keeps names by which papers are only recognised; a person confirms that they are one.
        let (severity, certainty) = match found.why {
            Why::Title => (Severity::Warning, Certainty::Probable),
            Why::Synonym | Why::Similar => (Severity::Note, Certainty::Hint),
        };
        out.report(&SYNONYMS, paper.span, message).severity(severity).certainty(certainty).help(crate::text!(
            en: "name the registered paper: `document {registered}`; if it is another one, take the synonym out of the registry",
            vi: "dùng giấy tờ trong danh mục: `giấy tờ {registered}`; nếu là giấy tờ khác thì bỏ từ đồng nghĩa trong danh mục"
        ));
    }
}

/// Whether the procedure demands the registered paper under its name already, in whichever case.
fn names_it(cx: &Context<'_>, document: Id<DocumentType>) -> bool {
    let mut papers = cx.entry.views().flat_map(|view| &view.documents).flat_map(|demand| &demand.any_of);
    papers.any(|paper| paper.document.id == Some(document))
}
