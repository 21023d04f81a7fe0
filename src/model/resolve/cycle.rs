//! Chains that come back to their start: `under` of levels, agencies and places. Cuts them, so that whoever follows a
//! chain comes to an end.

use super::names::{Named, Noun};
use crate::base::{Sink, Text};
use crate::code;
use crate::model::{Agency, Id, Level, Place, Ref, Table};

code! {
    /// ## What it does
    /// Finds levels, agencies or places that stand under themselves, directly or through others.
    /// ## Why it matters
    /// There is no top: neither who supervises whom nor which level is higher can be told.
    /// ## Nội dung
    /// Tìm cấp, cơ quan hoặc đơn vị trực thuộc chính mình, trực tiếp hoặc qua nơi khác.
    /// ## Vì sao
    /// Không có cấp trên cùng: không xác định được ai quản lý ai, cấp nào cao hơn.
    /// ## Example
    /// ```procedure
    /// level province under commune
    /// level commune  under province
    /// ```
    /// ## Instead
    /// ```procedure
    /// level province
    /// level commune  under province
    /// ```
    pub(super) static CYCLE = "names/cycle", Error,
        en: "something that stands under itself", vi: "trực thuộc chính mình";
}

/// What stands under another of its kind.
pub(super) trait Under: Named {
    /// What it stands under.
    fn under(&mut self) -> Option<&mut Ref<Self>>;
}

macro_rules! under {
    ($($kind:ty),*) => {
        $(impl Under for $kind {
            fn under(&mut self) -> Option<&mut Ref<Self>> {
                self.under.as_mut()
            }
        })*
    };
}
under!(Level, Agency, Place);

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    OnPath,
    Done,
}

/// Reports every cycle once and cuts it where it closes.
pub(super) fn cut<T: Under>(table: &mut Table<T>, out: &mut Sink) {
    let mut marks = vec![Mark::New; table.all.len()];
    for start in 0..table.all.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::OnPath;
        // The names from `start` to here, each with the version that is looked at next.
        let mut path = vec![(start, 0)];
        while let Some(&mut (node, ref mut version)) = path.last_mut() {
            let at = *version;
            *version += 1;
            let Some(item) = table.all[node].all.get_mut(at) else {
                marks[node] = Mark::Done;
                path.pop();
                continue;
            };
            let Some(reference) = item.under() else { continue };
            let Some(next) = reference.id.map(Id::index) else { continue };
            match marks[next] {
                Mark::Done => {}
                Mark::New => {
                    marks[next] = Mark::OnPath;
                    path.push((next, 0));
                }
                Mark::OnPath => {
                    reference.id = None;
                    let span = reference.name.span;
                    let from = path.iter().position(|(n, _)| *n == next).expect("it is marked as on the path");
                    let names: Vec<_> = path[from..].iter().chain([&(next, 0)]).map(|(n, _)| *n).collect();
                    let names: Vec<_> = names.into_iter().map(|n| format!("`{}`", table.all[n].name)).collect();
                    report(out, T::NOUN, span, &names);
                }
            }
        }
    }
}

fn report(out: &mut Sink, noun: Noun, span: crate::base::Span, names: &[String]) {
    let (noun, first, path) = (noun.text(), &names[0], names.join(" → "));
    let message = Text {
        en: format!("the {} {first} stands under itself: {path}", noun.en),
        vi: format!("{} {first} trực thuộc chính mình: {path}", noun.vi),
    };
    out.report(&CYCLE, span, message).help(crate::text!(
        en: "remove one `under` of the chain",
        vi: "bỏ một chữ `thuộc` trong chuỗi này"
    ));
}
