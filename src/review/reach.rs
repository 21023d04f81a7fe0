//! How far a review reaches: how many procedures get a proposal about their steps, about their papers, or only questions.

use super::change::Change;
use super::propose::Proposal;
use super::rewrite;
use crate::base::{Diagnostic, Text};
use crate::pipeline::Checked;
use std::collections::BTreeSet;

/// Numbers of procedures in force among those that were reviewed. Proposals that the gate refuses do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// All of them.
    pub procedures: u32,
    /// Those whose internal process is known: no other can get a proposal about steps.
    pub with_process: u32,
    /// With a proposal about steps.
    pub steps: u32,
    /// With a proposal about papers.
    pub papers: u32,
    /// With both.
    pub both: u32,
    /// With proposals about other things only: channels, fees, results, acts, wording, time limits.
    pub others: u32,
    /// Without a proposal, but with a finding that needs a person's thought, or a rule with a rewrite that lacks a fact.
    pub questions: u32,
    /// With nothing of all that.
    pub nothing: u32,
}

impl Reach {
    pub(super) fn of(
        checked: &Checked,
        proposals: &[Proposal],
        by_hand: &[Diagnostic],
        wanted: impl Fn(&str) -> bool,
    ) -> Self {
        let with = |is: fn(&Change) -> bool| -> BTreeSet<&str> {
            let safe = proposals.iter().filter(|proposal| proposal.is_safe() && proposal.changes.iter().any(is));
            safe.map(|proposal| proposal.procedure.as_str()).collect()
        };
        let (steps, papers, any) = (with(Change::is_about_steps), with(Change::is_about_papers), with(|_| true));
        let rules: BTreeSet<&str> = rewrite::codes().collect();
        let lacking = checked.unknowns.iter().filter(|unknown| rules.contains(unknown.code.id()));
        let questions: BTreeSet<&str> = by_hand
            .iter()
            .filter_map(|finding| finding.procedure.as_deref())
            .chain(lacking.filter_map(|unknown| unknown.procedure.as_deref()))
            .collect();
        let mut reach = Self::default();
        for entry in checked.catalogue.in_force(checked.as_of) {
            let code = entry.base.name.text.as_str();
            if !wanted(code) {
                continue;
            }
            reach.procedures += 1;
            reach.with_process += u32::from(entry.views().any(|view| view.process.is_some()));
            let (steps, papers) = (steps.contains(code), papers.contains(code));
            reach.steps += u32::from(steps);
            reach.papers += u32::from(papers);
            reach.both += u32::from(steps && papers);
            if !any.contains(code) {
                let asks = questions.contains(code);
                reach.questions += u32::from(asks);
                reach.nothing += u32::from(!asks);
            } else if !steps && !papers {
                reach.others += 1;
            }
        }
        reach
    }

    /// All numbers in one sentence.
    pub fn text(&self) -> Text {
        let Self { procedures, with_process, steps, papers, both, others, questions, nothing } = self;
        crate::text!(
            en: "of {procedures} procedures ({with_process} with a known process) {steps} get a proposal about their steps, {papers} about their papers ({both} about both), {others} about other things only; {questions} get only questions, {nothing} nothing",
            vi: "trong {procedures} thủ tục ({with_process} thủ tục đã có quy trình), {steps} thủ tục có phương án về các bước, {papers} thủ tục có phương án về thành phần hồ sơ ({both} thủ tục có cả hai), {others} thủ tục chỉ có phương án về nội dung khác; {questions} thủ tục chỉ có câu hỏi cần làm rõ, {nothing} thủ tục không có nội dung nào"
        )
    }
}
