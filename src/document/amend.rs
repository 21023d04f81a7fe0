//! Where something is laid down and who may amend it, in the words of a recommendation. Alone knows how an authority is named.

use super::proposal::unique;
use super::words::{pinpoint, role_of};
use crate::base::Language;
use crate::review::rank::Tier;
use crate::review::{Act, Approval, Ground, Touched};

/// An act, with its place.
pub(super) fn act_words(act: &Act, language: Language) -> String {
    let title = act.shown();
    match &act.pinpoint {
        Some(place) => format!("{} {title}", pinpoint(place, language)),
        None => title.to_owned(),
    }
}

/// Acts in a row; places in one act stand before its title together.
pub(super) fn all(acts: &[Act], language: Language) -> String {
    words_of(acts, language).join("; ")
}

/// The words for each act.
pub(super) fn words_of(acts: &[Act], language: Language) -> Vec<String> {
    let is_same =
        |one: &Act, next: &Act| one.shown() == next.shown() && one.pinpoint.is_some() && next.pinpoint.is_some();
    let one = |acts: &[Act]| {
        let (last, before) = acts.split_last().expect("chunks are not empty");
        let places = before.iter().flat_map(|act| &act.pinpoint).map(|place| pinpoint(place, language) + ", ");
        places.collect::<String>() + &act_words(last, language)
    };
    acts.chunk_by(is_same).map(one).collect()
}

/// The decision on an internal process: its title where it is cited, else that the source does not say which.
fn decision(approval: &Approval, language: Language) -> String {
    match &approval.decision {
        Some(act) => act_words(act, language),
        None => language
            .pick(
                "the decision that approves the internal process of this procedure (the source names no number and no article)",
                "quyết định phê duyệt quy trình nội bộ của thủ tục này (nguồn không nêu số, điều khoản)",
            )
            .to_owned(),
    }
}

/// What has to follow where no act is amended: the internal process, and what the procedure was published by. Who published it
/// brings that up to date, and is asked to where another body approves the process.
fn update(approval: &Approval, decision: &str, language: Language) -> String {
    let published = match &approval.published {
        Some((number, Some(by))) if approval.by.as_ref().is_some_and(|(agency, _)| agency != by) => language.pick(
            format!("{by} is asked to bring the decision {number} that published the procedure up to date"),
            format!("đề nghị {by} cập nhật quyết định công bố thủ tục số {number}"),
        ),
        Some((number, Some(by))) => language.pick(
            format!("the decision {number} of {by} that published the procedure"),
            format!("quyết định công bố thủ tục số {number} của {by}"),
        ),
        Some((number, None)) => language.pick(
            format!("the decision {number} that published the procedure"),
            format!("quyết định công bố thủ tục số {number}"),
        ),
        None => language.pick("the published procedure", "quyết định công bố thủ tục").to_owned(),
    };
    format!("{decision}; {published}")
}

/// What an act is called once it has been named in full: `Quyết định 530/QĐ-UBND`.
pub(super) fn short(title: &str) -> Option<&str> {
    let is_number = |word: &str| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit());
    let number = title.split(' ').find(|word| is_number(word))?;
    let end = title.find(number)? + number.len();
    (title.len() > end + 24 && end > number.len()).then(|| &title[..end])
}

/// All acts that an element names.
pub(super) fn acts(touched: &Touched) -> Vec<&Act> {
    match &touched.ground {
        Ground::Acts(acts) | Ground::OneOf(acts) => acts.iter().collect(),
        Ground::Internal(approval) => approval.decision.iter().collect(),
        Ground::Opened { by, laid_down, approval } => by.iter().chain(laid_down).chain(&approval.decision).collect(),
        Ground::Delegation { power, permits, approval, .. } => {
            power.iter().chain(permits).chain(&approval.decision).collect()
        }
    }
}

