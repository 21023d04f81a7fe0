//! Items other than procedures.

use super::note::{self, Seen};
use super::{Context, Pair, expression, procedure, process, quantity, word};
use crate::base::Span;
use crate::syntax::ast::{
    Adapt, Agency, At, Covers, Database, DayOrMoment, Delegation, DelegationKind, DocumentBody, DocumentType, Example,
    Expect, Given, GivenSubject, Item, Law, LawKind, LawLink, LawRelation, Level, Name, Notes, OrUnknown, PaperKind,
    Place, Procedure, Role, Target, Term, Title, Valid, Validity,
};
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes;
use crate::time::Moment;

/// One item; `None` for what is not an item or could not be read.
pub(super) fn item(pair: Pair, cx: &mut Context) -> Option<Item> {
    Some(match pair.as_rule() {
        Rule::level => Item::Level(level(pair, cx)?),
        Rule::agency => Item::Agency(agency(pair, cx)?),
        Rule::place => Item::Place(place(pair, cx)?),
        Rule::law => Item::Law(law(pair, cx)?),
        Rule::database => Item::Database(database(pair, cx)?),
        Rule::document_item => Item::Document(document_type(pair, cx)?),
        Rule::delegation => Item::Delegation(delegation(pair, cx)?),
        Rule::term => Item::Term(term(pair, cx)?),
        Rule::procedure => Item::Procedure(published(pair, cx)?),
        Rule::adapt => Item::Adapt(adapt(pair, cx)),
        Rule::example => Item::Example(example(pair, cx)?),
        _ => return None,
    })
}

/// What levels, agencies and places say alike.
#[derive(Default)]
struct Head {
    name: Option<Name>,
    title: Option<Title>,
    under: Option<Name>,
    level: Option<Name>,
    of: Option<Name>,
    replaced_by: Vec<Name>,
    validity: Validity,
    notes: Notes,
    span: Span,
    seen: Seen,
}

impl Head {
    fn of(pair: &Pair, cx: &Context) -> Self {
        let notes = Notes { doc: cx.doc(pair), ..Notes::default() };
        Self { span: cx.span(pair), notes, ..Self::default() }
    }

    /// Reads a part on the line or in the block.
    fn read(&mut self, part: &Pair, cx: &mut Context) {
        match part.as_rule() {
            Rule::name => self.name = Some(word::name(part, cx)),
            Rule::title => self.title = Some(word::title(part, cx)),
            Rule::under if self.seen.first(part, cx) => self.under = word::first_name(part.clone(), cx),
            Rule::at_level if self.seen.first(part, cx) => self.level = word::first_name(part.clone(), cx),
            Rule::place_of if self.seen.first(part, cx) => self.of = word::first_name(part.clone(), cx),
            Rule::replaced_by => self.replaced_by.extend(word::names(part.clone(), cx)),
            Rule::from | Rule::until => {
                note::dated(part, &mut self.validity, &mut self.seen, cx);
            }
            _ => {
                note::note(part, &mut self.notes, cx);
            }
        }
    }

    /// Reads a statement of the block.
    fn read_in_block(&mut self, part: &Pair, cx: &mut Context) {
        if !note::note_or_dates(part, &mut self.notes, &mut self.validity, &mut self.seen, cx) {
            self.read(part, cx);
        }
    }
}

fn level(pair: Pair, cx: &mut Context) -> Option<Level> {
    let mut head = Head::of(&pair, cx);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::level_body => block(part, Rule::level_body, cx, |part, cx| head.read_in_block(&part, cx)),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, under, replaced_by, validity, notes, span, .. } = head;
    Some(Level { name: name?, title, under, replaced_by, validity, notes, span })
}

fn agency(pair: Pair, cx: &mut Context) -> Option<Agency> {
    let mut head = Head::of(&pair, cx);
    let mut roles = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::agency_body => block(part, Rule::agency_body, cx, |part, cx| match part.as_rule() {
                Rule::role => roles.extend(role(part, cx)),
                _ => head.read_in_block(&part, cx),
            }),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, under, level, replaced_by, validity, notes, span, .. } = head;
    Some(Agency { name: name?, title, level, under, replaced_by, roles, validity, notes, span })
}

