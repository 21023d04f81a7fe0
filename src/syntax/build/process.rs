//! Steps and the blocks that nest them.

use super::note::{self, Seen};
use super::{Context, Pair, expression, item, procedure, quantity, word};
use crate::syntax::ast::{
    Action, Ask, At, Batch, Branch, Cited, Datum, Discretion, End, Expr, Flow, Jump, Limit, Measured, Name, Node,
    Notes, OrUnknown, Phase, Reaction, Signature, Silence, Step, StepKind, Target, Title, Trigger,
};
use crate::syntax::grammar::Rule;
use crate::syntax::{keywords, mistakes};

/// `process { … }`.
pub(super) fn process(pair: Pair, cx: &mut Context) -> Flow {
    let body = pair.into_inner().find(|part| part.as_rule() == Rule::flow_body);
    body.map(|body| flow(body, cx)).unwrap_or_default()
}

/// The block of a process, a branch, a phase, …
pub(super) fn flow(pair: Pair, cx: &mut Context) -> Flow {
    let (mut flow, mut seen) = (Flow::default(), Seen::default());
    item::block(pair, Rule::flow_body, cx, |part, cx| match part.as_rule() {
        Rule::probability if seen.first(&part, cx) => {
            flow.source = source(part.clone(), cx);
            flow.probability = Some(quantity::known_number(part, cx));
        }
        Rule::from | Rule::until => note::cite_dates(&part, &mut flow.notes, cx),
        _ if note::note(&part, &mut flow.notes, cx) => {}
        _ => flow.nodes.extend(node(part, cx)),
    });
    flow
}

fn source(pair: Pair, cx: &Context) -> Option<Title> {
    let source = pair.into_inner().find(|part| part.as_rule() == Rule::source)?;
    word::first_title(source, cx)
}

pub(super) fn node(pair: Pair, cx: &mut Context) -> Option<Node> {
    Some(match pair.as_rule() {
        Rule::step => Node::Step(step(pair, cx)?),
        Rule::if_stmt => if_stmt(pair, cx)?,
        Rule::choose => choose(pair, cx),
        Rule::parallel => parallel(pair, cx),
        Rule::repeat => repeat(pair, cx),
        Rule::phase => Node::Phase(phase(pair, cx)?),
        Rule::ending => Node::End(ending(pair, cx)?),
        _ => return None,
    })
}

/// One of the four ends.
fn ending(pair: Pair, cx: &Context) -> Option<At<End>> {
    let span = cx.span(&pair);
    let value = match pair.into_inner().next()?.as_rule() {
        Rule::kw_refuse => End::Refuse,
        Rule::kw_withdraw => End::Withdraw,
        Rule::kw_stop => End::Stop,
        _ => End::Done,
    };
    Some(At { value, span })
}

/// An end or a step.
pub(super) fn target(pair: Pair, cx: &Context) -> Option<Target> {
    let inner = pair.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::ending => Target::End(ending(inner, cx)?),
        _ => Target::Step(word::name(&inner, cx)),
    })
}

fn if_stmt(pair: Pair, cx: &mut Context) -> Option<Node> {
    let span = cx.span(&pair);
    let (mut condition, mut then, mut otherwise) = (None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::expr => condition = expression::expr(part, cx),
            Rule::flow_body if then.is_none() => then = Some(flow(part, cx)),
            Rule::flow_body => otherwise = Some(flow(part, cx)),
            Rule::if_stmt => {
                let nodes = if_stmt(part, cx).into_iter().collect();
                otherwise = Some(Flow { nodes, ..Flow::default() });
            }
            _ => {}
        }
    }
    Some(Node::If { condition: condition?, then: then?, otherwise, span })
}

fn choose(pair: Pair, cx: &mut Context) -> Node {
    let span = cx.span(&pair);
    let (mut options, mut otherwise, mut notes, mut seen) = (Vec::new(), None, Notes::default(), Seen::default());
    for part in pair.into_inner().filter(|part| part.as_rule() == Rule::choose_body) {
        item::block(part, Rule::choose_body, cx, |part, cx| match part.as_rule() {
            Rule::choose_when => options.extend(option(part, cx)),
            Rule::choose_rest if seen.first(&part, cx) => otherwise = Some(process(part, cx)),
            Rule::from | Rule::until => note::cite_dates(&part, &mut notes, cx),
            _ => {
                note::note(&part, &mut notes, cx);
            }
        });
    }
    Node::Choose { options, otherwise, notes, span }
}

fn option(pair: Pair, cx: &mut Context) -> Option<(Expr, Flow)> {
    let (mut when, mut then) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::when => when = expression::under(part, cx),
            Rule::flow_body => then = Some(flow(part, cx)),
            _ => {}
        }
    }
    Some((when?, then?))
}