/// What a reader has to know of an act before quoting it: what amends it, and when it ends.
pub(super) fn state(act: &Act, language: Language) -> Vec<String> {
    let called = |title: &str| short(title).unwrap_or(title).to_owned();
    let title = called(act.shown());
    let mut lines = Vec::new();
    if !act.amended_by.is_empty() {
        let by = act.amended_by.iter().map(|title| called(title)).collect::<Vec<_>>().join(", ");
        lines.push(
            language
                .pick(format!("{title} was amended by {by}."), format!("{title} đã được sửa đổi, bổ sung bởi {by}.")),
        );
    }
    if let Some(until) = act.until {
        let until = until.show(language);
        lines.push(language.pick(
            format!("{title} holds until {until}: after that day the basis has to be found anew."),
            format!("{title} có hiệu lực đến hết ngày {until}; sau ngày đó phải xác định lại căn cứ."),
        ));
    }
    lines
}

/// Where something is laid down.
pub(super) fn ground(touched: &Touched, language: Language) -> String {
    match &touched.ground {
        Ground::Internal(approval) => super::words::capital(&decision(approval, language)),
        Ground::Opened { by, laid_down, approval } => {
            let (by, decision) = (all(by, language), decision(approval, language));
            let update = update(approval, &decision, language);
            let now = if laid_down.is_empty() {
                language.pick(
                    "the source names no article that asks for this paper",
                    "nguồn không nêu điều khoản yêu cầu giấy tờ này",
                )
            } else {
                ""
            };
            let now = if now.is_empty() {
                let places = all(laid_down, language);
                language.pick(format!("asked for today by {places}"), format!("hiện quy định tại {places}"))
            } else {
                now.to_owned()
            };
            language.pick(
                format!("No act has to be amended: {by} is applied ({now}). To be brought up to date: {update}"),
                format!("Không phải sửa quy định: áp dụng {by} ({now}). Cập nhật: {update}"),
            )
        }
        Ground::Delegation { power, permits, approval, .. } => {
            let decision = decision(approval, language);
            let said = |acts: &[Act], en: &str, vi: &str| {
                if acts.is_empty() { language.pick(en, vi).to_owned() } else { all(acts, language) }
            };
            let permits = said(
                permits,
                "the source names no article that permits it",
                "nguồn không nêu điều khoản cho phép ủy quyền",
            );
            let mut power_words =
                said(power, "the source names no article that gives it", "nguồn không nêu điều khoản giao thẩm quyền");
            if !power.is_empty() && power.iter().all(|act| act.pinpoint.is_none()) {
                power_words += language.pick("; the source names no article of it", "; nguồn không nêu điều khoản");
            }
            language.pick(
                format!("A written delegation (scope, term, conditions; permitted by: {permits}) of the power ({power_words}); then to be brought up to date: {decision}"),
                format!("Văn bản ủy quyền (phạm vi, thời hạn, điều kiện; căn cứ ủy quyền: {permits}) đối với thẩm quyền này ({power_words}); sau đó cập nhật {decision}"),
            )
        }
        Ground::Acts(acts) => all(acts, language),
        Ground::OneOf(acts) => match acts.as_slice() {
            [] => language
                .pick("The source names neither instrument nor article", "Nguồn không nêu văn bản, điều khoản")
                .to_owned(),
            [act] => {
                let act = act_words(act, language);
                language.pick(
                    format!("{act} (the source names no article for this)"),
                    format!("{act} (nguồn không nêu điều khoản cho nội dung này)"),
                )
            }
            acts => {
                let acts = all(acts, language);
                language.pick(
                    format!("The source names no article for this; the procedure rests on: {acts}"),
                    format!("Nguồn không nêu điều khoản cho nội dung này; thủ tục căn cứ: {acts}"),
                )
            }
        },
    }
}

