//! Roles that cannot do at a place what its procedures ask: nobody holds them, or an account or a certificate is missing.

use crate::base::{Certainty, Diagnostic, Severity, Sink, Text, similar};
use crate::code;
use crate::model::{
    Agency, Body, Entry, Id, OrUnknown, Party, Place, Procedure, Signature, Staff, Step, StepKind, shown,
};
use crate::rules::{CatalogueContext, Check, Rule};
use std::collections::{BTreeMap, BTreeSet};

code! {
    /// ## What it does
    /// Compares the steps of every procedure with the tables of places and staff: whoever alone works a step needs, at every
    /// place of that kind, an account in the processing system, and a digital certificate to sign or decide unless the
    /// signature is wet. Finds a role that has none (0) there, and a role that the table of staff does not have at a place of
    /// which it has others: nobody holds it. One finding for each role without an account or a certificate, one for each
    /// place with roles that nobody holds. These are the gaps of the matrix that `compile --target ioffice` writes, and the
    /// rights that `--target igate` switches off.
    ///
    /// A place of which the table says nothing, or an empty cell, is unknown; without any staff the rule asks once. A step that one of several may work is not
    /// judged. Where nothing is said of the signature, a missing certificate is probable.
    /// ## Why it matters
    /// A dossier that reaches someone who cannot open or sign it stays there.
    /// ## Nội dung
    /// Đối chiếu các bước của mọi thủ tục với bảng nơi giải quyết và bảng nhân sự: vai trò một mình thực hiện một bước thì tại
    /// mỗi nơi thuộc loại cơ quan đó phải có tài khoản trên hệ thống; nếu ký hoặc quyết định mà không ký tay thì phải có
    /// chứng thư số. Báo vai trò không có (số 0), và vai trò chưa có ai giữ tại nơi mà bảng nhân sự đã ghi các vai trò khác.
    /// Mỗi vai trò thiếu tài khoản, chứng thư số một phát hiện; mỗi nơi có vai trò chưa ai giữ một phát hiện. Đây là các chỗ
    /// còn thiếu trong bảng phân quyền do `compile --target ioffice` ghi ra và là các quyền mà `--target igate` tắt.
    ///
    /// Nơi không có trong bảng hoặc ô để trống thì kết luận là chưa rõ; chưa có bảng nhân sự thì chỉ hỏi một lần. Không xét bước mà một trong nhiều vai trò có thể thực
    /// hiện. Nếu không ghi cách ký thì việc thiếu chứng thư số chỉ là có khả năng.
    /// ## Vì sao
    /// Hồ sơ đến người không mở được hoặc không ký được thì dừng lại ở đó.
    /// ## Example
    /// ```csv places.csv
    /// name,agency
    /// bac-son,commune-pc
    /// ```
    /// ```csv staff.csv
    /// place,role,accounts,certificates
    /// bac-son,commune-pc/chair,1,0
    /// ```
    /// ```yaml
    /// tables:
    ///   places: places.csv
    ///   staff: staff.csv
    /// ```
    /// ```procedure
    /// agency commune-pc {
    ///   role chair signs
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step decide "Ký" kind decide by commune-pc/chair { signature digital }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```csv places.csv
    /// name,agency
    /// bac-son,commune-pc
    /// ```
    /// ```csv staff.csv
    /// place,role,accounts,certificates
    /// bac-son,commune-pc/chair,1,1
    /// ```
    /// ```yaml
    /// tables:
    ///   places: places.csv
    ///   staff: staff.csv
    /// ```
    /// ```procedure
    /// agency commune-pc {
    ///   role chair signs
    /// }
    /// procedure p "Cấp phép" {
    ///   process {
    ///     step decide "Ký" kind decide by commune-pc/chair { signature digital }
    ///   }
    /// }
    /// ```
    pub(in crate::rules) static NOT_EQUIPPED = "authority/not-equipped", Warning,
        en: "a role that cannot do its work at a place", vi: "vai trò chưa đủ điều kiện làm việc tại một nơi";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &NOT_EQUIPPED,
    check: Check::Catalogue(check),
    reads: &["place.agency", "staff.accounts", "staff.certificates", "step.kind", "step.by", "step.signature"],
};

/// What the procedures ask of one role.
#[derive(Debug, Clone)]
struct Need<'c> {
    body: Body,
    /// Signing: nowhere, as far as nothing else is said, or as stated.
    signs: Option<Certainty>,
    procedures: BTreeSet<&'c str>,
}

