//! Papers that the state already holds in a register published for use.

use crate::base::{Certainty, Severity, Sink};
use crate::code;
use crate::matching::{Asked, normal};
use crate::model::{
    Agency, Applicant, At, Database, DocumentType, Hand, Id, Outcome, Paper, PaperKind, Party, Procedure, Step, shown,
};
use crate::rules::dossier::{self, Held, Item, Offer, Spared};
use crate::rules::shared::title;
use crate::rules::{Check, Context, Rule};
use std::collections::BTreeSet;

code! {
    /// ## What it does
    /// Finds a paper that is demanded although a register that is published for use on the day answers all that it states
    /// (Resolution 66.7/2025/NQ-CP, article 2). It is a warning where the paper is only shown, where the original itself is handed in (perhaps to be
    /// changed or withdrawn), where the register answers a part of it only (papers of legal persons of every kind, of whom it
    /// holds the enterprises), where a step says that data stands in for the paper and the dossier still lists it, and where no register
    /// holds it but a body of the state issued it: that body can be asked, unless the original comes back to it. A paper is not demanded where the line asks only if the register does
    /// not answer (`unless found in …`), where the published wording says so or says that it need
    /// not be handed in, where another state issued it or it is that of a foreign body ("của thương nhân nước ngoài"), where
    /// only its number is asked for, and where a paper of another kind may be handed in instead ("A, B hoặc C": any of the
    /// three); papers that state the same (a certificate of a cooperative instead of one
    /// of an enterprise) or "a document of equal worth" are no other kind. A register that is published counts as
    /// connected: the language has no statement for it. Where only applicants from abroad apply, the case is theirs by its title, or residence is proved to a mission abroad, it is unknown whether a register of this
    /// state holds their papers, unless the paper is named by its title in the law of this state. So it is where the dossier leaves the paper out in some case ("thì hồ sơ không bao gồm …"): the rest may be in no register; and where a
    /// register that answers in part is one of enterprises and only other bodies apply. Each of these limits comes from records in which the finding was untrue. Written types are *proven*, papers recognised by their names
    /// *probable*. In a catalogue without any register of the state the answer is unknown.
    /// ## Why it matters
    /// The applicant obtains, copies and carries what the authority can look up.
    /// ## Nội dung
    /// Tìm giấy tờ vẫn phải nộp dù cơ sở dữ liệu đã công bố khai thác trả lời được mọi thông tin trên giấy (Điều 2 Nghị quyết
    /// 66.7/2025/NQ-CP). Chỉ là cảnh báo nếu giấy tờ chỉ phải xuất trình, nếu nộp chính
    /// bản gốc (có thể để chỉnh lý, thu hồi), nếu cơ sở dữ liệu chỉ có một phần (giấy tờ về tư cách pháp nhân: chỉ có doanh
    /// nghiệp), nếu trình tự thực hiện đã nói khai thác dữ liệu thay thế mà thành phần hồ sơ vẫn ghi, hoặc chưa có cơ sở dữ liệu nào lưu nhưng do cơ quan
    /// nhà nước cấp: có thể hỏi cơ quan đó. Không tính là phải nộp khi chỉ yêu cầu nếu không khai thác được, khi nguyên văn
    /// nói không phải nộp, khi giấy tờ do nước ngoài cấp hoặc của tổ chức, cá nhân nước ngoài, khi chỉ phải ghi
    /// số giấy tờ, hoặc khi được nộp giấy tờ loại khác thay thế; giấy tờ chứa cùng thông tin hoặc "văn bản tương
    /// đương" không phải là loại khác. Danh mục không có cơ sở dữ liệu nào,
    /// hoặc chỉ người, tổ chức nước ngoài đề nghị, hoặc giấy tờ về nơi cư trú nộp tại cơ quan đại diện ở nước ngoài, hoặc hồ sơ đã cho bỏ giấy tờ trong một trường hợp, thì chưa kết luận được.
    /// ## Vì sao
    /// Người nộp hồ sơ phải chuẩn bị và nộp giấy tờ, dù cơ quan giải quyết tự tra cứu được thông tin trong đó.
    /// ## Example
    /// ```procedure
    /// database register "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp" {
    ///   published from 2026-01-01
    ///   answers enterprise
    /// }
    /// document certificate "Giấy chứng nhận đăng ký doanh nghiệp" certificate {
    ///   held in register
    ///   states enterprise
    /// }
    /// procedure p "Cấp phép" {
    ///   document certificate copy 1
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// database register "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp" {
    ///   published from 2026-01-01
    ///   answers enterprise
    /// }
    /// document certificate "Giấy chứng nhận đăng ký doanh nghiệp" certificate {
    ///   held in register
    ///   states enterprise
    /// }
    /// procedure p "Cấp phép" {
    ///   document certificate copy 1 unless found in register
    /// }
    /// ```
    pub(in crate::rules) static ALREADY_HELD = "documents/already-held", Error,
        en: "a paper that a register answers", vi: "giấy tờ mà cơ sở dữ liệu đã có";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &ALREADY_HELD,
    check: Check::Procedure(check),
    reads: &[
        "database.published",
        "database.answers",
        "document.held-in",
        "document.issued-by",
        "document.kind",
        "document.states",
        "procedure.case",
        "procedure.document",
        "procedure.for",
        "procedure.level",
        "procedure.process",
        "procedure.result",
        "procedure.text",
        "procedure.title",
        "step.by",
        "step.text",
    ],
};

