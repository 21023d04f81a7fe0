//! Chains that come back to their start: `under` of levels, agencies and places, which are cut, so that whoever follows a
//! chain comes to an end; and steps that are worked by other procedures.

use super::names::{Named, Noun};
use crate::base::{Sink, Span, Text};
use crate::code;
use crate::model::{Agency, Catalogue, Id, Level, Place, Ref, Table};

code! {
    /// ## What it does
    /// Finds levels, agencies or places that stand under themselves, directly or through others, and procedures that work a step of
    /// their own (`linked with` in a step).
    /// ## Why it matters
    /// There is no top: neither who supervises whom nor which level is higher can be told. A procedure that waits for itself never ends.
    /// ## Nội dung
    /// Tìm cấp, cơ quan hoặc đơn vị trực thuộc chính mình, trực tiếp hoặc qua nơi khác; thủ tục có bước liên thông dẫn về chính nó.
    /// ## Vì sao
    /// Không có cấp trên cùng: không xác định được ai quản lý ai, cấp nào cao hơn. Thủ tục phải chờ chính nó thì không bao giờ kết thúc.
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
    let above = |(version, item): (usize, &mut T)| Some((item.under()?.id.map(Id::index)?, version));
    let edges: Vec<Vec<_>> =
        table.all.iter_mut().map(|one| one.all.iter_mut().enumerate().filter_map(above).collect()).collect();
    circles(&edges, |node, version, circle| {
        let names: Vec<_> = circle.iter().map(|n| format!("`{}`", table.all[*n].name)).collect();
        let reference = table.all[node].all[version].under().expect("it stands under another");
        reference.id = None;
        report(out, T::NOUN, reference.name.span, &names);
    });
}

/// Reports every circle of procedures that work steps of one another, once.
pub(super) fn of_calls(catalogue: &Catalogue, out: &mut Sink) {
    let mut edges: Vec<Vec<(usize, Span)>> = vec![Vec::new(); catalogue.procedures.all.len()];
    for entry in &catalogue.entries {
        let steps = entry.views().filter_map(|view| view.process.as_ref()).flat_map(|process| &process.steps);
        for call in steps.filter_map(|step| step.calls.as_ref()) {
            let to = call.id.map(Id::index);
            let known = &mut edges[entry.id.index()];
            known.extend(to.filter(|to| known.iter().all(|(other, _)| other != to)).map(|to| (to, call.name.span)));
        }
    }
    circles(&edges, |_, span, circle| {
        let names: Vec<_> = circle.iter().map(|n| format!("`{}`", catalogue.procedures.all[*n].name)).collect();
        let (first, path) = (&names[0], names.join(" → "));
        let message = crate::text!(
            en: "a step of {first} waits for {first} itself: {path}",
            vi: "một bước của {first} phải chờ chính {first}: {path}"
        );
        out.report(&CYCLE, span, message).help(crate::text!(
            en: "remove one `linked with` of the chain",
            vi: "bỏ một câu `liên thông với` trong chuỗi này"
        ));
    });
}

/// Tells of every circle once: from which node which edge closes it, and its nodes, the first of them again at the end.
fn circles<E: Copy>(edges: &[Vec<(usize, E)>], mut found: impl FnMut(usize, E, &[usize])) {
    let mut marks = vec![Mark::New; edges.len()];
    for start in 0..edges.len() {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::OnPath;
        // The nodes from `start` to here, each with the edge that is looked at next.
        let mut path = vec![(start, 0)];
        while let Some(&mut (node, ref mut at)) = path.last_mut() {
            let Some(&(next, edge)) = edges[node].get(*at) else {
                marks[node] = Mark::Done;
                path.pop();
                continue;
            };
            *at += 1;
            match marks[next] {
                Mark::Done => {}
                Mark::New => {
                    marks[next] = Mark::OnPath;
                    path.push((next, 0));
                }
                Mark::OnPath => {
                    let from = path.iter().position(|(n, _)| *n == next).expect("it is marked as on the path");
                    let circle: Vec<_> = path[from..].iter().map(|(n, _)| *n).chain([next]).collect();
                    found(node, edge, &circle);
                }
            }
        }
    }
}

fn report(out: &mut Sink, noun: Noun, span: Span, names: &[String]) {
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
