//! Stated numbers, compared and shown exactly: rounding is allowed as far as the stated decimals reach, and no further.

use crate::base::Text;
use crate::model::Number;

/// An amount in millionths, exact.
pub(super) fn millionths(number: Number) -> i128 {
    let missing = 6u32.saturating_sub(number.scale.into());
    i128::from(number.mantissa) * 10i128.pow(missing)
}

/// Half of the last stated decimal, in millionths; nothing for a whole number, which is a count.
pub(super) fn slack(number: Number) -> i128 {
    if number.scale == 0 { 0 } else { half(number) }
}

/// Half a unit of the last stated place, in millionths.
pub(super) fn half(number: Number) -> i128 {
    10i128.pow(6u32.saturating_sub(number.scale.into())) / 2
}

/// Whether a share in per cent, as stated, is `part` of `whole` (both in millionths), rounded as it is written.
pub(super) fn is_rounded(rate: Number, part: i128, whole: i128) -> bool {
    let scale = 10i128.pow(rate.scale.into());
    2 * (100 * part * scale - i128::from(rate.mantissa) * whole).abs() <= whole
}

/// The share of `part` in `whole` in per cent, with so many decimals.
pub(super) fn share(part: i128, whole: i128, decimals: u8) -> Text {
    let scale = 10i128.pow(decimals.into());
    let twice = 200 * part * scale / whole;
    let rounded = twice / 2 + twice % 2;
    plain(rounded, decimals)
}

/// An amount in millionths as either language writes it: `6,029`, `6.029`; decimals that are nothing are left out.
pub(super) fn amount(millionths: i128) -> Text {
    let mut decimals = 6u8;
    let mut rest = millionths;
    while decimals > 0 && rest % 10 == 0 {
        rest /= 10;
        decimals -= 1;
    }
    plain(rest, decimals)
}

/// A number with so many decimals, its whole part in groups of three.
fn plain(mantissa: i128, decimals: u8) -> Text {
    let sign = if mantissa < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = usize::from(decimals) + 1);
    let (whole, rest) = digits.split_at(digits.len() - usize::from(decimals));
    let grouped = |mark: char| {
        let mut shown = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                shown.push(mark);
            }
            shown.push(digit);
        }
        shown
    };
    let (english, vietnamese) = (grouped(','), grouped('.'));
    if rest.is_empty() {
        return crate::text!(en: "{sign}{english}", vi: "{sign}{vietnamese}");
    }
    crate::text!(en: "{sign}{english}.{rest}", vi: "{sign}{vietnamese},{rest}")
}
