//! Which kinds of value may be compared with which, and what is said of those that may not.

use super::expression::{Expr, Order};
use super::read::{Reader, Typed};
use crate::base::{Text, similar};
use crate::public::Kind;
use crate::time::Date;
use minijinja::machinery::ast;
use std::ops::Range;

/// A typed side of a comparison, and where it is written.
pub(super) type Side<'e, 's> = ((Expr, Kind), &'e ast::Expr<'s>);

impl Reader<'_> {
    /// Whether two numbers may be added or compared; a plain number fits every unit.
    pub(super) fn units_fit(&mut self, one: Kind, other: Kind, at: Range<usize>) -> bool {
        let (Kind::Number(a, a_vi), Kind::Number(b, b_vi)) = (one, other) else { return true };
        if a == b || a.is_empty() || b.is_empty() {
            return true;
        }
        let message = crate::text!(
            en: "{a} are compared with {b} here", vi: "ở đây {a_vi} được so với {b_vi}"
        );
        let help = crate::text!(
            en: "use fields of one unit; a working day has 8 working hours",
            vi: "dùng các trường cùng đơn vị; một ngày làm việc có 8 giờ làm việc"
        );
        self.wrong(at, message, Some(help));
        false
    }

    pub(super) fn compare(&mut self, order: Order, a: Side<'_, '_>, b: Side<'_, '_>) -> Typed {
        let ((left, one), (right, other)) = (a.0, b.0);
        self.fit(order, (one, a.1), (other, &right, b.1))?;
        self.fit(order, (other, b.1), (one, &left, a.1))?;
        Some((Expr::Compare(order, Box::new(left), Box::new(right)), Kind::Truth))
    }

    /// Whether a value of one kind can be compared with an expression; a word or day is checked letter by letter.
    pub(super) fn fit(
        &mut self,
        order: Order,
        (kind, place): (Kind, &ast::Expr<'_>),
        (other, against, at): (Kind, &Expr, &ast::Expr<'_>),
    ) -> Option<()> {
        let fits = match (kind, other) {
            (Kind::Number(..), Kind::Number(..)) => {
                let at = self.at(place).start..self.at(at).end.max(self.at(place).start);
                return self.units_fit(kind, other, at).then_some(());
            }
            (Kind::Date | Kind::Text, Kind::Date) => true,
            (Kind::Date, Kind::Text) => return self.is_day(against, at),
            (Kind::Word(words), Kind::Text) => {
                self.is_word(words, against, at)?;
                !order.needs_order()
            }
            (Kind::Truth, Kind::Truth) | (Kind::Text | Kind::Word(_), Kind::Text | Kind::Word(_)) => {
                !order.needs_order()
            }
            _ => false,
        };
        if fits {
            return Some(());
        }
        let (a, b) = (named(kind), named(other));
        let message = Text {
            en: format!("{} cannot be compared with {} like this", a.en, b.en),
            vi: format!("không so sánh được {} với {} theo cách này", a.vi, b.vi),
        };
        let help = match (kind, other) {
            (Kind::List(_), Kind::Number(..)) | (Kind::Number(..), Kind::List(_)) => {
                Some(crate::text!(en: "count with `| length`", vi: "đếm bằng `| length`"))
            }
            (Kind::List(_), _) | (_, Kind::List(_)) => Some(crate::text!(en: "write `… in …`", vi: "viết `… in …`")),
            (Kind::Truth, _) | (_, Kind::Truth) => Some(crate::text!(
                en: "yes and no are `true` and `false`, without quotes",
                vi: "đúng và sai viết là `true` và `false`, không đặt trong dấu ngoặc kép"
            )),
            (Kind::Number(..), Kind::Text) | (Kind::Text, Kind::Number(..)) => {
                Some(crate::text!(en: "write numbers without quotes", vi: "viết số không có dấu ngoặc kép"))
            }
            _ => None,
        };
        self.wrong(self.at(place), message, help);
        None
    }

    fn is_day(&mut self, against: &Expr, at: &ast::Expr<'_>) -> Option<()> {
        let Expr::Text(written) = against else { return Some(()) };
        let read = Date::parse(written);
        let iso = read.as_ref().is_ok_and(|day| day.to_string() == *written);
        if iso {
            return Some(());
        }
        let message = crate::text!(
            en: "`{written}` is not a day as fields hold it", vi: "`{written}` không phải là ngày theo dạng của trường"
        );
        let shown = read.map_or_else(|_| "2026-12-31".to_owned(), |day| day.to_string());
        let help = crate::text!(en: "write `\"{shown}\"`", vi: "viết `\"{shown}\"`");
        self.wrong(self.at(at), message, Some(help));
        None
    }

    pub(super) fn is_word(&mut self, words: &'static [&'static str], against: &Expr, at: &ast::Expr<'_>) -> Option<()> {
        let written = match against {
            Expr::Text(written) => std::slice::from_ref(written).to_vec(),
            Expr::List(members) => {
                let text = |member: &Expr| if let Expr::Text(text) = member { Some(text.clone()) } else { None };
                members.iter().filter_map(text).collect()
            }
            _ => Vec::new(),
        };
        let Some(wrong) = written.iter().find(|word| !words.contains(&word.as_str())) else { return Some(()) };
        let message = crate::text!(en: "`{wrong}` is not one of its words", vi: "`{wrong}` không phải là một giá trị của trường này");
        let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let help = match similar::nearest(wrong, words.iter().copied()) {
            Some(near) => crate::text!(
                en: "did you mean `{near}`? there are: {all}", vi: "có phải là `{near}` không? các giá trị: {all}"
            ),
            None => crate::text!(en: "there are: {all}", vi: "các giá trị: {all}"),
        };
        self.wrong(self.at(at), message, Some(help));
        None
    }

    pub(super) fn member(&mut self, a: Side<'_, '_>, b: Side<'_, '_>) -> Typed {
        let ((left, one), (right, other)) = (a.0, b.0);
        let fits = match (one, other) {
            (Kind::Text | Kind::Word(_) | Kind::Date, Kind::Text | Kind::Word(_)) => true,
            (one, Kind::List(inner)) => {
                if let Kind::Word(words) = one {
                    self.is_word(words, &right, b.1)?;
                }
                if let Kind::Word(words) = *inner {
                    self.is_word(words, &left, a.1)?;
                }
                matches!(
                    (one, *inner),
                    (Kind::Number(..), Kind::Number(..))
                        | (Kind::Truth, Kind::Truth)
                        | (Kind::Text | Kind::Word(_) | Kind::Date, Kind::Text | Kind::Word(_) | Kind::Date)
                )
            }
            _ => false,
        };
        if !fits {
            let (a, b_named) = (named(one), named(other));
            let message = Text {
                en: format!("{} cannot be looked for in {}", a.en, b_named.en),
                vi: format!("không tìm được {} trong {}", a.vi, b_named.vi),
            };
            self.wrong(self.at(b.1), message, None);
            return None;
        }
        Some((Expr::In(Box::new(left), Box::new(right)), Kind::Truth))
    }
}

/// What a reader calls a kind.
pub(super) fn named(kind: Kind) -> Text {
    let (en, vi) = match kind {
        Kind::Truth => ("yes or no", "giá trị đúng/sai"),
        Kind::Number(..) => ("a number", "số"),
        Kind::Text => ("a text", "văn bản"),
        Kind::Word(_) => ("one of several words", "một trong các giá trị cho trước"),
        Kind::Date => ("a day", "ngày"),
        Kind::List(_) => ("a list", "danh sách"),
        Kind::Item(_) => ("a thing with fields", "đối tượng có nhiều trường"),
    };
    Text { en: en.into(), vi: vi.into() }
}
