//! Which kinds of case there are as far as the dossier goes: papers that exclude each other are never counted together.

use crate::model::{Atom, Condition, FactType, Given, Procedure, Truth, Value};
use std::collections::BTreeSet;

/// Kinds of case that are told apart at most; what further facts would tell apart stays open.
const KINDS: usize = 512;

/// Every kind of case that these conditions tell apart, as far as choices and yes-or-no facts go.
pub(super) fn kinds<'c>(procedure: &Procedure, conditions: impl Iterator<Item = &'c Condition>) -> Vec<Given> {
    let mut atoms: BTreeSet<Atom> = BTreeSet::new();
    for condition in conditions {
        condition.atoms(&mut |atom, _| {
            atoms.insert(atom.clone());
        });
    }
    let mut all = vec![Given::new()];
    for atom in atoms {
        let Atom::Fact(fact) = &atom else { continue };
        let values: Vec<Value> = match &procedure.fact(*fact).kind {
            FactType::Truth => vec![Value::Truth(true), Value::Truth(false)],
            FactType::OneOf(choices) => (0..choices.len() as u32).map(Value::Choice).collect(),
            FactType::Number | FactType::Money(_) | FactType::Date => continue,
        };
        if values.is_empty() || all.len() * values.len() > KINDS {
            continue;
        }
        all = all
            .into_iter()
            .flat_map(|given| {
                let atom = atom.clone();
                values.iter().map(move |value| {
                    let mut given = given.clone();
                    given.insert(atom.clone(), value.clone());
                    given
                })
            })
            .collect();
    }
    all
}

/// Whether something with this condition may be asked in such a case.
pub(super) fn is_asked(when: Option<&Condition>, given: &Given) -> bool {
    when.is_none_or(|when| when.eval(given) != Truth::No)
}
