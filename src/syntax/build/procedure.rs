//! The statements of procedures, cases and adaptations.

use super::note::{self, Seen};
use super::{Context, Pair, expression, item, process, quantity, word};
use crate::base::Span;
use crate::syntax::ast::{
    Amount, Applicant, Applicants, At, Bodies, Case, Channel, ChannelKind, Choice, ConditionLine, CountedFrom,
    Deadline, DeadlineTime, DecidedBy, DocumentBody, DocumentChoice, DocumentLine, Fact, FactOrigin, FactType, Fee,
    FeeKind, FeeRow, Hand, Harm, Notes, OnlineScope, OrUnknown, Party, PayWay, Per, ResultLine, Risk, Row, Statement,
    StatementKind, Validity, Volume,
};
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The block of a procedure, case or adaptation.
pub(super) fn body(
    pair: Pair,
    notes: &mut Notes,
    validity: &mut Validity,
    seen: &mut Seen,
    cx: &mut Context,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    item::block(pair, Rule::procedure_body, cx, |part, cx| {
        if !note::note_or_dates(&part, notes, validity, seen, cx) {
            statements.extend(statement(part, cx));
        }
    });
    papers_twice(&statements, cx);
    statements
}

/// Finds a paper that two lines without a condition ask for.
fn papers_twice(statements: &[Statement], cx: &mut Context) {
    let mut asked: HashMap<&str, Span> = HashMap::new();
    for statement in statements {
        let StatementKind::Document(line) = &statement.kind else { continue };
        if line.row.is_plain() && line.at_step.is_none() {
            match asked.entry(&line.name.text) {
                Entry::Occupied(before) => {
                    mistakes::clause::repeated(line.name.span, &line.name.text, *before.get(), cx.out);
                }
                Entry::Vacant(first) => drop(first.insert(line.name.span)),
            }
        }
    }
}

pub(super) fn statement(pair: Pair, cx: &mut Context) -> Option<Statement> {
    let (span, doc) = (cx.span(&pair), cx.doc(&pair));
    let keyword = pair.clone().into_inner().next().map_or(span, |first| cx.span(&first));
    Some(Statement { kind: kind(pair, cx)?, doc, span, keyword })
}

fn kind(pair: Pair, cx: &mut Context) -> Option<StatementKind> {
    Some(match pair.as_rule() {
        Rule::field => StatementKind::Field(word::titles(pair, cx)),
        Rule::at_levels => StatementKind::Levels(word::names(pair, cx)),
        Rule::decided_by => StatementKind::DecidedBy(decided_by(pair, cx)?),
        Rule::applicants => StatementKind::For(applicants(pair, cx)),
        Rule::published_by => published_by(pair, cx)?,
        Rule::deadline => StatementKind::Deadline(deadline(pair, cx)?),
        Rule::sets => StatementKind::Sets(amount_of(pair, cx)?),
        Rule::volume => StatementKind::Volume(volume(pair, cx)?),
        Rule::channel => StatementKind::Channel(channel(pair, cx)?),
        Rule::fact => StatementKind::Fact(fact(pair, cx)?),
        Rule::case => StatementKind::Case(case(pair, cx)?),
        Rule::condition_stmt => StatementKind::Condition(condition(pair, cx)?),
        Rule::document => StatementKind::Document(document(pair, cx)?),
        Rule::document_choice => StatementKind::DocumentChoice(document_choice(pair, cx)),
        Rule::fee => StatementKind::Fee(fee(pair, cx)),
        Rule::result => StatementKind::Result(result(pair, cx)?),
        Rule::linked_with => {
            let procedures = word::names(pair.clone(), cx);
            StatementKind::LinkedWith { procedures, basis: basis(pair, cx) }
        }
        Rule::reserved => StatementKind::Reserved(basis(pair, cx)),
        Rule::risk => StatementKind::Risk { risk: risk(pair.clone(), cx)?, basis: basis(pair, cx) },
        Rule::harm => StatementKind::Harm { harm: harm(pair.clone(), cx)?, basis: basis(pair, cx) },
        Rule::pay => StatementKind::Pay(pay(pair, cx)),
        Rule::appeal => appeal(pair, cx)?,
        Rule::reviewed_on => StatementKind::ReviewedOn(word::first_date(pair, cx)?),
        Rule::process => StatementKind::Process(process::process(pair, cx)),
        Rule::step => StatementKind::Step(process::step(pair, cx)?),
        _ => return None,
    })
}

