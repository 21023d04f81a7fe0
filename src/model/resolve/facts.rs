//! The facts of a procedure: declares them, finds them by name, and sees that none is used before it is known.

use super::condition::Use;
use super::names::{Noun, guess};
use super::procedure::Scope;
use crate::base::similar;
use crate::code;
use crate::model::{Fact, FactId, FactOrigin, FactType, Name, StepId};
use crate::syntax::ast::{self, StatementKind};

code! {
    /// ## What it does
    /// Finds a fact that a step establishes (`found by`) and that is used before that step: earlier in the process, or
    /// to decide what is handed in at filing.
    /// ## Why it matters
    /// At that moment nobody can know the answer.
    /// ## Nội dung
    /// Tìm thông tin do một bước xác định (`xác định tại`) nhưng được dùng trước bước đó: sớm hơn trong quy trình, hoặc
    /// để quyết định thành phần hồ sơ khi nộp.
    /// ## Vì sao
    /// Vào lúc đó chưa ai biết câu trả lời.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact visit yes/no "Cần kiểm tra thực tế" found by check
    ///   process {
    ///     if visit {
    ///       step inspect
    ///     }
    ///     step check
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Đăng ký" {
    ///   fact visit yes/no "Cần kiểm tra thực tế" found by check
    ///   process {
    ///     step check
    ///     if visit {
    ///       step inspect
    ///     }
    ///   }
    /// }
    /// ```
    pub(super) static TOO_EARLY = "names/too-early", Error,
        en: "a fact used before it is known", vi: "thông tin dùng trước khi được xác định";
}

impl Scope<'_, '_> {
    /// Enters the facts that statements declare.
    pub(super) fn declare_facts(&mut self, statements: &[ast::Statement]) {
        for statement in statements {
            let StatementKind::Fact(fact) = &statement.kind else { continue };
            let kind = self.fact_type(&fact.kind);
            let origin = match &fact.origin {
                ast::FactOrigin::Applicant => FactOrigin::Applicant,
                ast::FactOrigin::Place => FactOrigin::Place,
                ast::FactOrigin::FoundBy(step) => FactOrigin::FoundBy(self.step(step), step.clone()),
            };
            let basis = self.resolver.citations(&fact.basis);
            self.enter_fact(Fact { name: fact.name.clone(), kind, title: fact.title.clone(), origin, basis });
        }
    }

    /// Enters a fact.
    pub(super) fn enter_fact(&mut self, fact: Fact) {
        let id = FactId(self.facts.len() as u32);
        self.fact_ids.entry(similar::key(&fact.name.text)).or_insert(id);
        self.facts.push(fact);
    }

    fn fact_type(&mut self, kind: &ast::FactType) -> FactType {
        match kind {
            ast::FactType::Truth => FactType::Truth,
            ast::FactType::Number => FactType::Number,
            ast::FactType::Money => FactType::Money(None),
            ast::FactType::Date => FactType::Date,
            ast::FactType::OneOf(choices) => {
                self.once(Noun::Value, choices.iter().map(|choice| &choice.name));
                FactType::OneOf(choices.iter().map(|choice| (choice.name.clone(), choice.title.clone())).collect())
            }
        }
    }

    /// The fact of a name.
    pub(super) fn fact(&mut self, name: &Name) -> Option<FactId> {
        let id = self.fact_ids.get(&similar::key(&name.text)).copied();
        if id.is_none() {
            let guess = guess(&name.text, self.facts.iter().map(|fact| fact.name.text.as_str()));
            self.resolver.unresolved(Noun::Fact, name, guess);
        }
        id
    }

    /// Reports a fact that cannot be known yet.
    pub(super) fn timely(&mut self, id: FactId, name: &Name, at: Use) {
        let FactOrigin::FoundBy(Some(StepId(found)), step) = &self.facts[id.0 as usize].origin else { return };
        let (known, help) = match at {
            Use::Open => return,
            Use::Filing => (
                false,
                crate::text!(
                    en: "add `at step` to what is handed in later than filing",
                    vi: "ghi `tại bước` cho giấy tờ nộp sau khi nộp hồ sơ"
                ),
            ),
            Use::After(steps) => (
                *found < steps || self.jumps || self.unordered.iter().any(|range| range.contains(found)),
                crate::text!(
                    en: "move the step `{}` before this place", vi: "chuyển bước `{}` lên trước chỗ này", step.text
                ),
            ),
        };
        if !known {
            let (fact, step_text, declared) = (&name.text, &step.text, step.span);
            let message = crate::text!(
                en: "`{fact}` is not known before the step `{step_text}`",
                vi: "`{fact}` chưa được xác định trước bước `{step_text}`"
            );
            let finding = self.resolver.out.report(&TOO_EARLY, name.span, message).help(help);
            finding.label(declared, crate::text!(en: "found by this step", vi: "do bước này xác định"));
        }
    }
}
