//! The fields of forms: what the applicant states at filing, and what each step finds; in the words of the engine.

use super::dialect::Form;
use super::expression::variable;
use super::process::Model;
use crate::base::Xml;
use crate::drawing::{Guard, Outcome, ascii};
use crate::model::{Atom, ChannelKind, Fact, FactId, FactOrigin, FactType, StepId, shown};

/// A field.
struct Field {
    id: String,
    label: String,
    kind: &'static str,
    /// Its values with their labels, if it is one of several.
    values: Vec<(String, String)>,
}

impl Model<'_> {
    /// The facts that the applicant states, and how the dossier was filed.
    pub(super) fn start_form(&self, xml: &mut Xml) {
        let asked = self.variables();
        let called = self.calls.values().flat_map(|call| &call.asks).copied();
        let mut fields: Vec<Field> = Vec::new();
        for procedure in std::iter::once(self.procedure).chain(called) {
            let facts = procedure.facts.iter().enumerate();
            let stated = facts.filter(|(_, fact)| fact.origin == FactOrigin::Applicant);
            for (index, fact) in stated {
                let id = variable(&Atom::Fact(FactId(index as u32)), procedure);
                // What both ask for is stated once.
                if asked.contains_key(&id) && fields.iter().all(|known| known.id != id) {
                    fields.push(field(id, fact));
                }
            }
        }
        if asked.contains_key("channel") {
            let kinds =
                [("counter", ChannelKind::Counter), ("post", ChannelKind::Post), ("online", ChannelKind::Online)];
            let open =
                kinds.iter().filter(|(_, kind)| self.procedure.channels.iter().any(|own| own.kind.value == *kind));
            let values = open.map(|(word, _)| ((*word).to_owned(), (*word).to_owned())).collect();
            fields.push(Field { id: "channel".to_owned(), label: "channel".to_owned(), kind: "enum", values });
        }
        if self.dialect.form != Form::None && !fields.is_empty() {
            xml.open("extensionElements", &[]);
            self.fields(xml, &fields);
            xml.close();
        }
    }

    /// What a step finds: whether the dossier is complete and the applicant eligible, and the facts that it states.
    pub(super) fn task_form(&self, xml: &mut Xml, step: StepId) {
        let mut fields = Vec::new();
        let finds =
            |outcome: Outcome| self.chart.arrows.iter().any(|arrow| arrow.guard == Guard::Outcome(step, outcome));
        let words = [(finds(Outcome::Incomplete), "incomplete"), (finds(Outcome::Ineligible), "ineligible")];
        if words.iter().any(|(found, _)| *found) {
            let found = words.iter().filter(|(found, _)| *found).map(|(_, word)| *word);
            let values = std::iter::once("ok").chain(found).map(|word| (word.to_owned(), word.to_owned())).collect();
            let id = self.outcome_variable(step);
            fields.push(Field { label: id.clone(), id, kind: "enum", values });
        }
        for (index, fact) in self.procedure.facts.iter().enumerate() {
            if matches!(&fact.origin, FactOrigin::FoundBy(Some(by), _) if *by == step) {
                fields.push(field(variable(&Atom::Fact(FactId(index as u32)), self.procedure), fact));
            }
        }
        self.fields(xml, &fields);
    }

    fn fields(&self, xml: &mut Xml, fields: &[Field]) {
        let prefix = self.dialect.prefix;
        let (outer, element, label) = match self.dialect.form {
            Form::Data if !fields.is_empty() => (Some("formData"), "formField", "label"),
            Form::Property => (None, "formProperty", "name"),
            _ => return,
        };
        if let Some(outer) = outer {
            xml.open(&format!("{prefix}:{outer}"), &[]);
        }
        for field in fields {
            let name = format!("{prefix}:{element}");
            xml.open(&name, &[("id", &field.id), (label, &field.label), ("type", field.kind)]);
            for (id, shown) in &field.values {
                xml.empty(&format!("{prefix}:value"), &[("id", id), ("name", shown)]);
            }
            xml.close();
        }
        if outer.is_some() {
            xml.close();
        }
    }
}

fn field(id: String, fact: &Fact) -> Field {
    let label = shown(&fact.name, fact.title.as_ref()).to_owned();
    let (kind, values) = match &fact.kind {
        FactType::Truth => ("boolean", Vec::new()),
        FactType::Number | FactType::Money(_) => ("long", Vec::new()),
        // A day is compared as a text: `2026-11-21`.
        FactType::Date => ("string", Vec::new()),
        FactType::OneOf(choices) => {
            let value = |(name, title): &(crate::model::Name, Option<crate::model::Title>)| {
                (ascii(&name.text), title.as_ref().map_or(&name.text, |title| &title.text).clone())
            };
            ("enum", choices.iter().map(value).collect())
        }
    };
    Field { id, label, kind, values }
}