fn role(pair: Pair, cx: &mut Context) -> Option<Role> {
    let mut head = Head::of(&pair, cx);
    let (mut receives, mut signs, mut decides) = (false, false, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::power => match part.into_inner().next().map(|k| k.as_rule()) {
                Some(Rule::kw_receives) => receives = true,
                Some(Rule::kw_signs) => signs = true,
                _ => decides = true,
            },
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, validity, span, .. } = head;
    Some(Role { name: name?, title, receives, signs, decides, validity, span })
}

fn place(pair: Pair, cx: &mut Context) -> Option<Place> {
    let mut head = Head::of(&pair, cx);
    let mut givens = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::place_body => block(part, Rule::place_body, cx, |part, cx| match part.as_rule() {
                Rule::given => givens.extend(given(part, cx)),
                _ => head.read_in_block(&part, cx),
            }),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, under, of, replaced_by, validity, notes, span, .. } = head;
    Some(Place { name: name?, title, agency: of, under, replaced_by, given: givens, validity, notes, span })
}

/// Calls `read` for every statement of a block; lines that could not be read go to `mistakes`, and what those could
/// still make out is read too.
pub(super) fn block(pair: Pair, rule: Rule, cx: &mut Context, mut read: impl FnMut(Pair, &mut Context)) {
    debug_assert_eq!(pair.as_rule(), rule, "the caller names the block that it reads");
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::open | Rule::close => {}
            Rule::junk => mistakes::junk::read(&part, rule, cx, &mut read),
            _ => read(part, cx),
        }
    }
}

fn law(pair: Pair, cx: &mut Context) -> Option<Law> {
    let mut head = Head::of(&pair, cx);
    let (mut kind, mut number, mut issued_by, mut issued_on, mut links) = (None, None, Vec::new(), None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::law_kind => kind = law_kind(&part, cx),
            Rule::law_body => block(part, Rule::law_body, cx, |part, cx| match part.as_rule() {
                Rule::law_number if head.seen.first(&part, cx) => number = word::first_title(part, cx),
                Rule::issued if head.seen.first(&part, cx) => {
                    let on = part.clone().into_inner().find(|p| p.as_rule() == Rule::on);
                    issued_by = word::names(part, cx);
                    issued_on = on.and_then(|on| word::first_date(on, cx));
                }
                Rule::law_link => links.extend(law_link(part, cx)),
                _ => head.read_in_block(&part, cx),
            }),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, validity, notes, span, .. } = head;
    Some(Law { name: name?, title, kind, number, issued_by, issued_on, links, validity, notes, span })
}

fn law_kind(pair: &Pair, cx: &Context) -> Option<At<LawKind>> {
    let value = match pair.clone().into_inner().next()?.as_rule() {
        Rule::kw_law_constitution => LawKind::Constitution,
        Rule::kw_law_law => LawKind::Law,
        Rule::kw_law_ordinance => LawKind::Ordinance,
        Rule::kw_law_decree => LawKind::Decree,
        Rule::kw_law_joint_circular => LawKind::JointCircular,
        Rule::kw_law_circular => LawKind::Circular,
        Rule::kw_law_resolution => LawKind::Resolution,
        Rule::kw_law_decision => LawKind::Decision,
        Rule::kw_law_directive => LawKind::Directive,
        Rule::kw_law_plan => LawKind::Plan,
        Rule::kw_law_treaty => LawKind::Treaty,
        _ => return None,
    };
    Some(At { value, span: cx.span(pair) })
}

fn law_link(pair: Pair, cx: &mut Context) -> Option<LawLink> {
    let span = cx.span(&pair);
    let (mut relation, mut law, mut pinpoint, mut validity) = (None, None, None, Validity::default());
    let mut seen = Seen::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_amended_by => relation = Some(LawRelation::AmendedBy),
            Rule::kw_amends => relation = Some(LawRelation::Amends),
            Rule::kw_replaced_by => relation = Some(LawRelation::ReplacedBy),
            Rule::kw_replaces => relation = Some(LawRelation::Replaces),
            Rule::kw_repealed_by => relation = Some(LawRelation::RepealedBy),
            Rule::kw_repeals => relation = Some(LawRelation::Repeals),
            Rule::name | Rule::string => law = Some(word::name_or_title(&part, cx)),
            Rule::pinpoint => pinpoint = Some(word::pinpoint(part, cx)),
            _ => {
                note::dated(&part, &mut validity, &mut seen, cx);
            }
        }
    }
    Some(LawLink { relation: relation?, law: law?, pinpoint, validity, span })
}