fn parallel(pair: Pair, cx: &mut Context) -> Node {
    let span = cx.span(&pair);
    let (mut branches, mut notes) = (Vec::new(), Notes::default());
    for part in pair.into_inner().filter(|part| part.as_rule() == Rule::parallel_body) {
        item::block(part, Rule::parallel_body, cx, |part, cx| match part.as_rule() {
            Rule::branch => branches.push(branch(part, cx)),
            Rule::from | Rule::until => note::cite_dates(&part, &mut notes, cx),
            _ => {
                note::note(&part, &mut notes, cx);
            }
        });
    }
    Node::Parallel { branches, notes, span }
}

fn branch(pair: Pair, cx: &mut Context) -> Branch {
    let span = cx.span(&pair);
    let title = word::first_title(pair.clone(), cx);
    Branch { title, flow: process(pair, cx), span }
}

fn repeat(pair: Pair, cx: &mut Context) -> Node {
    let span = cx.span(&pair);
    let (mut limit, mut condition, mut body) = (None, None, Flow::default());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::repeat_limit => limit = times(part, cx),
            Rule::repeat_while => condition = expression::under(part, cx),
            Rule::flow_body => body = flow(part, cx),
            _ => {}
        }
    }
    Node::Repeat { limit, condition, body, span }
}

fn times(pair: Pair, cx: &mut Context) -> Option<At<u32>> {
    let number = pair.into_inner().find(|part| part.as_rule() == Rule::number)?;
    let value = quantity::small(&number, cx)?;
    Some(At { value, span: cx.span(&number) })
}

fn phase(pair: Pair, cx: &mut Context) -> Option<Phase> {
    let span = cx.span(&pair);
    let (mut name, mut title, mut within, mut counted_from) = (None, None, None, None);
    let (mut body, mut seen) = (Flow::default(), Seen::default());
    let doc = cx.doc(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => name = Some(word::name(&part, cx)),
            Rule::title => title = Some(word::title(&part, cx)),
            Rule::within | Rule::within_same_day if seen.first_as(Rule::within, &part, cx) => {
                within = Some(limit(part, cx));
            }
            Rule::counted_from if seen.first(&part, cx) => counted_from = procedure::counted_from(part, cx),
            Rule::flow_body => body = flow(part, cx),
            _ => {}
        }
    }
    body.notes.doc = doc;
    let name = name?;
    mistakes::statement::declared_in_process(&name, cx.sink());
    Some(Phase { name, title, within, counted_from, flow: body, span })
}

/// `within 2 hours`, `within same day before 15:00`.
fn limit(pair: Pair, cx: &mut Context) -> At<Limit> {
    if pair.as_rule() == Rule::within {
        return quantity::limit(pair, cx);
    }
    let span = cx.span(&pair);
    At { value: Limit::SameDay(quantity::before(pair, cx)), span }
}

/// `step X …`.
pub(super) fn step(pair: Pair, cx: &mut Context) -> Option<Step> {
    let (span, doc) = (cx.span(&pair), cx.doc(&pair));
    let name = word::first_name(pair.clone(), cx)?;
    mistakes::statement::declared_in_process(&name, cx.sink());
    if keywords::spelled_end(&name.text) {
        mistakes::clause::end_as_step(name.span, &name.text, cx.sink());
    }
    let mut step = empty(name);
    step.span = span;
    step.notes.doc = doc;
    let mut seen = Seen::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::title => step.title = Some(word::title(&part, cx)),
            Rule::step_body => {
                item::block(part, Rule::step_body, cx, |part, cx| say(&mut step, part, &mut seen, cx));
            }
            _ => say(&mut step, part, &mut seen, cx),
        }
    }
    Some(step)
}

/// A step of which only the name is known.
fn empty(name: Name) -> Step {
    Step {
        span: name.span,
        name,
        title: None,
        kinds: None,
        by: None,
        within: None,
        reads: Vec::new(),
        writes: Vec::new(),
        checks: Vec::new(),
        reactions: Vec::new(),
        jumps: Vec::new(),
        calls: None,
        signature: None,
        pauses: None,
        silence: None,
        effort: None,
        wait: None,
        rejects: None,
        discretion: None,
        batch: None,
        in_person: None,
        order_required: None,
        form: None,
        notes: Notes::default(),
    }
}