/// Needs by agency and role.
type Needs<'c> = BTreeMap<(Id<Agency>, Option<String>), Need<'c>>;

fn check(cx: &CatalogueContext<'_>, out: &mut Sink) {
    let places: Vec<(Id<Place>, &Place, Id<Agency>)> = cx
        .catalogue
        .places
        .ids()
        .filter(|id| cx.at.is_none_or(|at| at == *id))
        .filter_map(|id| {
            let place = cx.catalogue.places.get(id).at(cx.as_of)?;
            Some((id, place, place.agency.as_ref()?.id?))
        })
        .collect();
    let Some((_, first, _)) = places.first() else { return };
    if places.iter().all(|(_, place, _)| place.staff.is_empty()) {
        let missing = crate::text!(en: "the table of staff", vi: "bảng nhân sự");
        out.unknown(&NOT_EQUIPPED, first.name.span, missing);
        return;
    }
    let (mut common, mut own): (Needs<'_>, BTreeMap<Id<Place>, Needs<'_>>) = (BTreeMap::new(), BTreeMap::new());
    for entry in cx.catalogue.in_force(cx.as_of) {
        if cx.catalogue.adapted_places(entry, cx.as_of).is_empty() {
            entry.views().for_each(|view| gather(entry, view, &mut common));
            continue;
        }
        for &(id, ..) in &places {
            let needs = own.entry(id).or_default();
            if cx.catalogue.adaptations_at(entry, id, cx.as_of).is_empty() {
                entry.views().for_each(|view| gather(entry, view, needs));
            } else {
                let view = |cases: &[usize]| cx.catalogue.view_at(entry, cx.as_of, Some(id), cases);
                let base = view(&[]);
                gather(entry, &base, needs);
                (0..base.cases.len()).for_each(|case| gather(entry, &view(&[case]), needs));
            }
        }
    }
    for (id, place, agency) in places {
        let mut needs: Needs<'_> = of(&common, agency).map(|(key, need)| (key.clone(), need.clone())).collect();
        for (key, need) in own.get(&id).into_iter().flat_map(|all| of(all, agency)) {
            needs.entry(key.clone()).and_modify(|one| one.add(need)).or_insert_with(|| need.clone());
        }
        judge(cx, place, needs.values(), out);
    }
}

/// The needs of the roles of an agency.
fn of<'n, 'c>(needs: &'n Needs<'c>, agency: Id<Agency>) -> impl Iterator<Item = (&'n (Id<Agency>, Option<String>), &'n Need<'c>)> {
    needs.range((agency, None)..).take_while(move |((other, _), _)| *other == agency)
}

impl Need<'_> {
    fn add(&mut self, other: &Self) {
        self.signs = stronger(self.signs, other.signs);
        self.procedures.extend(&other.procedures);
    }
}

fn stronger(one: Option<Certainty>, other: Option<Certainty>) -> Option<Certainty> {
    match (one, other) {
        (Some(Certainty::Proven), _) | (_, Some(Certainty::Proven)) => Some(Certainty::Proven),
        (one, other) => one.or(other),
    }
}

fn gather<'c>(entry: &'c Entry, view: &Procedure, needs: &mut Needs<'c>) {
    for step in view.process.iter().flat_map(|process| &process.steps) {
        let alone = step.by.as_ref().map(|by| by.any_of.as_slice());
        let Some([Party::Body { body, other: false }]) = alone else { continue };
        let Some(agency) = body.agency.id.filter(|_| body.role_known) else { continue };
        let key = (agency, body.role.as_ref().map(|role| similar::key(&role.text)));
        let need = Need {
            body: body.clone(),
            signs: signs(step),
            procedures: BTreeSet::from([entry.base.name.text.as_str()]),
        };
        needs.entry(key).and_modify(|one| one.add(&need)).or_insert(need);
    }
}

/// How surely a step is signed digitally.
fn signs(step: &Step) -> Option<Certainty> {
    match step.signature.as_ref().map(|signature| signature.value) {
        Some(OrUnknown::Known(Signature::Digital)) => Some(Certainty::Proven),
        Some(OrUnknown::Known(Signature::Wet)) => None,
        _ => (step.is_kind(StepKind::Sign) || step.is_kind(StepKind::Decide)).then_some(Certainty::Probable),
    }
}

