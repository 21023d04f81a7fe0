//! Types conditions: every fact and register is looked up, every test must fit its fact.

use super::names::Resolver;
use super::procedure::Scope;
use super::value::{channel_test, currency_of, fact_test};
use crate::model::{Atom, Condition, Database, FactType, Procedure, Ref};
use crate::syntax::ast;

/// When a condition is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Use {
    /// Whenever its facts are known; until then the answer stays open.
    Open,
    /// At filing.
    Filing,
    /// In the process, when so many of its first steps may have been worked.
    After(u32),
}

/// The condition of a delegation, typed with the facts of a procedure that it covers.
pub(in crate::model) fn condition_in(
    resolver: &mut Resolver<'_>,
    procedure: &Procedure,
    expr: &ast::Expr,
) -> Condition {
    let mut scope = Scope::new(resolver, super::Overlay::default());
    for fact in &procedure.facts {
        scope.enter_fact(fact.clone());
    }
    scope.condition(expr, Use::Open)
}

impl Scope<'_, '_> {
    /// The condition of a row: `unless` is turned round.
    pub(super) fn guard(&mut self, when: Option<&ast::Expr>, unless: Option<&ast::Expr>, at: Use) -> Option<Condition> {
        let when = when.map(|expr| self.condition(expr, at));
        let unless = unless.map(|expr| Condition::Not(Box::new(self.condition(expr, at))));
        match (when, unless) {
            (Some(when), Some(unless)) => Some(Condition::All(vec![when, unless])),
            (one, other) => one.or(other),
        }
    }

    /// The typed form of a condition.
    pub(super) fn condition(&mut self, expr: &ast::Expr, at: Use) -> Condition {
        match expr {
            ast::Expr::And(parts) => Condition::All(parts.iter().map(|part| self.condition(part, at)).collect()),
            ast::Expr::Or(parts) => Condition::Any(parts.iter().map(|part| self.condition(part, at)).collect()),
            ast::Expr::Not(inner, _) => Condition::Not(Box::new(self.condition(inner, at))),
            ast::Expr::Found(name) => {
                let database: Ref<Database> = self.resolver.find(name);
                if database.id.is_some() { Condition::found(&database) } else { Condition::Broken(name.span) }
            }
            ast::Expr::Test(comparison) => self.comparison(comparison, at),
        }
    }

    fn comparison(&mut self, comparison: &ast::Comparison, at: Use) -> Condition {
        let span = comparison.span;
        let (atom, result) = match &comparison.subject {
            ast::Subject::Channel(subject) => (Atom::Channel, channel_test(*subject, comparison.test.as_ref())),
            ast::Subject::Fact(name) => {
                let Some(id) = self.fact(name) else { return Condition::Broken(span) };
                self.timely(id, name, at);
                let fact = &mut self.facts[id.0 as usize];
                if let FactType::Money(currency @ None) = &mut fact.kind {
                    *currency = comparison.test.as_ref().and_then(currency_of);
                }
                (Atom::Fact(id), fact_test(fact, name, comparison.test.as_ref()))
            }
        };
        match result {
            Ok(test) => {
                let condition = Condition::Test { atom, test, span };
                match comparison.test {
                    Some(ast::Test::IsNot(_)) => Condition::Not(Box::new(condition)),
                    _ => condition,
                }
            }
            Err(misfit) => {
                misfit.report(self.resolver);
                Condition::Broken(span)
            }
        }
    }
}
