//! What applying costs: papers, filing, fees, inspections, other visits, the result. Alone knows which parameter prices what.

use super::price::Work;
use super::{Account, Part, Prices, Range, mix};
use crate::analysis::Facts;
use crate::base::{Text, similar};
use crate::model::{
    At, Atom, ChannelKind, Condition, Currency, Demand, FeeAmount, FeeRow, Given, Hand, OrUnknown, Paper, PaperKind,
    Procedure, StepKind, Truth, Value,
};
use std::collections::BTreeSet;

/// The account of one case.
pub(super) fn account(facts: &Facts<'_>, prices: &Prices<'_>) -> Account {
    let mut account = Account::default();
    papers(facts, prices, &mut account);
    filing(facts.procedure, prices, &mut account);
    fees(facts, &mut account);
    steps(facts, prices, &mut account);
    result(facts.procedure, prices, &mut account);
    account
}

/// How often something with this condition is asked, in a case of the kind that costs are counted for: once where the condition
/// holds, not at all where a register answers, perhaps where it is asked only of those who have it.
fn asked(when: Option<&Condition>, if_any: bool) -> Range {
    let mut looked_up = false;
    if let Some(when) = when {
        when.atoms(&mut |atom, _| looked_up |= matches!(atom, Atom::Found(_)));
    }
    match (looked_up, if_any) {
        (true, _) => Range::sure(0),
        (false, true) => Range { low: 0, base: 0, high: 1 },
        (false, false) => Range::sure(1),
    }
}

fn papers(facts: &Facts<'_>, prices: &Prices<'_>, account: &mut Account) {
    let procedure = facts.procedure;
    let sets = match procedure.sets.as_ref().map(|sets| sets.value) {
        Some(OrUnknown::Known(sets)) => i64::from(sets.max(1)),
        _ => 1,
    };
    let day = facts.settings.as_of;
    let afar = is_filed_from_afar(procedure);
    let open = |hands: &[At<Hand>]| !(afar && is_shown(hands));
    for demand in procedure.documents.iter().filter(|demand| demand.row.period.contains(day)) {
        let count = asked(demand.row.when.as_ref(), demand.if_any);
        // Of alternatives an applicant takes the cheapest that the channel allows: nobody shows an original from afar.
        let offered = || demand.any_of.iter().flat_map(|paper| paper.hands.iter().map(move |hands| (paper, hands)));
        let from_afar = offered().any(|(_, hands)| open(hands));
        let ways_of = |paper: &Paper, count: Range| {
            ways(facts, demand, paper, (count, sets), &|hands| !from_afar || open(hands), prices)
        };
        let mut add = |ways: Vec<Account>, when: Option<Condition>| {
            let by_cost =
                |way: &Account| (!way.missing.is_empty(), way.total().map(|total| (total.base, total.high, total.low)));
            let Some(way) = ways.into_iter().min_by_key(by_cost) else { return };
            account.lines.extend(way.lines.into_iter().map(|line| super::Line { when: when.clone(), ..line }));
            way.missing.into_iter().for_each(|what| account.lacks(what));
        };
        if demand.any_of.len() > 1 && exclude_each_other(procedure, demand) {
            // Which of them it is, the kind of case says and not the price.
            for paper in &demand.any_of {
                let own = asked(paper.row.when.as_ref(), false);
                let count = count.both(own, i64::checked_mul).unwrap_or(count);
                add(ways_of(paper, count), both(demand.row.when.as_ref(), paper.row.when.as_ref()));
            }
        } else {
            let ways = demand.any_of.iter().flat_map(|paper| ways_of(paper, count));
            add(ways.collect(), demand.row.when.clone());
        }
    }
}

/// Whether each alternative has a condition, and no kind of case meets two of them.
fn exclude_each_other(procedure: &Procedure, demand: &Demand) -> bool {
    let conditions: Option<Vec<&Condition>> = demand.any_of.iter().map(|paper| paper.row.when.as_ref()).collect();
    let Some(conditions) = conditions else { return false };
    let kinds = mix::kinds(procedure, conditions.iter().copied());
    kinds.iter().all(|given| conditions.iter().filter(|when| mix::is_asked(Some(when), given)).count() <= 1)
}