/// Who may amend it.
pub(super) fn authorities(touched: &Touched, language: Language) -> Vec<String> {
    match &touched.ground {
        Ground::Internal(approval) | Ground::Opened { approval, .. } => vec![approver(approval, language)],
        Ground::Delegation { by: (agency, head), approval, .. } => {
            let (by, approver) = (head_of(agency, head.as_deref(), language), approver(approval, language));
            if by == approver {
                return vec![by];
            }
            vec![
                language.pick(format!("{by} (delegates)"), format!("{by} (ủy quyền)")),
                language.pick(format!("{approver} (internal process)"), format!("{approver} (sửa quy trình nội bộ)")),
            ]
        }
        Ground::Acts(acts) => of_acts(acts, touched.lead.as_deref(), language),
        // Who leads the field has published it and must find the article; else whoever decides on the highest of the acts.
        Ground::OneOf(acts) => {
            if let Some(lead) = &touched.lead {
                let lead = head_of(lead, None, language);
                return vec![language.pick(
                    format!("{lead}, who published the procedure: finds the article, amends it or proposes so"),
                    format!("{lead} (nơi công bố thủ tục): xác định điều khoản, sửa đổi hoặc trình cấp có thẩm quyền sửa đổi"),
                )];
            }
            let highest = acts.iter().filter_map(Tier::of_act).max();
            let acts: Vec<Act> = acts.iter().filter(|act| Tier::of_act(act) == highest).cloned().collect();
            of_acts(&acts, None, language)
        }
    }
}

fn approver(approval: &Approval, language: Language) -> String {
    match &approval.by {
        Some((agency, head)) => head_of(agency, head.as_deref(), language),
        None => language
            .pick(
                "Whoever approves the internal process (the source does not say who)",
                "Người phê duyệt quy trình nội bộ (nguồn không nêu)",
            )
            .to_owned(),
    }
}

/// Who answers for a body: a minister for a ministry, the governor for the State Bank, else the head that the registry names.
fn head_of(agency: &str, head: Option<&str>, language: Language) -> String {
    let offices = [("Bộ ", "Bộ trưởng", "the Minister"), ("Ngân hàng Nhà nước Việt Nam", "Thống đốc", "the Governor")];
    match offices.iter().find(|(begins, ..)| agency.starts_with(begins)) {
        Some((_, vi, en)) => language.pick(format!("{en}, {agency}"), format!("{vi} {agency}")),
        None => head.map_or_else(|| agency.to_owned(), |head| role_of(head, agency)),
    }
}

/// Who amends acts: whoever issued them; of the Government and the National Assembly, with who proposes it.
fn of_acts(acts: &[Act], lead: Option<&str>, language: Language) -> Vec<String> {
    let named = acts.iter().flat_map(|act| {
        let issuers: Vec<String> = if act.issued_by.is_empty() {
            by_kind(act, language).into_iter().collect()
        } else {
            act.issued_by.iter().map(|issuer| head_of(issuer, None, language)).collect()
        };
        let above = matches!(Tier::of_act(act), Some(Tier::Government | Tier::Law));
        let lead = lead.filter(|lead| above && !issuers.iter().any(|issuer| issuer.ends_with(lead)));
        let proposed = move |issuer: String| match lead {
            Some(lead) => {
                let lead = head_of(lead, None, language);
                language.pick(format!("{issuer}, as proposed by {lead}"), format!("{issuer}, theo đề nghị của {lead}"))
            }
            None => issuer,
        };
        issuers.into_iter().map(proposed).collect::<Vec<_>>()
    });
    unique(named.collect())
}

/// Who issues acts of this kind, where the registry does not say who issued this one.
fn by_kind(act: &Act, language: Language) -> Option<String> {
    let (en, vi) = match Tier::of_act(act)? {
        Tier::Law => ("The National Assembly", "Quốc hội"),
        Tier::Government => ("The Government", "Chính phủ"),
        Tier::Ministry => ("The minister", "Bộ trưởng bộ quản lý ngành, lĩnh vực"),
        Tier::Province => ("The province", "Hội đồng nhân dân, Ủy ban nhân dân cấp tỉnh"),
        Tier::Practice | Tier::Internal => return None,
    };
    Some(language.pick(en, vi).to_owned())
}