fn database(pair: Pair, cx: &mut Context) -> Option<Database> {
    let mut head = Head::of(&pair, cx);
    let (mut keeper, mut published_from, mut answers) = (None, None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::database_body => block(part, Rule::database_body, cx, |part, cx| match part.as_rule() {
                Rule::keeper if head.seen.first(&part, cx) => keeper = word::first_name(part, cx),
                Rule::published_from if head.seen.first(&part, cx) => {
                    published_from = word::first_date(part.clone(), cx);
                    for clause in part.into_inner() {
                        head.read(&clause, cx);
                    }
                }
                Rule::answers => answers.extend(word::names(part, cx)),
                _ => head.read_in_block(&part, cx),
            }),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, validity, notes, span, .. } = head;
    Some(Database { name: name?, title, keeper, published_from, answers, validity, notes, span })
}

fn document_type(pair: Pair, cx: &mut Context) -> Option<DocumentType> {
    let mut head = Head::of(&pair, cx);
    let mut body = DocumentBody::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::form => body.form = word::first_title(part, cx),
            Rule::paper_kind => body.kind = paper_kind(&part, cx),
            Rule::document_body => document_body(part, &mut body, &mut head.notes, &mut head.validity, cx),
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, validity, notes, span, .. } = head;
    Some(DocumentType { name: name?, title, body, validity, notes, span })
}

/// The block of a type of paper, also under a line of a procedure.
pub(super) fn document_body(
    pair: Pair,
    body: &mut DocumentBody,
    notes: &mut Notes,
    validity: &mut Validity,
    cx: &mut Context,
) {
    let mut seen = Seen::default();
    block(pair, Rule::document_body, cx, |part, cx| match part.as_rule() {
        Rule::paper_issuer => body.issued_by.extend(word::names(part, cx)),
        Rule::held_in => body.held_in.extend(word::names(part, cx)),
        Rule::states => body.states.extend(word::names(part, cx)),
        Rule::personal => body.personal.extend(word::names(part, cx)),
        Rule::sensitive => body.sensitive.extend(word::names(part, cx)),
        Rule::synonyms => body.synonyms.extend(word::titles(part, cx)),
        Rule::valid if seen.first(&part, cx) => body.valid = valid(part, cx),
        Rule::form if seen.first(&part, cx) => body.form = word::first_title(part, cx),
        Rule::document_kind if seen.first(&part, cx) => {
            body.kind = part.into_inner().find(|p| p.as_rule() == Rule::paper_kind).and_then(|p| paper_kind(&p, cx));
        }
        _ => {
            note::note_or_dates(&part, notes, validity, &mut seen, cx);
        }
    });
}

/// `valid 6 months`.
pub(super) fn valid(pair: Pair, cx: &mut Context) -> Option<At<Valid>> {
    let inner = pair.into_inner().nth(1)?;
    let span = cx.span(&inner);
    let value = match inner.as_rule() {
        Rule::kw_unlimited => Valid::Unlimited,
        Rule::duration => quantity::duration(inner, cx).map_or(Valid::Unknown, |at| Valid::For(at.value)),
        _ => Valid::Unknown,
    };
    Some(At { value, span })
}

fn paper_kind(pair: &Pair, cx: &Context) -> Option<At<PaperKind>> {
    let value = match pair.clone().into_inner().next()?.as_rule() {
        Rule::kw_paper_form => PaperKind::Form,
        Rule::kw_paper_identity => PaperKind::Identity,
        Rule::kw_paper_certificate => PaperKind::Certificate,
        Rule::kw_paper_evidence => PaperKind::Evidence,
        Rule::kw_paper_confirmation => PaperKind::Confirmation,
        Rule::kw_paper_technical => PaperKind::TechnicalFile,
        Rule::kw_paper_ruling => PaperKind::Ruling,
        Rule::kw_paper_internal => PaperKind::Internal,
        _ => return None,
    };
    Some(At { value, span: cx.span(pair) })
}

