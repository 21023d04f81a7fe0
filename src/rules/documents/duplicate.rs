//! The same paper demanded twice, or one that another one makes needless.

use crate::base::{Certainty, Sink};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::{DocumentType, PaperKind, Procedure};
use crate::rules::dossier::{Item, Offer};
use crate::rules::{Check, Context, Rule};

code! {
    /// ## What it does
    /// Finds two lines of a dossier that ask for the same paper: of one type, or under one name. It also finds a paper of
    /// which all data stand on another one that is demanded too (a proof of residence beside an identity card that states the residence).
    /// Two papers of one type under different names ("passport of the husband", "passport of the wife") are not the same.
    /// Lines with different conditions may exclude one another: then it is unknown. So it is where the published wording beside the
    /// dossier has entries that name cases ("- Trường hợp …"): in real records the same form stands under each of them.
    /// ## Why it matters
    /// The second paper costs a copy and proves nothing.
    /// ## Nội dung
    /// Tìm hai dòng của hồ sơ cùng yêu cầu một giấy tờ: cùng loại hoặc cùng tên; và giấy tờ mà mọi thông tin đã có trên
    /// giấy tờ khác cũng phải nộp. Hai giấy tờ cùng loại nhưng tên khác nhau ("hộ chiếu của chồng", "hộ chiếu của vợ") không
    /// tính là trùng. Hai dòng có điều kiện khác nhau thì chưa kết luận được; nguyên văn kèm theo có dòng nêu trường hợp ("- Trường hợp
    /// …") hoặc dòng mở đầu một bộ hồ sơ ("Hồ sơ … gồm: …"), hoặc giữa hai dòng có một đơn, tờ khai khác, cũng vậy, vì dưới mỗi trường hợp thường ghi lại cùng một mẫu đơn.
    /// ## Vì sao
    /// Giấy tờ thứ hai chỉ thêm chi phí, không chứng minh thêm điều gì.
    /// ## Example
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   document plan "Sơ đồ vị trí" original 1
    ///   document map "- Sơ đồ vị trí;" copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Đăng ký" {
    ///   document plan "Sơ đồ vị trí" original 1
    /// }
    /// ```
    pub(in crate::rules) static DUPLICATE = "documents/duplicate", Warning,
        en: "a paper demanded twice", vi: "giấy tờ bị yêu cầu hai lần";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DUPLICATE,
    check: Check::Procedure(check),
    reads: &["procedure.document", "procedure.text", "step.text", "document.states"],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    let items: Vec<_> = cx
        .dossier()
        .iter()
        .filter(|item| item.asked != Asked::Never && item.offers.len() == 1 && !item.any && item.demand.at_step.is_none())
        .map(|item| (item, &item.offers[0], words(&item.offers[0])))
        .collect();
    for (at, (item, offer, words)) in items.iter().enumerate() {
        let earlier = items[..at].iter().position(|(_, first, known)| known == words || same(first, offer));
        if let Some(before) = earlier {
            let (earlier, first, _) = &items[before];
            let name = &offer.name;
            if earlier.demand.row.when != item.demand.row.when && conditional(earlier, item) {
                let missing = crate::text!(
                    en: "whether both conditions for `{name}` can hold at once",
                    vi: "hai điều kiện yêu cầu `{name}` có thể cùng xảy ra hay không"
                );
                out.unknown(&DUPLICATE, offer.span(), missing);
                continue;
            }
            if names_cases(cx.base) || another_dossier(&items[before + 1..at]) {
                let missing = crate::text!(
                    en: "whether the two lines for `{name}` belong to different cases",
                    vi: "hai dòng `{name}` có thuộc hai trường hợp khác nhau hay không"
                );
                out.unknown(&DUPLICATE, offer.span(), missing);
                continue;
            }
            let message = crate::text!(en: "`{name}` is demanded twice", vi: "`{name}` bị yêu cầu hai lần");
            out.report(&DUPLICATE, offer.span(), message)
                .certainty(first.certainty.max(offer.certainty))
                .label(first.span(), crate::text!(en: "first here", vi: "lần đầu tại đây"))
                .help(crate::text!(en: "demand it once", vi: "chỉ yêu cầu một lần"));
            continue;
        }
        let wider = items.iter().find(|(other, second, _)| {
            !std::ptr::eq(*other, *item) && !conditional(other, other) && says_more(second.document, offer.document)
        });
        if let Some((_, wider, _)) = wider {
            let (name, other) = (&offer.name, &wider.name);
            let message = crate::text!(
                en: "all that `{name}` states also stands on `{other}`",
                vi: "mọi thông tin trên `{name}` đã có trên `{other}`"
            );
            out.report(&DUPLICATE, offer.span(), message)
                .certainty(Certainty::Probable)
                .label(wider.span(), crate::text!(en: "demanded here", vi: "được yêu cầu tại đây"))
                .help(crate::text!(en: "leave it out of the dossier", vi: "bỏ khỏi thành phần hồ sơ"));
        }
    }
}

/// Whether a line of the dossier is the heading of one, or the published wording has an entry that names a case ("- Trường hợp …", "- 2. Đối với …"): what follows it in the
/// list may be of that case alone.
fn names_cases(base: &Procedure) -> bool {
    // A line "Hồ sơ … gồm: …" is the heading of a dossier: those of two stages may ask for the same forms.
    let titles = base.documents.iter().flat_map(|demand| &demand.any_of).filter_map(|paper| paper.title.as_ref());
    let mut titles = titles.map(|title| title.text.to_lowercase());
    if titles.any(|title| title.starts_with("hồ sơ ") && title.contains(" gồm")) {
        return true;
    }
    let Some(text) = &base.notes.text else { return false };
    text.text.lines().filter(|line| line.trim_start().starts_with('-')).any(|line| {
        let words = line.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        ["trường hợp ", "đối với "].iter().any(|word| words.starts_with(word))
    })
}

/// Whether an application stands between two lines: another dossier begins with it.
fn another_dossier(between: &[(&Item<'_>, &Offer<'_>, String)]) -> bool {
    between.iter().any(|(_, _, words)| ["đơn ", "tờ khai ", "application "].iter().any(|form| words.starts_with(form)))
}

fn conditional(one: &Item<'_>, other: &Item<'_>) -> bool {
    one.demand.row.when.is_some() || other.demand.row.when.is_some()
}

/// Whether two lines name one paper, written by one name.
fn same(one: &Offer<'_>, other: &Offer<'_>) -> bool {
    let written = one.certainty == Certainty::Proven && other.certainty == Certainty::Proven;
    one.paper.data == other.paper.data
        || written && one.id.is_some() && one.id == other.id && normal(&one.name) == normal(&other.name)
}

/// The line's own words.
fn words(offer: &Offer<'_>) -> String {
    let title = offer.paper.title.as_ref().map_or(offer.name.as_str(), |title| &title.text);
    // A note in brackets that names a case tells two lines apart.
    let of_case = ["(đối với", "(trường hợp", "(áp dụng"].iter().any(|words| title.to_lowercase().contains(words));
    if of_case { normal(&title.replace(['(', ')'], " ")) } else { normal(title) }
}

/// Whether the first of two types states all that the second does, and more.
fn says_more(one: Option<&DocumentType>, other: Option<&DocumentType>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let has = |data: &crate::model::Name| one.states.iter().any(|own| own.text == data.text);
    // A card says who somebody is wherever it is shown; a licence may state a name and be no proof of it.
    let proof = one.kind.as_ref().is_none_or(|kind| kind.value == PaperKind::Identity);
    proof && one.states.len() > other.states.len() && !other.states.is_empty() && other.states.iter().all(has)
}