/// Every citation directly under a pair.
pub(super) fn basis(pair: Pair, cx: &Context) -> Vec<crate::syntax::ast::Basis> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::basis).filter_map(|part| word::basis(part, cx)).collect()
}

fn decided_by(pair: Pair, cx: &mut Context) -> Option<DecidedBy> {
    let (mut who, mut row, mut seen) = (None, Row::default(), Seen::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::bodies => who = Some(bodies(part, cx)),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    Some(DecidedBy { bodies: who?, row })
}

/// `A or B with C`.
pub(super) fn bodies(pair: Pair, cx: &mut Context) -> Bodies {
    let mut bodies = Bodies { any_of: Vec::new(), with: Vec::new(), span: cx.span(&pair) };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::party => bodies.any_of.extend(party(part, cx)),
            Rule::with => {
                let parties = part.into_inner().filter(|p| p.as_rule() == Rule::party);
                bodies.with.extend(parties.filter_map(|p| party(p, cx)));
            }
            _ => {}
        }
    }
    bodies
}

fn party(pair: Pair, cx: &Context) -> Option<Party> {
    let (mut body, mut other) = (None, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_applicant => return Some(Party::Applicant(cx.span(&part))),
            Rule::kw_other => other = true,
            Rule::body => body = Some(word::body(&part, cx)),
            _ => {}
        }
    }
    body.map(|body| Party::Body { body, other })
}

fn applicants(pair: Pair, cx: &Context) -> Applicants {
    let basis = basis(pair.clone(), cx);
    let kinds = pair
        .into_inner()
        .filter(|part| part.as_rule() == Rule::applicant)
        .filter_map(|part| {
            let span = cx.span(&part);
            let value = match part.into_inner().next()?.as_rule() {
                Rule::kw_citizen => Applicant::Citizen,
                Rule::kw_overseas_vietnamese => Applicant::OverseasVietnamese,
                Rule::kw_foreigner => Applicant::Foreigner,
                Rule::kw_official => Applicant::Official,
                Rule::kw_enterprise => Applicant::Enterprise,
                Rule::kw_foreign_invested_enterprise => Applicant::ForeignInvestedEnterprise,
                Rule::kw_organisation => Applicant::Organisation,
                Rule::kw_foreign_organisation => Applicant::ForeignOrganisation,
                Rule::kw_cooperative => Applicant::Cooperative,
                _ => return None,
            };
            Some(At { value, span })
        })
        .collect();
    Applicants { kinds, basis }
}

fn published_by(pair: Pair, cx: &mut Context) -> Option<StatementKind> {
    let (mut by, mut on) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name | Rule::string => by = Some(word::name_or_title(&part, cx)),
            Rule::on => on = word::first_date(part, cx),
            _ => {}
        }
    }
    Some(StatementKind::PublishedBy { by: by?, on })
}