/// A condition that holds where both do.
fn both(one: Option<&Condition>, other: Option<&Condition>) -> Option<Condition> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Condition::All(vec![one.clone(), other.clone()])),
        (one, other) => one.or(other).cloned(),
    }
}

/// Whether the channel that costs are reckoned with leaves the applicant at home. Who must come for a step anyway brings what
/// is only shown.
fn is_filed_from_afar(procedure: &Procedure) -> bool {
    let comes = procedure.process.iter().flat_map(|process| &process.steps).any(|step| step.in_person.is_some());
    !comes && usual_channel(procedure) != ChannelKind::Counter
}

/// Whether a way to hand a paper in has the original shown.
fn is_shown(hands: &[At<Hand>]) -> bool {
    hands.iter().any(|hand| matches!(hand.value, Hand::Shown))
}

/// Each way to hand in a paper that is open, as an account of its own.
fn ways(
    facts: &Facts<'_>,
    demand: &Demand,
    paper: &Paper,
    (count, sets): (Range, i64),
    open: &dyn Fn(&[At<Hand>]) -> bool,
    prices: &Prices<'_>,
) -> Vec<Account> {
    let title = title(facts, demand, paper);
    if paper.hands.is_empty() {
        let what = crate::text!(en: "in how many copies “{title}” is handed in", vi: "số bản phải nộp của “{title}”");
        return vec![Account { missing: vec![what], ..Account::default() }];
    }
    let way = |hands: &Vec<At<Hand>>| {
        let mut way = Account::default();
        for hand in hands {
            hand_in(facts, paper, hand.value, &title, (count, sets), prices, &mut way);
        }
        way
    };
    paper.hands.iter().filter(|hands| open(hands)).map(way).collect()
}

fn hand_in(
    facts: &Facts<'_>,
    paper: &Paper,
    hand: Hand,
    title: &str,
    (count, sets): (Range, i64),
    prices: &Prices<'_>,
    way: &mut Account,
) {
    let kind = facts.procedure.datum(paper.data).document.map(|id| facts.catalogue.documents.get(id));
    let kind = kind.map(|versions| versions.near(facts.settings.as_of));
    let is_form =
        paper.form.is_some() || kind.is_some_and(|kind| kind.kind.as_ref().is_some_and(|k| k.value == PaperKind::Form));
    let hours = if is_form { "form-hours" } else { "paper-hours" };
    let (made, held, bought) = (
        crate::text!(en: "fill in “{title}”", vi: "Lập “{title}”"),
        crate::text!(en: "obtain “{title}”", vi: "Chuẩn bị “{title}”"),
        crate::text!(en: "copies of “{title}”", vi: "Sao “{title}”"),
    );
    let many = |copies: OrUnknown<u32>| match copies {
        OrUnknown::Known(copies) => i64::from(copies).checked_mul(sets).map(Range::sure)?.both(count, i64::checked_mul),
        OrUnknown::Unknown => Some(count),
    };
    let copies = |what: Text, copies: OrUnknown<u32>, price: &'static str| {
        Some(Work { part: Part::Prepare, what, count: many(copies)?, hours: None, paid: Some(price) })
    };
    let (first, second) = match hand {
        Hand::Original(number) => {
            // What is filled in or obtained once is copied for further sets.
            let more = match number {
                OrUnknown::Known(number) => OrUnknown::Known(i64::from(number).saturating_mul(sets).saturating_sub(1)),
                OrUnknown::Unknown => OrUnknown::Known(0),
            };
            let what = if is_form { made } else { held };
            let work = Work { part: Part::Prepare, what, count, hours: Some(hours), paid: None };
            let more = match more {
                OrUnknown::Known(0) | OrUnknown::Unknown => None,
                OrUnknown::Known(more) => Range::sure(more).both(count, i64::checked_mul).map(|count| Work {
                    part: Part::Prepare,
                    what: bought,
                    count,
                    hours: None,
                    paid: Some("copy"),
                }),
            };
            (Some(work), more)
        }
        Hand::Digital(_) if is_form => {
            (Some(Work { part: Part::Prepare, what: made, count, hours: Some(hours), paid: None }), None)
        }
        Hand::Copy(number) => (copies(bought, number, "copy"), None),
        Hand::CertifiedCopy(number) => {
            let what = crate::text!(en: "certified copies of “{title}”", vi: "Chứng thực bản sao “{title}”");
            let way_there =
                Work { part: Part::Prepare, what: what.clone(), count, hours: Some("paper-hours"), paid: None };
            (Some(way_there), copies(what, number, "certified-copy"))
        }
        // What is shown, or stored already, is at hand.
        Hand::Digital(_) | Hand::Shown => (None, None),
    };
    first.into_iter().chain(second).for_each(|work| prices.add(way, work));
}

