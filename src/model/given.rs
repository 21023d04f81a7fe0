//! What is known of one case: given facts, checked against their types, with those that the place answers.

use super::resolve::{Misfit, Noun, Resolver, channel, condition_in, fit, guess, with_names};
use super::{Atom, Catalogue, Condition, Fact, FactId, FactOrigin, Given, Name, Place, Procedure, Value};
use crate::base::{Sink, similar};
use crate::syntax::ast::{self, GivenSubject};

/// The facts of a case: those `written` (of an example, or typed by a user), and of the place those that the procedure
/// takes from it and that are not written. A value written `unknown` stays unknown. Unknown names and values that do not
/// fit are reported.
pub fn given(
    catalogue: &Catalogue,
    procedure: &Procedure,
    written: &[ast::Given],
    place: Option<&Place>,
    out: &mut Sink,
) -> Given {
    let mut given = place.map(|place| of_place(procedure, place)).unwrap_or_default();
    with_names(catalogue, out, |resolver| {
        for one in written {
            let Some((atom, value)) = atom(resolver, procedure, one) else { continue };
            match value {
                Some(value) => given.insert(atom, value),
                None => given.remove(&atom),
            };
        }
    });
    given
}

/// The condition of a delegation ([`Covers`](super::Covers)), typed with the facts of a procedure that it covers. What is
/// wrong with it has been reported.
pub fn condition_of(catalogue: &Catalogue, procedure: &Procedure, written: &ast::Expr) -> Condition {
    let mut condition = Condition::Broken(procedure.span);
    with_names(catalogue, &mut Sink::default(), |resolver| condition = condition_in(resolver, procedure, written));
    condition
}

/// What a place answers of the facts that a procedure takes from it. Values that do not fit have been reported.
pub fn of_place(procedure: &Procedure, place: &Place) -> Given {
    let asked = procedure.facts.iter().enumerate().filter(|(_, fact)| fact.origin == FactOrigin::Place);
    asked
        .filter_map(|(index, fact)| {
            let key = similar::key(&fact.name.text);
            let (_, value) = place.given.iter().find(|(name, _)| similar::key(&name.text) == key)?;
            Some((Atom::Fact(FactId(index as u32)), fit(fact, value).ok()?))
        })
        .collect()
}

/// One given fact; an inner `None` is a value that is not known.
fn atom(resolver: &mut Resolver<'_>, procedure: &Procedure, given: &ast::Given) -> Option<(Atom, Option<Value>)> {
    let unknown = given.value.value == ast::Value::Unknown;
    let (atom, value) = match &given.subject {
        GivenSubject::Fact(name) => {
            let (id, fact) = fact(resolver, procedure, name)?;
            (Atom::Fact(id), fit(fact, &given.value))
        }
        GivenSubject::FoundIn(name) => {
            let key = resolver.database_key(name)?;
            let value = match given.value.value {
                ast::Value::Truth(found) => Ok(Value::Truth(found)),
                _ => Err(Misfit::new(
                    given.value.span,
                    crate::text!(en: "a database answers `yes` or `no`", vi: "cơ sở dữ liệu trả lời `có` hoặc `không`"),
                )),
            };
            (Atom::Found(key), value)
        }
        GivenSubject::Channel(_) => (Atom::Channel, channel(&given.value)),
    };
    if unknown {
        return Some((atom, None));
    }
    match value {
        Ok(value) => Some((atom, Some(value))),
        Err(misfit) => {
            misfit.report(resolver);
            None
        }
    }
}

fn fact<'p>(resolver: &mut Resolver<'_>, procedure: &'p Procedure, name: &Name) -> Option<(FactId, &'p Fact)> {
    let key = similar::key(&name.text);
    let found = procedure.facts.iter().position(|fact| similar::key(&fact.name.text) == key);
    if found.is_none() {
        let guess = guess(&name.text, procedure.facts.iter().map(|fact| fact.name.text.as_str()));
        resolver.unresolved(Noun::Fact, name, guess);
    }
    found.map(|index| (FactId(index as u32), &procedure.facts[index]))
}