fn judge<'n, 'c: 'n>(cx: &CatalogueContext<'_>, place: &Place, needs: impl Iterator<Item = &'n Need<'c>>, out: &mut Sink) {
    let shown = shown(&place.name, place.title.as_ref());
    let mut vacant: Vec<&Need<'_>> = Vec::new();
    for need in needs {
        let rows: Vec<&Staff> = place
            .staff
            .iter()
            .filter(|row| row.body.same(&need.body) || need.body.role.is_none() && row.body.agency.id == need.body.agency.id)
            .collect();
        if rows.is_empty() { vacant.push(need) } else { lacking(cx, shown, place, need, &rows, out) }
    }
    if vacant.is_empty() {
        return;
    }
    if place.staff.is_empty() {
        let missing = crate::text!(en: "who works at `{shown}`", vi: "nhân sự của `{shown}`");
        out.unknown(&NOT_EQUIPPED, place.name.span, missing);
        return;
    }
    let titles: Vec<String> = vacant.iter().map(|need| format!("`{}`", cx.catalogue.title_of(&need.body, cx.as_of))).collect();
    let list = titles.join(", ");
    let message = crate::text!(en: "at `{shown}` nobody holds: {list}", vi: "tại `{shown}` chưa có ai giữ vai trò: {list}");
    let finding = out.report(&NOT_EQUIPPED, place.name.span, message);
    finding
        .severity(Severity::Warning)
        .certainty(Certainty::Probable)
        .evidence("place", &place.name.text)
        .evidence("roles", vacant.iter().map(|need| need.body.written()).collect::<Vec<_>>().join(", "))
        .help(crate::text!(
            en: "add the row to the table of staff, or give the work to a role that is held there",
            vi: "bổ sung dòng vào bảng nhân sự, hoặc giao việc cho vai trò có người giữ tại nơi đó"
        ));
    for need in &vacant {
        point(cx, need, finding);
    }
}

/// What those who hold a role at a place lack.
fn lacking(cx: &CatalogueContext<'_>, shown: &str, place: &Place, need: &Need<'_>, rows: &[&Staff], out: &mut Sink) {
    let sum = |of: fn(&Staff) -> Option<u32>| rows.iter().try_fold(0_u32, |sum, row| Some(sum.saturating_add(of(row)?)));
    let mut lacks: Vec<(Text, Certainty)> = Vec::new();
    let mut open = false;
    match sum(|row| row.accounts) {
        Some(0) => lacks.push((crate::text!(en: "account", vi: "tài khoản"), Certainty::Proven)),
        Some(_) => {}
        None => open = true,
    }
    match (sum(|row| row.certificates), need.signs) {
        (Some(0), Some(sure)) => lacks.push((crate::text!(en: "digital certificate", vi: "chứng thư số"), sure)),
        (None, Some(_)) => open = true,
        _ => {}
    }
    let title = cx.catalogue.title_of(&need.body, cx.as_of);
    let (at, count) = (rows[0].span, need.procedures.len());
    if lacks.is_empty() {
        if open {
            let missing = crate::text!(
                en: "the accounts and certificates of `{title}` at `{shown}`", vi: "tài khoản, chứng thư số của `{title}` tại `{shown}`"
            );
            out.unknown(&NOT_EQUIPPED, at, missing);
        }
        return;
    }
    let proven = lacks.iter().any(|(_, sure)| *sure == Certainty::Proven);
    let words: Vec<Text> = lacks.into_iter().map(|(text, _)| text).collect();
    let (en, vi) = (Text::join(&words, " and no ").en, Text::join(&words, " và ").vi);
    let message = crate::text!(
        en: "`{title}` of `{shown}` has no {en} (procedures concerned: {count})",
        vi: "`{title}` của `{shown}` chưa có {vi} (số thủ tục liên quan: {count})"
    );
    let finding = out.report(&NOT_EQUIPPED, at, message);
    finding
        .severity(Severity::Warning)
        .certainty(if proven { Certainty::Proven } else { Certainty::Probable })
        .evidence("place", &place.name.text)
        .evidence("role", need.body.written())
        .evidence("lacks", en)
        .evidence("procedures", need.procedures.iter().copied().collect::<Vec<_>>().join(", "))
        .help(crate::text!(en: "provide it, or give the work to a role that has it", vi: "cấp bổ sung, hoặc giao việc cho vai trò đã có"));
    point(cx, need, finding);
}

/// Points to where the role is declared: whoever changes a procedure that names it sees the finding again.
fn point(cx: &CatalogueContext<'_>, need: &Need<'_>, finding: &mut Diagnostic) {
    if let Some(role) = cx.catalogue.role(&need.body, cx.as_of) {
        finding.label(role.name.span, crate::text!(en: "the role", vi: "vai trò"));
    }
}