fn title(facts: &Facts<'_>, demand: &Demand, paper: &Paper) -> String {
    let data = facts.procedure.datum(paper.data);
    let registered = data.document.map(|id| facts.catalogue.documents.get(id).near(facts.settings.as_of));
    let registered = registered.and_then(|kind| kind.title.as_ref());
    let own = paper.title.as_ref().or(data.title.as_ref()).or(registered);
    own.or(demand.title.as_ref()).map_or_else(|| data.name.text.clone(), |title| title.text.clone())
}

/// The channel that costs are reckoned with: online where it is open, then post, then the counter.
pub fn usual_channel(procedure: &Procedure) -> ChannelKind {
    let open = |kind: &ChannelKind| procedure.channels.iter().any(|channel| channel.kind.value == *kind);
    [ChannelKind::Online, ChannelKind::Post].into_iter().find(open).unwrap_or(ChannelKind::Counter)
}

/// What filing at each open channel costs: at least the cheapest, at most the dearest; online counts where it is open.
fn filing(procedure: &Procedure, prices: &Prices<'_>, account: &mut Account) {
    if procedure.channels.is_empty() {
        account.lacks(crate::text!(en: "how the dossier is filed", vi: "hình thức nộp hồ sơ"));
        return;
    }
    let has = |kind| procedure.channels.iter().any(|channel| channel.kind.value == kind);
    let (online, post, counter) = (has(ChannelKind::Online), has(ChannelKind::Post), has(ChannelKind::Counter));
    let base = usual_channel(procedure);
    let count = |kind, open: bool| Range { low: (kind == base).into(), base: (kind == base).into(), high: open.into() };
    let part = Part::Submit;
    if online {
        let what = crate::text!(en: "file online", vi: "Nộp trực tuyến");
        let count =
            if counter || post { Range { high: 0, ..count(ChannelKind::Online, true) } } else { Range::sure(1) };
        prices.add(account, Work { part, what, count, hours: Some("online-hours"), paid: None });
    }
    if post {
        let what = crate::text!(en: "send by post", vi: "Gửi qua dịch vụ bưu chính");
        let count = count(ChannelKind::Post, !counter);
        prices.add(account, Work { part, what, count, hours: None, paid: Some("postage") });
    }
    if counter {
        let what = crate::text!(en: "file at the counter", vi: "Đến nộp trực tiếp");
        let count = count(ChannelKind::Counter, true);
        prices.add(account, Work { part, what, count, hours: Some("visit-hours"), paid: Some("visit-fare") });
    }
}

/// Fees, titles added up; of rows of one title the one for the channel counts, else the one for the remaining cases.
fn fees(facts: &Facts<'_>, account: &mut Account) {
    let day = facts.settings.as_of;
    let here = Given::from([(Atom::Channel, Value::Channel(usual_channel(facts.procedure)))]);
    let mut seen = BTreeSet::new();
    for fee in &facts.procedure.fees {
        let shown = fee.title.as_ref().map_or("", |title| &title.text);
        let key = similar::key(shown);
        if !seen.insert(key.clone()) {
            continue;
        }
        let same = facts
            .procedure
            .fees
            .iter()
            .filter(|other| similar::key(other.title.as_ref().map_or("", |title| &title.text)) == key);
        let rows: Vec<&FeeRow> = same.flat_map(|fee| &fee.rows).filter(|row| row.row.period.contains(day)).collect();
        let sums: Option<Vec<i64>> = rows.iter().map(|row| sum(row)).collect();
        let what = if shown.is_empty() { crate::text!(en: "fee", vi: "phí, lệ phí") } else { Text::same(shown) };
        let Some(sums) = sums.filter(|sums| !sums.is_empty()) else {
            let Text { en, vi } = what;
            account.lacks(crate::text!(en: "the amount of “{en}”", vi: "mức thu “{vi}”"));
            account.fees_open = true;
            continue;
        };
        let holds = |row: &&FeeRow| row.row.when.as_ref().is_some_and(|when| when.eval(&here) == Truth::Yes);
        let rest = rows.iter().position(holds).or_else(|| rows.iter().position(|row| row.row.when.is_none()));
        let least = sums.iter().copied().min().unwrap_or_default();
        let paid = Range {
            low: if rest.is_some() { least } else { 0 },
            base: rest.map_or(least, |at| sums[at]),
            high: sums.iter().copied().max().unwrap_or_default(),
        };
        account.lines.push(super::Line {
            part: Part::Fees,
            what,
            hours: Range::default(),
            paid,
            amount: paid,
            when: None,
        });
    }
}