/// One clause or statement of a step.
fn say(step: &mut Step, part: Pair, seen: &mut Seen, cx: &mut Context) {
    match part.as_rule() {
        Rule::reads => step.reads.extend(reads(part, cx)),
        Rule::writes => step.writes.extend(writes(part, cx)),
        Rule::checks => step.checks.extend(word::names(part, cx)),
        Rule::reaction => step.reactions.extend(reaction(part, cx)),
        Rule::then | Rule::leads => step.jumps.extend(jump(part, cx)),
        Rule::from | Rule::until => note::cite_dates(&part, &mut step.notes, cx),
        Rule::kind => {
            if seen.first(&part, cx) {
                step.kinds = kinds(part, cx);
            }
        }
        Rule::by => {
            if seen.first(&part, cx) {
                let bodies = part.into_inner().find(|p| p.as_rule() == Rule::bodies);
                step.by = bodies.map(|bodies| procedure::bodies(bodies, cx));
            }
        }
        Rule::within | Rule::within_same_day => {
            if seen.first_as(Rule::within, &part, cx) {
                step.within = Some(limit(part, cx));
            }
        }
        _ if note::note(&part, &mut step.notes, cx) => {}
        Rule::kw_step | Rule::name => {}
        _ => {
            if seen.first(&part, cx) {
                say_once(step, part, cx);
            }
        }
    }
}

/// One of the statements that stand at most once in a step.
fn say_once(step: &mut Step, part: Pair, cx: &mut Context) {
    match part.as_rule() {
        Rule::calls => step.calls = word::first_name(part, cx),
        Rule::signature => step.signature = signature(part, cx),
        Rule::pauses => step.pauses = Some(cited(part, cx)),
        Rule::silence => {
            let agrees = part.clone().into_inner().any(|p| p.as_rule() == Rule::kw_silence_agrees);
            let silence = if agrees { Silence::Agreement } else { Silence::Refusal };
            step.silence = Some((silence, cited(part, cx)));
        }
        Rule::effort => step.effort = Some(measured_time(part, cx)),
        Rule::wait => step.wait = Some(measured_time(part, cx)),
        Rule::rejects => {
            let source = source(part.clone(), cx);
            step.rejects = Some(Measured { value: quantity::known_number(part, cx), source });
        }
        Rule::discretion => step.discretion = discretion(part, cx),
        Rule::batch => step.batch = batch(part, cx),
        Rule::in_person => {
            let because = part.clone().into_inner().find(|p| p.as_rule() == Rule::because);
            let because = because.and_then(|because| word::first_title(because, cx));
            step.in_person = Some((because, cited(part, cx)));
        }
        Rule::order_required => step.order_required = Some(cited(part, cx)),
        Rule::form => step.form = word::first_title(part, cx),
        _ => {}
    }
}

fn cited(pair: Pair, cx: &Context) -> Cited {
    Cited { span: cx.span(&pair), basis: procedure::basis(pair, cx) }
}

fn measured_time(pair: Pair, cx: &mut Context) -> Measured<crate::time::Duration> {
    let source = source(pair.clone(), cx);
    Measured { value: quantity::known_duration(pair, cx), source }
}

fn reads(pair: Pair, cx: &Context) -> Vec<Datum> {
    pair.into_inner()
        .filter(|part| part.as_rule() == Rule::datum)
        .filter_map(|part| part.into_inner().next())
        .map(|inner| match inner.as_rule() {
            Rule::kw_dossier => Datum::Dossier(cx.span(&inner)),
            _ => Datum::Name(word::name(&inner, cx)),
        })
        .collect()
}

fn writes(pair: Pair, cx: &Context) -> Vec<(Name, Option<Title>)> {
    let mut writes: Vec<(Name, Option<Title>)> = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::name => writes.push((word::name(&part, cx), None)),
            Rule::title => {
                if let Some((_, title)) = writes.last_mut() {
                    *title = Some(word::title(&part, cx));
                }
            }
            _ => {}
        }
    }
    writes
}

fn reaction(pair: Pair, cx: &mut Context) -> Option<Reaction> {
    let span = cx.span(&pair);
    let (mut on, mut then, mut basis) = (None, None, Vec::new());
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::trigger => on = trigger(part, cx),
            Rule::action => then = action(part, cx),
            Rule::basis => basis.extend(word::basis(part, cx)),
            _ => {}
        }
    }
    Some(Reaction { trigger: on?, action: then?, basis, span })
}

fn trigger(pair: Pair, cx: &mut Context) -> Option<Trigger> {
    let span = cx.span(&pair);
    let inner = pair.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::kw_incomplete => Trigger::Incomplete(span),
        Rule::kw_ineligible => Trigger::Ineligible(span),
        Rule::kw_late => Trigger::Late(span),
        _ => Trigger::When(expression::expr(inner, cx)?),
    })
}