fn term(pair: Pair, cx: &mut Context) -> Option<Term> {
    let span = cx.span(&pair);
    let mut notes = Notes { doc: cx.doc(&pair), ..Notes::default() };
    let (mut name, mut plain, mut synonyms, mut seen) = (None, None, Vec::new(), Seen::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name | Rule::string => name = Some(word::name_or_title(&part, cx)),
            Rule::term_body => block(part, Rule::term_body, cx, |part, cx| match part.as_rule() {
                Rule::plain if seen.first(&part, cx) => plain = word::first_title(part, cx),
                Rule::synonyms => synonyms.extend(word::titles(part, cx)),
                Rule::from | Rule::until => note::cite_dates(&part, &mut notes, cx),
                _ => {
                    note::note(&part, &mut notes, cx);
                }
            }),
            _ => {}
        }
    }
    Some(Term { name: name?, plain, synonyms, notes, span })
}

fn delegation(pair: Pair, cx: &mut Context) -> Option<Delegation> {
    let mut head = Head::of(&pair, cx);
    let (mut kind, mut title, mut bodies) = (None, None, Vec::new());
    let (mut covered, mut instrument, mut no_redelegation) = (Vec::new(), None, false);
    let (mut requirements, mut at, mut within) = (Vec::new(), Vec::new(), Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::delegation_kind => kind = delegation_kind(&part, cx),
            Rule::string => title = Some(word::title(&part, cx)),
            Rule::body => bodies.push(word::body(&part, cx)),
            Rule::delegation_body => block(part, Rule::delegation_body, cx, |part, cx| match part.as_rule() {
                Rule::covers => covered.push(covers(part, cx)),
                Rule::instrument if head.seen.first(&part, cx) => instrument = word::basis(part, cx),
                Rule::no_redelegation => no_redelegation = true,
                Rule::requirement => requirements.extend(requirement(part, &mut head.notes, cx)),
                Rule::at_places => at.extend(word::names(part, cx)),
                Rule::in_places => within.extend(word::names(part, cx)),
                _ => head.read_in_block(&part, cx),
            }),
            _ => {}
        }
    }
    let mut bodies = bodies.into_iter();
    let Head { validity, notes, span, .. } = head;
    Some(Delegation {
        kind: kind?,
        title,
        from: bodies.next()?,
        to: bodies.collect(),
        covers: covered,
        instrument,
        no_redelegation,
        requirements,
        at,
        within,
        validity,
        notes,
        span,
    })
}

fn delegation_kind(pair: &Pair, cx: &Context) -> Option<At<DelegationKind>> {
    let value = match pair.clone().into_inner().next()?.as_rule() {
        Rule::kw_devolve => DelegationKind::Devolve,
        Rule::kw_decentralise => DelegationKind::Decentralise,
        _ => DelegationKind::Delegate,
    };
    Some(At { value, span: cx.span(pair) })
}

fn covers(pair: Pair, cx: &mut Context) -> Covers {
    let mut covers = Covers { procedures: Vec::new(), fields: Vec::new(), when: None, span: cx.span(&pair) };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::names => covers.procedures.extend(word::names(part, cx)),
            Rule::covers_field => covers.fields.extend(word::titles(part, cx)),
            Rule::when => covers.when = expression::under(part, cx),
            _ => {}
        }
    }
    covers
}

fn requirement(pair: Pair, notes: &mut Notes, cx: &mut Context) -> Option<crate::syntax::ast::NameOrTitle> {
    let mut found = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name | Rule::string => found = Some(word::name_or_title(&part, cx)),
            _ => {
                note::note(&part, notes, cx);
            }
        }
    }
    found
}

fn published(pair: Pair, cx: &mut Context) -> Option<Procedure> {
    let mut head = Head::of(&pair, cx);
    let mut statements = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::procedure_body => {
                statements = procedure::body(part, &mut head.notes, &mut head.validity, &mut head.seen, cx);
            }
            _ => head.read(&part, cx),
        }
    }
    let Head { name, title, validity, notes, span, .. } = head;
    Some(Procedure { name: name?, title, validity, statements, notes, span })
}