fn sum(row: &FeeRow) -> Option<i64> {
    match &row.amount.value {
        FeeAmount::Money(money) if money.currency == Currency::Vnd => Some((money.hundredths + 50).div_euclid(100)),
        _ => None,
    }
}

/// Steps that take the applicant's time: inspections, presence, work of their own.
fn steps(facts: &Facts<'_>, prices: &Prices<'_>, account: &mut Account) {
    let Some(process) = &facts.procedure.process else { return };
    let on_longest: BTreeSet<_> = facts.critical_path().step_ids().collect();
    for id in process.ids() {
        let step = process.step(id);
        let shown = step.shown();
        let count = Range { low: 0, base: on_longest.contains(&id).into(), high: 1 };
        if step.by_applicant() {
            let effort = step.effort.as_ref().map(|effort| effort.value);
            match effort {
                Some(OrUnknown::Known(effort)) => {
                    if let Some(hours) = effort.work_time().map(|time| (time.hundredths() + 30).div_euclid(60)) {
                        let hours = Range { low: hours * count.low, base: hours * count.base, high: hours };
                        let what = Text::same(shown);
                        prices.add_hours(account, (Part::Other, what), (hours, Range::default()), "hourly-income");
                    }
                }
                // Waiting for the applicant is no work.
                _ if step.main_kind() == Some(StepKind::Await) => {}
                _ => account.lacks(crate::text!(
                    en: "the applicant's working time for “{shown}”",
                    vi: "thời gian người nộp hồ sơ thực hiện bước “{shown}”"
                )),
            }
        } else if step.in_person.is_some() {
            let what = crate::text!(en: "come for “{shown}”", vi: "Có mặt ở bước “{shown}”");
            let work = Work { part: Part::Other, what, count, hours: Some("visit-hours"), paid: Some("visit-fare") };
            prices.add(account, work);
        } else if step.is_kind(StepKind::Inspect) {
            let what = crate::text!(en: "serve “{shown}”", vi: "Phục vụ bước “{shown}”");
            prices.add(
                account,
                Work { part: Part::Inspection, what, count, hours: Some("inspection-hours"), paid: None },
            );
        }
    }
}

fn result(procedure: &Procedure, prices: &Prices<'_>, account: &mut Account) {
    if procedure.channels.is_empty() {
        return;
    }
    let has = |kind| procedure.channels.iter().any(|channel| channel.kind.value == kind);
    let digital = procedure.results.iter().any(|result| result.digital);
    let (post, counter) = (has(ChannelKind::Post), has(ChannelKind::Counter));
    let part = Part::Receive;
    if post && !digital {
        let what = crate::text!(en: "result by post", vi: "Nhận kết quả qua dịch vụ bưu chính");
        let count = Range { low: 1, base: 1, high: (!counter).into() };
        prices.add(account, Work { part, what, count, hours: None, paid: Some("postage") });
    }
    if counter || !(post || digital) {
        let fetched = i64::from(!(post || digital));
        let what = crate::text!(en: "fetch the result", vi: "Đến nhận kết quả");
        let count = Range { low: fetched, base: fetched, high: 1 };
        prices.add(account, Work { part, what, count, hours: Some("visit-hours"), paid: Some("visit-fare") });
    }
}