fn deadline(pair: Pair, cx: &mut Context) -> Option<Deadline> {
    let (mut plus, mut time, mut counted, mut row, mut seen) = (false, None, None, Row::default(), Seen::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        let span = cx.span(&part);
        match part.as_rule() {
            Rule::kw_plus => plus = true,
            Rule::kw_unknown => time = Some(At { value: DeadlineTime::Unknown, span }),
            Rule::same_day => time = Some(At { value: DeadlineTime::SameDay(quantity::before(part, cx)), span }),
            Rule::duration => {
                let value = quantity::duration(part, cx);
                let value = value.map_or(DeadlineTime::Unknown, |at| DeadlineTime::Duration(at.value));
                time = Some(At { value, span });
            }
            Rule::counted_from if seen.first(&part, cx) => counted = counted_from(part, cx),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    Some(Deadline { plus, time: time?, counted_from: counted, row })
}

/// `counted from receipt`.
pub(super) fn counted_from(pair: Pair, cx: &Context) -> Option<At<CountedFrom>> {
    let span = cx.span(&pair);
    for part in pair.into_inner() {
        let value = match part.as_rule() {
            Rule::kw_receipt => CountedFrom::Receipt,
            Rule::kw_complete_dossier => CountedFrom::CompleteDossier,
            Rule::name => CountedFrom::Step(word::name(&part, cx)),
            _ => continue,
        };
        return Some(At { value, span });
    }
    None
}

fn amount_of(pair: Pair, cx: &mut Context) -> Option<At<OrUnknown<u32>>> {
    let amount = pair.into_inner().nth(1)?;
    Some(At { value: quantity::small_or_unknown(&amount, cx), span: cx.span(&amount) })
}

fn volume(pair: Pair, cx: &mut Context) -> Option<Volume> {
    let (mut per_year, mut source, mut validity, mut seen) = (None, None, Validity::default(), Seen::default());
    for part in pair.into_inner() {
        let span = cx.span(&part);
        match part.as_rule() {
            Rule::number => {
                let count = quantity::count(&part, cx).and_then(|n| u64::try_from(n).ok());
                per_year = Some(At { value: count.map_or(OrUnknown::Unknown, OrUnknown::Known), span });
            }
            Rule::kw_unknown => per_year = Some(At { value: OrUnknown::Unknown, span }),
            Rule::source if seen.first(&part, cx) => source = word::first_title(part, cx),
            _ => {
                note::dated(&part, &mut validity, &mut seen, cx);
            }
        }
    }
    Some(Volume { per_year: per_year?, source, validity })
}

fn channel(pair: Pair, cx: &mut Context) -> Option<Channel> {
    let (mut kind, mut scope, mut because, mut basis) = (None, None, None, Vec::new());
    let (mut validity, mut seen) = (Validity::default(), Seen::default());
    for part in pair.into_inner() {
        let span = cx.span(&part);
        match part.as_rule() {
            Rule::kw_counter => kind = Some(At { value: ChannelKind::Counter, span }),
            Rule::kw_post => kind = Some(At { value: ChannelKind::Post, span }),
            Rule::kw_online => kind = Some(At { value: ChannelKind::Online, span }),
            Rule::kw_full => scope = Some(At { value: OnlineScope::Full, span }),
            Rule::kw_partial => scope = Some(At { value: OnlineScope::Partial, span }),
            Rule::because if seen.first(&part, cx) => because = word::first_title(part, cx),
            Rule::basis => basis.extend(word::basis(part, cx)),
            _ => {
                note::dated(&part, &mut validity, &mut seen, cx);
            }
        }
    }
    Some(Channel { kind: kind?, scope, because, basis, validity })
}

fn fact(pair: Pair, cx: &mut Context) -> Option<Fact> {
    let (mut name, mut kind, mut title, mut basis) = (None, None, None, Vec::new());
    let (mut origin, mut seen) = (FactOrigin::Applicant, Seen::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(word::declared(&part, cx)),
            Rule::fact_type => kind = fact_type(part, cx),
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::kw_of_place if seen.first_as(Rule::found_by, &part, cx) => origin = FactOrigin::Place,
            Rule::found_by if seen.first(&part, cx) => {
                origin = word::first_name(part, cx).map_or(FactOrigin::Applicant, FactOrigin::FoundBy);
            }
            Rule::basis => basis.extend(word::basis(part, cx)),
            _ => {}
        }
    }
    Some(Fact { name: name?, kind: kind?, title, origin, basis })
}

fn fact_type(pair: Pair, cx: &Context) -> Option<FactType> {
    let mut parts = pair.into_inner();
    Some(match parts.next()?.as_rule() {
        Rule::kw_yes_no => FactType::Truth,
        Rule::kw_money => FactType::Money,
        Rule::kw_number => FactType::Number,
        Rule::kw_date => FactType::Date,
        _ => FactType::OneOf(parts.filter_map(|part| choice(part, cx)).collect()),
    })
}

fn choice(pair: Pair, cx: &Context) -> Option<Choice> {
    let title = word::first_title(pair.clone(), cx);
    Some(Choice { name: word::first_name(pair, cx)?, title })
}

fn case(pair: Pair, cx: &mut Context) -> Option<Case> {
    let (mut name, mut title, mut when, mut statements) = (None, None, None, Vec::new());
    let (mut notes, mut validity) = (Notes::default(), Validity::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(word::declared(&part, cx)),
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::when => when = expression::under(part, cx),
            Rule::procedure_body => {
                statements = body(part, &mut notes, &mut validity, &mut Seen::default(), cx);
            }
            _ => {}
        }
    }
    Some(Case { name: name?, title, when, statements, validity, notes })
}