fn action(pair: Pair, cx: &mut Context) -> Option<Action> {
    let inner = pair.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::ask => Action::Ask(ask(inner, cx)),
        _ => Action::Go(target(inner, cx)?),
    })
}

fn ask(pair: Pair, cx: &mut Context) -> Ask {
    let mut ask = Ask { times: None, within: None, otherwise: None, restarts: false, span: cx.span(&pair) };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_once => ask.times = Some(At { value: 1, span: cx.span(&part) }),
            Rule::number => {
                let value = quantity::small(&part, cx);
                ask.times = value.map(|value| At { value, span: cx.span(&part) });
            }
            Rule::within => ask.within = Some(quantity::known_duration(part, cx)),
            Rule::ending => ask.otherwise = ending(part, cx),
            Rule::kw_restarting => ask.restarts = true,
            _ => {}
        }
    }
    ask
}

fn jump(pair: Pair, cx: &mut Context) -> Option<Jump> {
    let span = cx.span(&pair);
    let (mut to, mut when, mut unless) = (None, None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::target => to = target(part, cx),
            Rule::when => when = expression::under(part, cx),
            Rule::unless => unless = expression::under(part, cx),
            _ => {}
        }
    }
    Some(Jump { to: to?, when, unless, span })
}

fn signature(pair: Pair, cx: &Context) -> Option<At<OrUnknown<Signature>>> {
    let (rule, span) = procedure::word_after(pair, cx)?;
    let value = match rule {
        Rule::kw_digital => OrUnknown::Known(Signature::Digital),
        Rule::kw_wet => OrUnknown::Known(Signature::Wet),
        _ => OrUnknown::Unknown,
    };
    Some(At { value, span })
}

fn discretion(pair: Pair, cx: &Context) -> Option<At<OrUnknown<Discretion>>> {
    let (rule, span) = procedure::word_after(pair, cx)?;
    let value = match rule {
        Rule::kw_none => OrUnknown::Known(Discretion::None),
        Rule::kw_bounded => OrUnknown::Known(Discretion::Bounded),
        Rule::kw_open => OrUnknown::Known(Discretion::Open),
        _ => OrUnknown::Unknown,
    };
    Some(At { value, span })
}

fn batch(pair: Pair, cx: &mut Context) -> Option<At<Batch>> {
    let span = cx.span(&pair);
    for part in pair.into_inner() {
        let value = match part.as_rule() {
            Rule::kw_daily => Batch::Daily,
            Rule::kw_weekly => Batch::Weekly,
            Rule::kw_monthly => Batch::Monthly,
            Rule::duration => Batch::Every(quantity::duration(part, cx)?.value),
            _ => continue,
        };
        return Some(At { value, span });
    }
    None
}

/// `None` where the kind is not said or `unknown`.
fn kinds(pair: Pair, cx: &Context) -> Option<Vec<At<StepKind>>> {
    let kinds: Vec<_> = pair
        .into_inner()
        .filter(|part| part.as_rule() == Rule::step_kind)
        .filter_map(|part| {
            let span = cx.span(&part);
            Some(At { value: step_kind(part.into_inner().next()?.as_rule())?, span })
        })
        .collect();
    (!kinds.is_empty()).then_some(kinds)
}

fn step_kind(rule: Rule) -> Option<StepKind> {
    Some(match rule {
        Rule::kw_kind_receive => StepKind::Receive,
        Rule::kw_kind_digitise => StepKind::Digitise,
        Rule::kw_kind_transfer => StepKind::Transfer,
        Rule::kw_kind_assign => StepKind::Assign,
        Rule::kw_kind_check => StepKind::Check,
        Rule::kw_kind_assess => StepKind::Assess,
        Rule::kw_kind_consult => StepKind::Consult,
        Rule::kw_kind_inspect => StepKind::Inspect,
        Rule::kw_kind_meet => StepKind::Meet,
        Rule::kw_kind_draft => StepKind::Draft,
        Rule::kw_kind_review => StepKind::Review,
        Rule::kw_kind_approve => StepKind::Approve,
        Rule::kw_kind_decide => StepKind::Decide,
        Rule::kw_kind_sign => StepKind::Sign,
        Rule::kw_kind_issue => StepKind::Issue,
        Rule::kw_kind_register => StepKind::Register,
        Rule::kw_kind_display => StepKind::Display,
        Rule::kw_kind_collect_fee => StepKind::CollectFee,
        Rule::kw_kind_await => StepKind::Await,
        Rule::kw_kind_return => StepKind::Return,
        Rule::kw_kind_notify => StepKind::Notify,
        Rule::kw_kind_archive => StepKind::Archive,
        _ => return None,
    })
}