fn check(cx: &Context<'_>, out: &mut Sink) {
    if let Some(missing) = dossier::without_registers(cx) {
        out.unknown(&ALREADY_HELD, cx.procedure.name.span, missing);
        return;
    }
    for item in cx.dossier().iter().filter(|item| item.asked == Asked::Always && !item.abroad) {
        let mut told = BTreeSet::new();
        for choice in item.choices() {
            // Further names of what states the same ("giấy hẹn cấp …", "trích lục …") are no further papers.
            if choice.first().is_none_or(|offer| says(offer).is_none_or(|data| told.insert(data))) {
                one_of(cx, item, choice, out);
            }
        }
    }
}

/// In which register a paper is, and what it states.
fn says<'a>(offer: &Offer<'a>) -> Option<(Id<Database>, Vec<&'a str>)> {
    let document = offer.document?;
    Some((document.held_in.first()?.id?, document.states.iter().map(|data| data.text.as_str()).collect()))
}

/// Papers of which one will do.
fn one_of(cx: &Context<'_>, item: &Item<'_>, choice: &[Offer<'_>], out: &mut Sink) {
    for offer in choice.iter().filter(|offer| !offer.abroad) {
        let Some(document) = offer.document else { continue };
        if returned(cx.procedure, offer) || only_identifies(cx, offer) {
            continue;
        }
        match dossier::held(cx, document) {
            Held::By(_) | Held::Part(_)
                if of_another_state(cx) || may_be_foreign(cx, document, offer) || says_where_one_lives(document) && at_a_mission(cx) || only_foreign(cx) && (only_foreigners(cx) || !by_its_title(document, offer)) =>
            {
                let missing = crate::text!(
                    en: "whether a register of this state answers for applicants abroad or from abroad",
                    vi: "cơ sở dữ liệu có thông tin của người, tổ chức ở nước ngoài hay không"
                );
                out.unknown(&ALREADY_HELD, offer.span(), missing);
            }
            Held::By(_) | Held::Part(_) if item.spared == Spared::InSomeCase => {
                let missing = crate::text!(
                    en: "whether the register answers for those whom the dossier does not spare `{}`",
                    vi: "cơ sở dữ liệu có trả lời được cho người không thuộc trường hợp được bỏ `{}` hay không", offer.name
                );
                out.unknown(&ALREADY_HELD, offer.span(), missing);
            }
            Held::Part(database) if only_bodies(cx, offer) && is_of_enterprises(database) => {
                let missing = crate::text!(
                    en: "whether the register holds the papers of these bodies",
                    vi: "cơ sở dữ liệu có thông tin của các cơ quan, tổ chức này hay không"
                );
                out.unknown(&ALREADY_HELD, offer.span(), missing);
            }
            Held::By(database) | Held::Part(database) => {
                let same = choice.iter().filter(|other| worth_the_same(cx, other, database)).count();
                // In a long list the rest are what other kinds of applicants have instead.
                let long = choice.len() >= 4 && 3 * same >= 2 * choice.len();
                if same < choice.len() && !long {
                    continue;
                }
                report(item, offer, database, out);
                if choice.len() > 1 {
                    return;
                }
            }
            Held::Unknown(missing) => {
                out.unknown(&ALREADY_HELD, offer.span(), missing);
            }
            Held::No => from_its_issuer(cx, item, offer, out),
        }
    }
}

fn report(item: &Item<'_>, offer: &Offer<'_>, database: &Database, out: &mut Sink) {
    let (name, key) = (&offer.name, &database.name.text);
    let shown = database.title.as_ref().map_or(key, |title| &title.text);
    let is_missing = |data: &crate::model::Name| !dossier::answers(database, &data.text);
    let mut unanswered: Vec<&str> = offer.document.iter().flat_map(|document| &document.states).filter(|data| is_missing(data)).map(|data| data.text.as_str()).collect();
    let line = normal(name);
    unanswered.extend(LEASES.iter().filter(|words| line.contains(**words)));
    let in_part = !unanswered.is_empty();
    let stood_in = item.spared == Spared::ByData;
    let message = if stood_in {
        crate::text!(
            en: "`{name}` still stands in the dossier, though by a step `{shown}` is asked instead",
            vi: "thành phần hồ sơ vẫn ghi `{name}`, trong khi trình tự thực hiện nói khai thác `{shown}` thay thế"
        )
    } else if in_part {
        crate::text!(
            en: "`{name}` is demanded, and `{shown}` answers part of what it states",
            vi: "vẫn yêu cầu `{name}`, trong khi `{shown}` đã có một phần thông tin này"
        )
    } else {
        crate::text!(
            en: "`{name}` is demanded, and `{shown}` answers what it states",
            vi: "vẫn yêu cầu `{name}`, trong khi `{shown}` đã có thông tin này"
        )
    };
    let only_shown = dossier::only_shown(offer.paper) || only_original(offer.paper) || is_shown(item);
    let less = only_shown || in_part || stood_in;
    let published = database.published_from.as_ref().map(|at| at.value.to_string()).unwrap_or_default();
    let finding = out.report(&ALREADY_HELD, offer.span(), message);
    finding
        .certainty(if less { Certainty::Probable } else { offer.certainty })
        .evidence("database", key)
        .evidence("published", published)
        .help(crate::text!(
            en: "ask for it only where the register does not answer: `unless found in {key}`",
            vi: "chỉ yêu cầu khi không khai thác được: `trừ khi khai thác được từ {key}`"
        ));
    if in_part {
        finding.evidence("part", unanswered.join(", "));
    }
    if less {
        finding.severity(Severity::Warning);
    }
}

/// By what a line names a contract that will do too: no register of the state holds contracts of lease or loan.
const LEASES: [&str; 4] = ["hoặc hợp đồng thuê", "hoặc hợp đồng mượn", "hoặc hợp đồng cho thuê", "or a lease"];

/// Whether the line says itself that its papers are only shown.
fn is_shown(item: &Item<'_>) -> bool {
    item.lines.iter().flatten().any(|line| line.shown)
}

/// Who a case is for, where its title says that it is for bodies or persons of another state.
const FOREIGN: [&str; 9] = [
    "thương nhân nước ngoài",
    "nhà đầu tư nước ngoài",
    "doanh nghiệp nước ngoài",
    "tổ chức nước ngoài",
    "người nước ngoài",
    "cá nhân nước ngoài",
    "doanh nghiệp trung quốc",
    "doanh nghiệp lào",
    "doanh nghiệp campuchia",
];

/// Whether only people and bodies from abroad apply, or the case is theirs: which of their papers a register of this state
/// holds is not known.
fn only_foreign(cx: &Context<'_>) -> bool {
    use Applicant::{Foreigner, ForeignOrganisation, OverseasVietnamese};
    let from_abroad = |one: &At<Applicant>| matches!(one.value, Foreigner | ForeignOrganisation | OverseasVietnamese);
    let applicants = &cx.procedure.applicants;
    let title = case_title(cx);
    !applicants.is_empty() && applicants.iter().all(from_abroad) || FOREIGN.iter().any(|words| title.contains(words))
}

/// Whether a register is that of enterprises, by its title.
fn is_of_enterprises(database: &Database) -> bool {
    let title = normal(shown(&database.name, database.title.as_ref()));
    ["doanh nghiệp", "enterprise", "business"].iter().any(|words| title.contains(words))
}

/// Whether the line, or the title of the procedure for this very paper, says that another state may have issued it.
fn may_be_foreign(cx: &Context<'_>, document: &DocumentType, offer: &Offer<'_>) -> bool {
    const SAID: [&str; 4] = ["là người nước ngoài", "không phải là tiếng việt", "dịch tiếng việt", "nước ngoài cấp"];
    let line = normal(&dossier::name(cx.procedure, offer.paper));
    let title = cx.base.title.as_ref().map(|title| normal(&title.text)).unwrap_or_default();
    let own = document.title.as_ref().map(|title| normal(&title.text)).unwrap_or_default();
    SAID.iter().any(|words| line.contains(words))
        || title.split_once("nước ngoài cấp").is_some_and(|(before, _)| shares_a_head(before, &own))
}

/// Whether words hold the first three words of a title.
fn shares_a_head(words: &str, title: &str) -> bool {
    let head = title.split(' ').take(3).collect::<Vec<_>>().join(" ");
    !head.is_empty() && words.contains(&head)
}

/// Whether all who apply are of another state: what is asked of them under a title of this state may be their own state's.
fn only_foreigners(cx: &Context<'_>) -> bool {
    let applicants = &cx.procedure.applicants;
    !applicants.is_empty() && applicants.iter().all(|one| one.value == Applicant::Foreigner)
}

/// Whether only bodies apply that are no enterprises, and the line names none: of them a register of enterprises knows nothing.
fn only_bodies(cx: &Context<'_>, offer: &Offer<'_>) -> bool {
    let body = |one: &At<Applicant>| matches!(one.value, Applicant::Official | Applicant::Organisation);
    let applicants = &cx.procedure.applicants;
    !applicants.is_empty()
        && applicants.iter().all(body)
        && !dossier::name(cx.procedure, offer.paper).to_lowercase().contains("doanh nghiệp")
}

/// Whether the case is that of vehicles, drivers or enterprises of another state: their papers bear the titles of this state and
/// are not in its registers.
fn of_another_state(cx: &Context<'_>) -> bool {
    const OWNERS: [&str; 6] = [
        "biển số nước ngoài", "phương tiện nước ngoài", "xe nước ngoài", "doanh nghiệp trung quốc", "doanh nghiệp lào", "doanh nghiệp campuchia",
    ];
    let title = case_title(cx);
    OWNERS.iter().any(|words| title.contains(words))
}

/// Whether a paper states only where somebody lives.
fn says_where_one_lives(document: &DocumentType) -> bool {
    let residence = |data: &crate::model::Name| ["cư-trú", "residence"].contains(&data.text.as_str());
    !document.states.is_empty() && document.states.iter().all(residence)
}

/// Whether a mission abroad works the case, by the wording of its steps where no level of this state does: whoever lives abroad
/// is in no register of residence.
fn at_a_mission(cx: &Context<'_>) -> bool {
    let steps = cx.procedure.process.iter().flat_map(|process| &process.steps);
    let mut wording = steps.flat_map(|step| step.title.iter().chain(&step.notes.text));
    cx.procedure.levels.is_empty() && wording.any(|text| text.text.to_lowercase().contains("cơ quan đại diện việt nam ở nước ngoài"))
}

/// What the case of the view is called.
fn case_title(cx: &Context<'_>) -> String {
    let case = cx.procedure.case.as_ref();
    let case = case.and_then(|name| cx.entry.base.cases.iter().find(|case| case.name.text == name.text));
    case.and_then(|case| case.title.as_ref()).map(|title| normal(&title.text)).unwrap_or_default()
}

/// Whether a paper is asked for by the very title that the law of this state gives it: only its own bodies issue that.
fn by_its_title(document: &DocumentType, offer: &Offer<'_>) -> bool {
    document.title.as_ref().is_some_and(|title| normal(&offer.name).contains(&normal(&title.text)))
}

/// Whether the original itself is handed in, to be changed or withdrawn perhaps.
fn only_original(paper: &Paper) -> bool {
    let original = |hands: &Vec<At<Hand>>| hands.iter().any(|hand| matches!(hand.value, Hand::Original(_)));
    !paper.hands.is_empty() && paper.hands.iter().all(original)
}

/// Whether the procedure issues the paper anew: the old one is handed back, not proof.
fn returned(procedure: &Procedure, offer: &Offer<'_>) -> bool {
    let asked = normal(&offer.name);
    let is_it = |result: &Outcome| match result.document.id {
        Some(id) => offer.id == Some(id),
        None => title(procedure, result) == asked,
    };
    procedure.results.iter().any(is_it)
}

/// Whether an identity paper is no part of the dossier: only its number is written, or whoever brings another's dossier shows it.
fn only_identifies(cx: &Context<'_>, offer: &Offer<'_>) -> bool {
    const SAID: [&str; 6] = ["số căn cước", "số thẻ căn cước", "số cccd", "số chứng minh nhân dân", "nộp thay", "đến nhận thay"];
    let is_card = offer.document.and_then(|document| document.kind.as_ref()).is_some_and(|kind| kind.value == PaperKind::Identity);
    let line = if is_card { normal(&dossier::name(cx.procedure, offer.paper)) } else { String::new() };
    SAID.iter().any(|words| line.contains(words))
}

/// Whether another paper of the line is no other kind: held in a register, stating what this register answers, or only
/// "of equal worth".
fn worth_the_same(cx: &Context<'_>, other: &Offer<'_>, database: &Database) -> bool {
    let states = |document: &DocumentType| {
        document.states.iter().any(|data| dossier::answers(database, &data.text))
    };
    other.equivalent
        || other.document.is_some_and(|document| states(document) || matches!(dossier::held(cx, document), Held::By(_) | Held::Part(_)))
}

/// A paper that a body of the state issued and no register holds can be had from that body.
fn from_its_issuer(cx: &Context<'_>, item: &Item<'_>, offer: &Offer<'_>, out: &mut Sink) {
    let Some(document) = offer.document.filter(|document| document.held_in.is_empty() && !item.any) else { return };
    // Asked for only if there is one to hand in: whoever works the case looks into its own files first.
    if item.demand.if_any || super::own_result::from_elsewhere(offer) {
        return;
    }
    let ours = [PaperKind::Form, PaperKind::Internal, PaperKind::TechnicalFile];
    if document.kind.as_ref().is_none_or(|kind| ours.contains(&kind.value)) || dossier::only_shown(offer.paper) {
        return;
    }
    let looked_up = item.demand.any_of.iter().any(|paper| normal(&dossier::name(cx.procedure, paper)).contains("tra cứu"));
    let back = document.issued_by.iter().any(|by| by.id.is_some() && works(cx, by.id)) || issues_anew(cx.base);
    if looked_up || back && only_original(offer.paper) {
        return;
    }
    let states = document.issued_by.iter().filter_map(|agency| agency.id).filter_map(|id| {
        let agency = cx.catalogue.agencies.get(id).near(cx.as_of);
        agency.level.is_some().then(|| shown(&agency.name, agency.title.as_ref()))
    });
    let issuers: Vec<&str> = states.collect();
    if issuers.is_empty() {
        return;
    }
    let (name, quoted) = (&offer.name, |or: &str| format!("`{}`", issuers.join(&format!("` {or} `"))));
    let (en, vi) = (quoted("or"), quoted("hoặc"));
    let issuer = issuers.join(", ");
    let message = crate::text!(
        en: "`{name}` is demanded of the applicant, though {en} issued it and can be asked",
        vi: "yêu cầu nộp `{name}` dù có thể hỏi {vi} là nơi cấp"
    );
    out.report(&ALREADY_HELD, offer.span(), message)
        .severity(Severity::Warning)
        .certainty(Certainty::Hint)
        .evidence("issuer", issuer)
        .help(crate::text!(
            en: "obtain it from the issuer, and ask the applicant only if that fails",
            vi: "cơ quan tự lấy từ nơi cấp, chỉ hỏi người dân khi không lấy được"
        ));
}

/// Whether the procedure issues again or changes what was issued, by its title: the original is taken in for it.
fn issues_anew(procedure: &Procedure) -> bool {
    const AGAIN: [&str; 6] = ["cấp lại", "cấp đổi", "điều chỉnh", "gia hạn", "sửa đổi", "thu hồi"];
    let title = procedure.title.as_ref().map(|title| normal(&title.text)).unwrap_or_default();
    AGAIN.iter().any(|words| title.contains(words))
}

/// Whether a body works a step of the case: what it issued comes back to it to be taken in or replaced.
fn works(cx: &Context<'_>, agency: Option<Id<Agency>>) -> bool {
    let bodies = |step: &Step| step.by.iter().flat_map(|by| &by.any_of).any(|party| match party {
        Party::Body { body, .. } => body.agency.id == agency,
        Party::Applicant(_) => false,
    });
    cx.procedure.process.iter().flat_map(|process| &process.steps).any(bodies)
}
