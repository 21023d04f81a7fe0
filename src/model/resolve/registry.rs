//! Turns the items of the registry (government, law, papers, delegations, glossary) into their resolved form.

use super::names::Resolver;
use crate::model::{
    Agency, Citation, Covers, Database, Delegation, DocumentType, Law, LawLink, LawRef, Level, Notes, Period, Place,
    Role, Term,
};
use crate::syntax::ast;

impl Resolver<'_> {
    /// Notes with their citations resolved.
    pub(super) fn notes(&mut self, notes: &ast::Notes) -> Notes {
        // Those of an allowance only support its reason, but they must exist too.
        for allow in &notes.allow {
            self.citations(&allow.basis);
        }
        Notes {
            doc: notes.doc.clone(),
            basis: self.citations(&notes.basis),
            allow: notes.allow.clone(),
            text: notes.text.clone(),
            unresolved: notes.unresolved.clone(),
        }
    }

    /// Citations with their instruments.
    pub(super) fn citations(&mut self, basis: &[ast::Basis]) -> Vec<Citation> {
        basis.iter().map(|basis| self.citation(basis)).collect()
    }

    fn citation(&mut self, basis: &ast::Basis) -> Citation {
        Citation {
            law: self.law_ref(&basis.law),
            pinpoint: basis.pinpoint.clone(),
            period: period(&basis.validity),
            span: basis.span,
        }
    }

    /// An instrument of the registry, or a quoted one.
    pub(super) fn law_ref(&mut self, law: &ast::NameOrTitle) -> LawRef {
        match law {
            ast::NameOrTitle::Name(name) => LawRef::Registered(self.find(name)),
            ast::NameOrTitle::Title(title) => LawRef::Quoted(title.clone()),
        }
    }

    pub(super) fn level(&mut self, item: &ast::Level) -> Level {
        Level {
            name: item.name.clone(),
            title: item.title.clone(),
            under: item.under.as_ref().map(|name| self.find(name)),
            replaced_by: self.find_all(&item.replaced_by),
            period: period(&item.validity),
            depth: None,
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn agency(&mut self, item: &ast::Agency) -> Agency {
        let roles: Vec<_> = item.roles.iter().map(role).collect();
        let names = roles.iter().map(|role| (&role.name, &role.period));
        super::versions::distinct(super::names::Noun::Role, names, self.out);
        Agency {
            name: item.name.clone(),
            title: item.title.clone(),
            level: item.level.as_ref().map(|name| self.find(name)),
            under: item.under.as_ref().map(|name| self.find(name)),
            replaced_by: self.find_all(&item.replaced_by),
            roles,
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn place(&mut self, item: &ast::Place) -> Place {
        let fact = |given: &ast::Given| match &given.subject {
            ast::GivenSubject::Fact(name) => Some((name.clone(), given.value.clone())),
            ast::GivenSubject::FoundIn(_) | ast::GivenSubject::Channel(_) => None,
        };
        Place {
            name: item.name.clone(),
            title: item.title.clone(),
            agency: item.agency.as_ref().map(|name| self.find(name)),
            under: item.under.as_ref().map(|name| self.find(name)),
            replaced_by: self.find_all(&item.replaced_by),
            given: item.given.iter().filter_map(fact).collect(),
            staff: Vec::new(),
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn law(&mut self, item: &ast::Law) -> Law {
        let links = item.links.iter().map(|link| LawLink {
            relation: link.relation,
            law: self.law_ref(&link.law),
            pinpoint: link.pinpoint.clone(),
            period: period(&link.validity),
            span: link.span,
        });
        Law {
            links: links.collect(),
            name: item.name.clone(),
            title: item.title.clone(),
            kind: item.kind.clone(),
            number: item.number.clone(),
            issued_by: self.find_all(&item.issued_by),
            issued_on: item.issued_on.clone(),
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn database(&mut self, item: &ast::Database) -> Database {
        Database {
            name: item.name.clone(),
            title: item.title.clone(),
            keeper: item.keeper.as_ref().map(|name| self.find(name)),
            published_from: item.published_from.clone(),
            answers: item.answers.clone(),
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn document_type(&mut self, item: &ast::DocumentType) -> DocumentType {
        let body = &item.body;
        DocumentType {
            name: item.name.clone(),
            title: item.title.clone(),
            kind: body.kind.clone(),
            form: body.form.clone(),
            issued_by: self.find_all(&body.issued_by),
            held_in: self.find_all(&body.held_in),
            states: body.states.clone(),
            personal: body.personal.clone(),
            sensitive: body.sensitive.clone(),
            valid: body.valid.clone(),
            synonyms: body.synonyms.clone(),
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn delegation(&mut self, item: &ast::Delegation) -> Delegation {
        let covers = item.covers.iter().map(|row| Covers {
            procedures: self.find_all(&row.procedures),
            fields: row.fields.clone(),
            when: row.when.clone(),
            span: row.span,
        });
        Delegation {
            covers: covers.collect(),
            kind: item.kind.clone(),
            title: item.title.clone(),
            from: self.body(&item.from),
            to: item.to.iter().map(|body| self.body(body)).collect(),
            instrument: item.instrument.as_ref().map(|basis| self.citation(basis)),
            no_redelegation: item.no_redelegation,
            requirements: item.requirements.clone(),
            at: self.find_all(&item.at),
            within: self.find_all(&item.within),
            period: period(&item.validity),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }

    pub(super) fn term(&mut self, item: &ast::Term) -> Term {
        Term {
            name: item.name.clone(),
            plain: item.plain.clone(),
            synonyms: item.synonyms.clone(),
            notes: self.notes(&item.notes),
            span: item.span,
        }
    }
}

/// The days of a validity.
pub(super) fn period(validity: &ast::Validity) -> Period {
    Period { from: validity.from.clone(), until: validity.until.clone() }
}

fn role(role: &ast::Role) -> Role {
    Role {
        name: role.name.clone(),
        title: role.title.clone(),
        receives: role.receives,
        signs: role.signs,
        decides: role.decides,
        period: period(&role.validity),
    }
}
