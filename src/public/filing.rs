//! What can be asked of a way of filing and of a row of a fee.

use super::{Field, Item, Kind, TEXTS, Value, cited, day, fields, hundredths, maybe, text, words};
use crate::model::{Currency, FeeAmount};

pub(super) static CHANNEL: &[Field] = fields! { Item::Channel(facts, channel) =>
    "kind": Kind::Word(words::CHANNELS), "\"online\"", "which", "cách thức nộp",
        text(words::channel(channel.kind.value));
    "scope": Kind::Word(words::SCOPES), "\"partial\"", "how far it goes online", "mức độ trực tuyến",
        maybe(channel.scope.as_ref().map(|scope| words::scope(scope.value)));
    "because": Kind::Text, "\"phải kiểm tra thực địa\"", "why it is only partial", "lý do chỉ trực tuyến một phần",
        maybe(channel.because.as_ref().map(|because| because.text.as_str()));
    "starts": Kind::Date, "\"2026-01-01\"", "the first day on which it is open", "ngày bắt đầu áp dụng",
        day(channel.period.from.as_ref().map(|from| from.value));
    "ends": Kind::Date, "\"2026-12-31\"", "the last day on which it is open", "ngày cuối áp dụng",
        day(channel.period.until.as_ref().map(|until| until.value));
    "basis": TEXTS, "[\"ND-123-2015\"]", "the instruments that it cites", "căn cứ pháp lý",
        cited(&channel.basis);
};

pub(super) static FEE: &[Field] = fields! { Item::Fee(facts, fee, row) =>
    "kind": Kind::Word(words::FEE_KINDS), "\"charge\"", "fee (phí) or charge (lệ phí)", "phí (`fee`) hay lệ phí (`charge`)",
        text(words::fee_kind(fee.kind));
    "title": Kind::Text, "\"Lệ phí hộ tịch\"", "its title", "tên phí, lệ phí",
        maybe(fee.title.as_ref().map(|title| title.text.as_str()));
    "amount": Kind::Number("VND", "đồng"), "15000", "how much, where it is a sum in VND", "mức thu, nếu là số tiền đồng",
        match row.amount.value { FeeAmount::Money(money) if money.currency == Currency::Vnd => hundredths(Some(money.hundredths), 100), _ => Value::Absent };
    "set_by": Kind::Text, "\"province-pc\"", "the agency that sets it, where one does", "cơ quan quy định mức thu",
        match &row.amount.value { FeeAmount::SetBy(agency) => text(&agency.name.text), _ => Value::Absent };
    "conditional": Kind::Truth, "false", "whether it is asked only in some cases", "chỉ thu trong một số trường hợp",
        Value::Truth(row.row.when.is_some());
    "at_filing": Kind::Truth, "true", "whether it is paid with the application, not at a later step", "nộp ngay khi nộp hồ sơ",
        Value::Truth(row.at_step.is_none());
    "basis": TEXTS, "[\"NQ-08-2021-HDND\"]", "the instruments that it cites", "căn cứ pháp lý",
        if row.row.basis.is_empty() { cited(&fee.notes.basis) } else { cited(&row.row.basis) };
};
