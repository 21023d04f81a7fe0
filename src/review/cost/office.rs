//! What working a case costs the administration: stated working time only, never the time a step may take.

use super::{Account, Part, Prices, Range};
use crate::analysis::Facts;
use crate::base::Text;
use crate::model::OrUnknown;

/// The account of one case along its longest way.
pub(super) fn account(facts: &Facts<'_>, prices: &Prices<'_>) -> Account {
    let mut account = Account::default();
    let Some(process) = &facts.procedure.process else {
        account.lacks(crate::text!(en: "the internal process", vi: "quy trình nội bộ"));
        return account;
    };
    let longest: std::collections::BTreeSet<_> = facts.critical_path().step_ids().collect();
    for id in process.ids() {
        let step = process.step(id);
        if step.by_applicant() {
            continue;
        }
        let shown = step.shown();
        let effort = match step.effort.as_ref().map(|effort| effort.value) {
            Some(OrUnknown::Known(effort)) => effort.work_time(),
            _ => None,
        };
        let Some(effort) = effort else {
            account.lacks(
                crate::text!(en: "the working time of “{shown}”", vi: "thời gian làm việc thực tế ở bước “{shown}”"),
            );
            continue;
        };
        let hours = (effort.hundredths() + 30).div_euclid(60);
        let base = if longest.contains(&id) { hours } else { 0 };
        let hours = Range { low: base, base, high: hours };
        prices.add_hours(&mut account, (Part::Office, Text::same(shown)), (hours, Range::default()), "hourly-pay");
    }
    account
}