fn adapt(pair: Pair, cx: &mut Context) -> Adapt {
    let mut head = Head::of(&pair, cx);
    let (mut procedures, mut at, mut within, mut statements) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::names => procedures.extend(word::names(part, cx)),
            Rule::at_places => at.extend(word::names(part, cx)),
            Rule::in_places => within.extend(word::names(part, cx)),
            Rule::procedure_body => {
                statements = procedure::body(part, &mut head.notes, &mut head.validity, &mut head.seen, cx);
            }
            _ => head.read(&part, cx),
        }
    }
    let Head { validity, notes, span, .. } = head;
    Adapt { procedures, at, within, validity, statements, notes, span }
}

fn example(pair: Pair, cx: &mut Context) -> Option<Example> {
    let span = cx.span(&pair);
    let mut notes = Notes { doc: cx.doc(&pair), ..Notes::default() };
    let (mut title, mut of, mut givens, mut expected) = (None, None, Vec::new(), Vec::new());
    let (mut at, mut received, mut seen) = (None, None, Seen::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::name => of = Some(word::name(&part, cx)),
            Rule::example_body => block(part, Rule::example_body, cx, |part, cx| match part.as_rule() {
                Rule::given => givens.extend(given(part, cx)),
                Rule::example_at if seen.first(&part, cx) => {
                    at = word::first_name(part.clone(), cx);
                    received = day_or_moment(part, cx);
                }
                Rule::expect => expected.extend(expect(part, cx)),
                Rule::from | Rule::until => note::cite_dates(&part, &mut notes, cx),
                _ => {
                    note::note(&part, &mut notes, cx);
                }
            }),
            _ => {}
        }
    }
    Some(Example { title: title?, procedure: of?, given: givens, at, received, expect: expected, notes, span })
}

fn given(pair: Pair, cx: &mut Context) -> Vec<Given> {
    let assignments = pair.into_inner().filter(|part| part.as_rule() == Rule::assignment);
    assignments.filter_map(|part| assignment(part, cx)).collect()
}

fn assignment(pair: Pair, cx: &mut Context) -> Option<Given> {
    let (mut subject, mut value, mut found) = (None, None, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_found_in => found = true,
            Rule::kw_channel => subject = Some(GivenSubject::Channel(cx.span(&part))),
            Rule::name if found => subject = Some(GivenSubject::FoundIn(word::name(&part, cx))),
            Rule::name => subject = Some(GivenSubject::Fact(word::name(&part, cx))),
            Rule::value => value = expression::value(part, cx),
            _ => {}
        }
    }
    Some(Given { subject: subject?, value: value? })
}

/// A date, with a time of day if one follows.
fn day_or_moment(pair: Pair, cx: &mut Context) -> Option<At<DayOrMoment>> {
    let (mut day, mut moment) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::date => day = word::date(&part, cx),
            Rule::clock => {
                let time = word::clock(&part, cx);
                moment = time.map(|time| (time, cx.span(&part)));
            }
            _ => {}
        }
    }
    let At { value: date, span } = day?;
    Some(match moment {
        Some((time, end)) => At { value: DayOrMoment::Moment(Moment { date, time }), span: span.to(end) },
        None => At { value: DayOrMoment::Day(date), span },
    })
}

fn expect(pair: Pair, cx: &mut Context) -> Option<Expect> {
    let inner = pair.into_inner().nth(1)?;
    let span = cx.span(&inner);
    Some(match inner.as_rule() {
        Rule::expect_path => {
            let value: Vec<Target> = inner
                .into_inner()
                .filter(|part| part.as_rule() == Rule::target)
                .filter_map(|part| process::target(part, cx))
                .collect();
            Expect::Path(At { value, span })
        }
        Rule::expect_documents => Expect::Documents(At { value: word::names(inner, cx), span }),
        Rule::expect_fee => {
            let sum = inner.into_inner().find(|part| part.as_rule() == Rule::money);
            let value = sum
                .and_then(|sum| quantity::money(sum, cx))
                .map_or(OrUnknown::Unknown, |at| OrUnknown::Known(at.value));
            Expect::Fee(At { value, span })
        }
        Rule::expect_due => {
            let value = day_or_moment(inner, cx).map_or(OrUnknown::Unknown, |at| OrUnknown::Known(at.value));
            Expect::Due(At { value, span })
        }
        _ => return None,
    })
}