fn condition(pair: Pair, cx: &mut Context) -> Option<ConditionLine> {
    let (mut name, mut title, mut row, mut seen) = (None, None, Row::default(), Seen::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::name => name = Some(word::declared(&part, cx)),
            Rule::title => title = Some(word::title(&part, cx)),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    Some(ConditionLine { name: name?, title, row })
}

/// A `document` line, also a row of `document one of`.
fn document(pair: Pair, cx: &mut Context) -> Option<DocumentLine> {
    let span = cx.span(&pair);
    let (mut name, mut title, mut form, mut if_any, mut at_step) = (None, None, None, false, None);
    let (mut hands, mut row, mut seen) = (Vec::new(), Row::default(), Seen::default());
    let (mut about, mut notes) = (DocumentBody::default(), Notes::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::name => name = Some(word::name(&part, cx)),
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::form if seen.first(&part, cx) => form = word::first_title(part, cx),
            Rule::kw_if_any => if_any = true,
            Rule::at_step if seen.first(&part, cx) => at_step = word::first_name(part, cx),
            Rule::kw_or => hands.push(Vec::new()),
            Rule::hand => {
                if hands.is_empty() {
                    hands.push(Vec::new());
                }
                hands.last_mut().expect("just made").extend(hand(part, cx));
            }
            Rule::document_body => item::document_body(part, &mut about, &mut notes, &mut row.validity, cx),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    hands.retain(|side: &Vec<_>| !side.is_empty());
    Some(DocumentLine { name: name?, title, form, hands, if_any, at_step, row, body: about, notes, span })
}

fn hand(pair: Pair, cx: &mut Context) -> Option<At<Hand>> {
    let span = cx.span(&pair);
    let mut parts = pair.into_inner();
    let keyword = parts.next()?.as_rule();
    let count = parts.next().map(|part| quantity::small_or_unknown(&part, cx));
    let value = match (keyword, count) {
        (Rule::kw_original, Some(count)) => Hand::Original(count),
        (Rule::kw_certified_copy, Some(count)) => Hand::CertifiedCopy(count),
        (Rule::kw_copy, Some(count)) => Hand::Copy(count),
        (Rule::kw_electronic, Some(OrUnknown::Known(count))) => Hand::Digital(Some(count)),
        (Rule::kw_electronic, _) => Hand::Digital(None),
        (Rule::kw_shown, _) => Hand::Shown,
        _ => return None,
    };
    Some(At { value, span })
}

fn document_choice(pair: Pair, cx: &mut Context) -> DocumentChoice {
    let mut choice =
        DocumentChoice { title: None, rows: Vec::new(), if_any: false, at_step: None, row: Row::default() };
    let mut seen = Seen::default();
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::title => choice.title = Some(word::title(&part, cx)),
            Rule::kw_if_any => choice.if_any = true,
            Rule::at_step if seen.first(&part, cx) => choice.at_step = word::first_name(part, cx),
            Rule::choice_body => {
                item::block(part, Rule::choice_body, cx, |row, cx| choice.rows.extend(document(row, cx)));
            }
            _ => {
                note::row(&part, &mut choice.row, &mut seen, cx);
            }
        }
    }
    choice
}

fn fee(pair: Pair, cx: &mut Context) -> Fee {
    let span = cx.span(&pair);
    let mut fee = Fee { kind: FeeKind::Fee, title: None, rows: Vec::new(), notes: Notes::default() };
    let (mut row, mut seen, mut bare) = (Row::default(), Seen::default(), false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_charge => fee.kind = FeeKind::Charge,
            Rule::title => fee.title = Some(word::title(&part, cx)),
            Rule::fee_row => fee.rows.extend(fee_row(part, cx)),
            Rule::fee_body => item::block(part, Rule::fee_body, cx, |part, cx| match part.as_rule() {
                Rule::fee_row => fee.rows.extend(fee_row(part, cx)),
                Rule::from | Rule::until => note::cite_dates(&part, &mut fee.notes, cx),
                _ => {
                    note::note(&part, &mut fee.notes, cx);
                }
            }),
            _ => bare |= note::row(&part, &mut row, &mut seen, cx),
        }
    }
    if bare {
        // A fee that is known to exist and not how much it is.
        let amount = At { value: Amount::Unknown, span };
        fee.rows.push(FeeRow { amount, per: None, at_step: None, row });
    }
    fee
}

