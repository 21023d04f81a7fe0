//! The parameters that hold on a day, and hours turned into money. Alone knows that parameters are in hundredths.

use super::{Account, Line, Part, Range};
use crate::base::Text;
use crate::config::Cost;
use crate::time::Date;

/// The cost parameters of a catalogue as of a day.
#[derive(Debug, Clone, Copy)]
pub struct Prices<'a> {
    all: &'a [Cost],
    day: Date,
}

/// What a line of an account is made of.
pub(super) struct Work<'w> {
    pub(super) part: Part,
    pub(super) what: Text,
    /// How often in one case.
    pub(super) count: Range,
    /// The parameter of its time, if it takes any.
    pub(super) hours: Option<&'w str>,
    /// The parameter of what is bought, if anything is.
    pub(super) paid: Option<&'w str>,
}

impl<'a> Prices<'a> {
    /// Those of a catalogue's settings that hold on a day.
    pub fn on(all: &'a [Cost], day: Date) -> Self {
        Self { all, day }
    }

    /// The parameter of a name.
    pub fn get(&self, name: &str) -> Option<&'a Cost> {
        Cost::on(self.all, name, self.day)
    }

    /// Every parameter that holds, in the order of the catalogue.
    pub fn in_force(&self) -> impl Iterator<Item = &'a Cost> {
        let prices = *self;
        self.all.iter().filter(move |cost| prices.get(&cost.name.text) == Some(*cost))
    }

    /// Adds a line where every parameter is known, else says which is missing.
    pub(super) fn add(&self, account: &mut Account, work: Work<'_>) {
        let mut parameter = |name: &str| {
            let found = self.get(name).map(|cost| Range { low: cost.low, base: cost.base, high: cost.high });
            if found.is_none() {
                account.lacks(crate::text!(en: "the cost parameter `{name}`", vi: "tham số chi phí `{name}`"));
            }
            found
        };
        let hours = work.hours.map_or(Some(Range::default()), &mut parameter);
        let paid = work.paid.map_or(Some(Range::default()), &mut parameter);
        let (Some(hours), Some(paid)) = (hours, paid) else { return };
        let line = hours.scaled(work.count, 1).zip(paid.scaled(work.count, 100));
        match line {
            Some((hours, paid)) => self.add_hours(account, (work.part, work.what), (hours, paid), "hourly-income"),
            None => account.lacks(too_large(&work.what)),
        }
    }

    /// Adds a line of so many hundredths of hours and so many đồng, the hours at the price of an hour.
    pub(super) fn add_hours(
        &self,
        account: &mut Account,
        (part, what): (Part, Text),
        (hours, paid): (Range, Range),
        wage: &str,
    ) {
        let price =
            if hours == Range::default() { Some((0, 0, 0)) } else { self.get(wage).map(|c| (c.low, c.base, c.high)) };
        let Some((low, base, high)) = price else {
            account.lacks(crate::text!(en: "the cost parameter `{wage}`", vi: "tham số chi phí `{wage}`"));
            return;
        };
        match hours.scaled(Range { low, base, high }, 10_000).and_then(|work| work.plus(paid)) {
            Some(amount) => account.lines.push(Line { part, what, hours, paid, amount, when: None }),
            None => account.lacks(too_large(&what)),
        }
    }
}

fn too_large(what: &Text) -> Text {
    let Text { en, vi } = what;
    crate::text!(en: "a sum that can be written for “{en}”", vi: "giá trị tính được cho “{vi}” (số quá lớn)")
}

impl Range {
    /// Times another one, divided by `by` and rounded to the nearest.
    fn scaled(self, other: Self, by: i128) -> Option<Self> {
        let one = |a: i64, b: i64| i64::try_from((i128::from(a) * i128::from(b) + by / 2).div_euclid(by)).ok();
        Some(Self {
            low: one(self.low, other.low)?,
            base: one(self.base, other.base)?,
            high: one(self.high, other.high)?,
        })
    }
}