fn fee_row(pair: Pair, cx: &mut Context) -> Option<FeeRow> {
    let (mut how_much, mut what, mut at_step) = (None, None, None);
    let (mut row, mut seen) = (Row::default(), Seen::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::amount => how_much = amount(part, cx),
            Rule::per => what = per(part, cx),
            Rule::at_step if seen.first(&part, cx) => at_step = word::first_name(part, cx),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    Some(FeeRow { amount: how_much?, per: what, at_step, row })
}

fn amount(pair: Pair, cx: &mut Context) -> Option<At<Amount>> {
    let span = cx.span(&pair);
    let inner = pair.into_inner().next()?;
    let value = match inner.as_rule() {
        Rule::money => quantity::money(inner, cx).map_or(Amount::Unknown, |at| Amount::Money(at.value)),
        Rule::percent_of => percent_of(inner, cx),
        Rule::set_by => Amount::SetBy(word::first_name(inner, cx)?),
        _ => Amount::Unknown,
    };
    Some(At { value, span })
}

fn percent_of(pair: Pair, cx: &mut Context) -> Amount {
    let (mut share, mut of) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::percent => share = quantity::percent(&part, cx),
            Rule::name | Rule::string => of = Some(word::name_or_title(&part, cx)),
            _ => {}
        }
    }
    match (share, of) {
        (Some(share), Some(of)) => Amount::PercentOf(share, of),
        _ => Amount::Unknown,
    }
}

fn per(pair: Pair, cx: &Context) -> Option<Per> {
    let inner = pair.into_inner().nth(1)?;
    Some(match inner.as_rule() {
        Rule::kw_per_time => Per::Time,
        _ => Per::Thing(word::name_or_title(&inner, cx)),
    })
}

fn result(pair: Pair, cx: &mut Context) -> Option<ResultLine> {
    let (mut name, mut title, mut digital, mut valid) = (None, None, false, None);
    let (mut row, mut seen) = (Row::default(), Seen::default());
    let (mut about, mut notes) = (DocumentBody::default(), Notes::default());
    let parts: Vec<Pair> = pair.into_inner().collect();
    note::one_condition(&parts, cx);
    for part in parts {
        match part.as_rule() {
            Rule::name => name = Some(word::name(&part, cx)),
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::kw_electronic => digital = true,
            Rule::valid if seen.first(&part, cx) => valid = item::valid(part, cx),
            Rule::form if seen.first(&part, cx) => about.form = word::first_title(part, cx),
            Rule::document_body => item::document_body(part, &mut about, &mut notes, &mut row.validity, cx),
            _ => {
                note::row(&part, &mut row, &mut seen, cx);
            }
        }
    }
    Some(ResultLine { name: name?, title, digital, valid, row, body: about, notes })
}

/// The rule and place of the word after a statement's keyword.
pub(super) fn word_after(pair: Pair, cx: &Context) -> Option<(Rule, Span)> {
    pair.into_inner().nth(1).map(|part| (part.as_rule(), cx.span(&part)))
}

fn risk(pair: Pair, cx: &Context) -> Option<At<OrUnknown<Risk>>> {
    let (rule, span) = word_after(pair, cx)?;
    let value = match rule {
        Rule::kw_low => OrUnknown::Known(Risk::Low),
        Rule::kw_medium => OrUnknown::Known(Risk::Medium),
        Rule::kw_high => OrUnknown::Known(Risk::High),
        _ => OrUnknown::Unknown,
    };
    Some(At { value, span })
}

fn harm(pair: Pair, cx: &Context) -> Option<At<OrUnknown<Harm>>> {
    let (rule, span) = word_after(pair, cx)?;
    let value = match rule {
        Rule::kw_reversible => OrUnknown::Known(Harm::Reversible),
        Rule::kw_irreversible => OrUnknown::Known(Harm::Irreversible),
        _ => OrUnknown::Unknown,
    };
    Some(At { value, span })
}

fn pay(pair: Pair, cx: &Context) -> Vec<At<PayWay>> {
    pair.into_inner()
        .filter(|part| part.as_rule() == Rule::pay_way)
        .filter_map(|part| {
            let span = cx.span(&part);
            let online = part.into_inner().next()?.as_rule() == Rule::kw_online;
            Some(At { value: if online { PayWay::Online } else { PayWay::Counter }, span })
        })
        .collect()
}

fn appeal(pair: Pair, cx: &mut Context) -> Option<StatementKind> {
    let (mut to, mut within, mut basis, mut seen) = (None, None, Vec::new(), Seen::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::body => to = Some(word::body(&part, cx)),
            Rule::within if seen.first(&part, cx) => within = Some(quantity::known_duration(part, cx)),
            Rule::basis => basis.extend(word::basis(part, cx)),
            _ => {}
        }
    }
    Some(StatementKind::Appeal { to: to?, within, basis })
}
