//! The dossier of a view as the rules about papers read it: which types of paper each line asks for, whether another paper
//! will do, and whether it asks at all.

use super::Context;
use crate::base::{Certainty, Span, Text};
use crate::matching::{self, Asked, Join, Line, normal};
use crate::model::{Atom, Condition, Database, Demand, DocumentType, Hand, Id, Paper, Procedure, Title, shown};
use std::collections::BTreeSet;

/// A line of the dossier, read.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The line.
    pub(super) demand: &'a Demand,
    /// What the name of each of its papers says; `None` where it has none of its own.
    pub(super) lines: Vec<Option<Line>>,
    /// The papers that it names.
    pub(super) offers: Vec<Offer<'a>>,
    /// Whether any one of them will do.
    pub(super) any: bool,
    /// Whether it asks for them.
    pub(super) asked: Asked,
    /// Whether another state issued them.
    pub(super) abroad: bool,
    /// What says that they need not always be handed in, though the line asks for them.
    pub(super) spared: Spared,
}

/// What says that papers need not always be handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spared {
    /// Nothing.
    Never,
    /// A step: data stands in for them.
    ByData,
    /// Another line of the dossier, which leaves them out in some case.
    InSomeCase,
}

/// A paper that a line names.
#[derive(Debug)]
pub(super) struct Offer<'a> {
    /// The line's paper that it belongs to.
    pub(super) paper: &'a Paper,
    /// What a reader calls it.
    pub(super) name: String,
    /// Its type in the registry.
    pub(super) id: Option<Id<DocumentType>>,
    /// What is known of it: its type, or what the procedure declares.
    pub(super) document: Option<&'a DocumentType>,
    /// Whether the type is written, or recognised by its name.
    pub(super) certainty: Certainty,
    /// Whether it is only "something of the same worth".
    pub(super) equivalent: bool,
    /// Whether it may be handed in instead of the one before it.
    pub(super) instead: bool,
    /// Whether it is said to be that of a body or person of another state.
    pub(super) abroad: bool,
}

impl Offer<'_> {
    /// Where the line stands.
    pub(super) fn span(&self) -> Span {
        self.paper.span
    }
}

impl<'a> Item<'a> {
    /// The papers of the line, those together of which one will do.
    pub(super) fn choices(&self) -> Vec<&[Offer<'a>]> {
        if self.demand.is_choice { vec![&self.offers] } else { self.offers.chunk_by(|_, next| next.instead).collect() }
    }
}

/// What a register does for a paper.
pub(super) enum Held<'a> {
    /// It answers all that the paper states.
    By(&'a Database),
    /// It answers some of it: the papers of some applicants, or a part of each.
    Part(&'a Database),
    /// It holds the paper, and this is not known.
    Unknown(Text),
    /// None holds it, or none is published for use yet, or it does not answer all.
    No,
}

/// Reads the dossier of a view.
pub(super) fn read<'a>(cx: &Context<'a>) -> Vec<Item<'a>> {
    let mut items: Vec<_> = cx.procedure.documents.iter().map(|demand| item(cx, demand)).collect();
    // Sentences are read where a register may answer only: most dossiers have no such paper.
    let held = |offer: &Offer<'_>| offer.document.is_some_and(|document| !document.held_in.is_empty());
    if !items.iter().any(|item| item.asked == Asked::Always && item.offers.iter().any(held)) {
        return items;
    }
    let own: Vec<String> = items
        .iter()
        .filter(|item| item.asked == Asked::UnlessFound && item.offers.iter().all(|offer| offer.id.is_none()))
        .flat_map(|item| item.demand.any_of.iter().map(|paper| normal(&name(cx.procedure, paper))))
        .chain(cx.procedure.notes.text.iter().flat_map(|text| looked_up(cx, text)))
        .collect();
    let of_steps = stands_in(cx);
    let left_out = left_out(cx);
    for item in items.iter_mut().filter(|item| item.asked == Asked::Always) {
        if covers(cx, &own, item) {
            item.asked = Asked::UnlessFound;
        } else {
            let left_out = item.offers.iter().any(|offer| offer.id.is_some_and(|id| left_out.contains(&id)));
            let by_data =
                || of_steps.iter().any(|note| lists(note, item) && covers(cx, std::slice::from_ref(note), item));
            item.spared = match () {
                () if left_out => Spared::InSomeCase,
                () if by_data() => Spared::ByData,
                () => Spared::Never,
            };
        }
    }
    items
}

/// Whether one of the sentences about looking data up is about a register that holds a paper of the line.
fn covers(cx: &Context<'_>, notes: &[String], item: &Item<'_>) -> bool {
    let documents = item.offers.iter().filter_map(|offer| offer.document);
    let mut held = documents.flat_map(|document| document.held_in.iter().map(move |register| (document, register.id)));
    held.any(|(document, register)| {
        register.is_some_and(|id| notes.iter().any(|note| speaks_of(cx, note, id) && about(cx, note, id, document)))
    })
}

/// The types of paper that a line of the dossier, of whichever case, leaves out in some case: "… thì hồ sơ không bao gồm bản sao
/// giấy tờ pháp lý của các cá nhân này", "khai thác được … thì không yêu cầu nộp".
fn left_out(cx: &Context<'_>) -> BTreeSet<Id<DocumentType>> {
    const BEHIND: &str = " không bao gồm ";
    const BEFORE: [&str; 2] = [" thì không yêu cầu", " thì không phải nộp"];
    let papers = cx.entry.views().flat_map(|view| &view.documents).flat_map(|demand| &demand.any_of);
    let texts = papers.flat_map(|paper| paper.title.iter().chain(&paper.notes.text)).chain(&cx.procedure.notes.text);
    let mut left = BTreeSet::new();
    for line in texts.flat_map(|text| text.text.lines()) {
        let named = match line.rsplit_once(BEHIND) {
            Some((before, named)) if before.contains("thì hồ sơ") => {
                named.replace(" các ", " ").replace(" này", "")
            }
            // What comes before the condition is the line's own paper.
            _ if BEFORE.iter().any(|said| line.contains(said)) => {
                let line = line.to_lowercase();
                line.find("khai thác được").map(|at| line[at..].to_owned()).unwrap_or_default()
            }
            _ => continue,
        };
        let read = cx.reader().line(&named);
        left.extend(read.papers.iter().filter_map(|paper| Some(paper.matched.as_ref()?.document)));
    }
    left
}

/// Whether a sentence that says which papers data stands in for ("để thay thế giấy chứng nhận kết hôn; giấy chứng tử") has one of the
/// line among them; one that lists none means all.
fn lists(note: &str, item: &Item<'_>) -> bool {
    let Some((_, listed)) = note.split_once("thay thế ") else { return true };
    let titles = item.offers.iter().filter_map(|offer| offer.document?.title.as_ref());
    !listed.starts_with("giấy ") && !listed.starts_with("hộ chiếu")
        || titles.into_iter().any(|title| listed.contains(&normal(&title.text)))
}

/// By what a sentence about a step says that data of a register stands in for papers: a step may look up something else too.
const STANDS_IN: &[&str] = &["thay thế", "thay cho", "không yêu cầu", "không phải nộp", "không phải xuất trình"];

/// Sentences of the process and its steps that say that data of a register stands in for papers, normalised.
fn stands_in(cx: &Context<'_>) -> Vec<String> {
    let process = cx.procedure.process.as_ref();
    let steps = process.iter().flat_map(|process| &process.steps);
    let of_steps = steps.flat_map(|step| step.title.iter().chain(&step.notes.text));
    let texts = of_steps.chain(process.and_then(|process| process.flow.notes.text.as_ref()));
    let says = |line: &String| line.contains("cơ sở dữ liệu") && STANDS_IN.iter().any(|words| line.contains(words));
    texts.flat_map(|text| looked_up(cx, text)).filter(says).collect()
}

/// The lines of a text that say that data is looked up, normalised.
fn looked_up(cx: &Context<'_>, text: &Title) -> Vec<String> {
    cx.reader().looked_up(&text.text).to_vec()
}

/// Words that the names of registers share.
const GENERAL: &[&str] =
    &["cơ", "sở", "dữ", "liệu", "quốc", "gia", "về", "điện", "tử", "hệ", "thống", "thông", "tin", "của"];

/// Whether a sentence about looking data up is about a register: it names it, or it names no register at all.
fn speaks_of(cx: &Context<'_>, note: &str, id: Id<Database>) -> bool {
    let named = |id: Id<Database>| {
        let database = cx.catalogue.databases.get(id).near(cx.as_of);
        let title = normal(shown(&database.name, database.title.as_ref()));
        let own: Vec<_> = title.split(' ').filter(|word| !GENERAL.contains(word)).collect();
        !own.is_empty() && note.contains(&own.join(" "))
    };
    // One that names no register speaks of every one, if it speaks of registers at all.
    named(id) || OF_REGISTERS.iter().any(|words| note.contains(words)) && !cx.catalogue.databases.ids().any(named)
}

/// Words by which a sentence speaks of registers, though it names none: "khai thác" alone is said of maps and mines too.
const OF_REGISTERS: &[&str] =
    &["cơ sở dữ liệu", "không khai thác được", "không tra cứu được", "không đầy đủ", "thành phần hồ sơ", "giấy tờ"];

/// Whether what a sentence says to be looked up in a register is all that a paper states; where it names no datum of the
/// register, it means every one.
fn about(cx: &Context<'_>, note: &str, id: Id<Database>, document: &DocumentType) -> bool {
    let database = cx.catalogue.databases.get(id).near(cx.as_of);
    let title = normal(shown(&database.name, database.title.as_ref()));
    let said = note.replace(&title, " ");
    let named: Vec<_> = database.answers.iter().filter(|datum| said.contains(&normal(&datum.text))).collect();
    named.is_empty() || document.states.iter().all(|datum| named.iter().any(|named| named.text == datum.text))
}

fn item<'a>(cx: &Context<'a>, demand: &'a Demand) -> Item<'a> {
    let (mut lines, mut offers) = (Vec::new(), Vec::new());
    let (mut any, mut abroad) = (demand.is_choice, false);
    let mut asked = if asks_register(demand.row.when.as_ref()) { Asked::UnlessFound } else { Asked::Always };
    for paper in &demand.any_of {
        if asks_register(paper.row.when.as_ref()) {
            asked = asked.max(Asked::UnlessFound);
        }
        let line = line(cx, paper);
        if let Some(line) = &line {
            asked = asked.max(line.asked);
            any |= line.join == Join::Any;
            abroad |= line.abroad;
        }
        offers.extend(offers_of(cx, paper, line.as_ref()));
        lines.push(line);
    }
    Item { demand, lines, offers, any, asked, abroad, spared: Spared::Never }
}

/// The words of a line, taken apart; `None` where it has none of its own.
fn line(cx: &Context<'_>, paper: &Paper) -> Option<Line> {
    let title = paper.title.as_ref()?;
    let mut line = Line::clone(&cx.reader().line(&title.text));
    if let Some(text) = &paper.notes.text {
        line.asked = line.asked.max(matching::asked(&text.text));
    }
    Some(line)
}

fn offers_of<'a>(cx: &Context<'a>, paper: &'a Paper, line: Option<&Line>) -> Vec<Offer<'a>> {
    let data = cx.procedure.datum(paper.data);
    let declared = data.declared.as_deref();
    let known = |id: Id<DocumentType>| cx.catalogue.documents.get(id).near(cx.as_of);
    let own = Offer {
        paper,
        name: name(cx.procedure, paper),
        id: paper.document.id,
        document: paper.document.id.map(known).or(declared),
        certainty: Certainty::Proven,
        equivalent: false,
        instead: false,
        abroad: line.is_some_and(|line| line.papers.first().is_some_and(|paper| paper.abroad)),
    };
    let tells = own.id.is_some() || declared.is_some_and(|declared| !declared.held_in.is_empty());
    let papers = line.map(|line| line.papers.clone()).unwrap_or_default();
    let (one, named) = match (tells, papers.len()) {
        (true, 0 | 1) | (false, 0) => return vec![own],
        (true, _) => (Some(own), papers),
        (false, _) => (None, papers),
    };
    let typed = one.as_ref().and_then(|own| own.id);
    let offers = named.into_iter().filter(|named| {
        // What is written stands for the name that it was recognised by.
        typed.is_none() || named.matched.as_ref().map(|found| found.document) != typed
    });
    one.into_iter()
        .chain(offers.map(|named| {
            let id = named.matched.as_ref().map(|found| found.document);
            Offer {
                paper,
                name: named.matched.map_or(named.words, |found| found.name),
                id,
                document: id.map(known),
                certainty: Certainty::Probable,
                equivalent: named.equivalent,
                instead: named.instead,
                abroad: named.abroad,
            }
        }))
        .collect()
}

/// What a reader calls a paper.
pub(super) fn name(procedure: &Procedure, paper: &Paper) -> String {
    let data = procedure.datum(paper.data);
    let title = paper.title.as_ref().or(data.title.as_ref());
    title.map_or_else(|| data.name.text.clone(), |title| title.text.clone())
}

/// Whether a condition asks whether a register answers.
fn asks_register(when: Option<&Condition>) -> bool {
    let mut asks = false;
    if let Some(condition) = when {
        condition.atoms(&mut |atom, _| asks |= matches!(atom, Atom::Found(_)));
    }
    asks
}

/// What is missing where the catalogue knows no register of the state on the day: nothing can be said of what they hold.
pub(super) fn without_registers(cx: &Context<'_>) -> Option<Text> {
    let any = cx.catalogue.databases.ids().any(|id| cx.catalogue.databases.get(id).at(cx.as_of).is_some());
    (!any).then(|| crate::text!(en: "which registers the state keeps", vi: "danh mục cơ sở dữ liệu của Nhà nước"))
}

/// Whether a register that is published for use on a day answers all that a paper states.
pub(super) fn held<'a>(cx: &Context<'a>, document: &DocumentType) -> Held<'a> {
    let (mut unknown, mut part) = (None, None);
    for database in document.held_in.iter().filter_map(|database| database.id) {
        let Some(database) = cx.catalogue.databases.get(database).at(cx.as_of) else { continue };
        let name = &database.name.text;
        let Some(published) = &database.published_from else {
            unknown.get_or_insert(crate::text!(
                en: "since when `{name}` is published for use",
                vi: "ngày công bố đưa `{name}` vào khai thác"
            ));
            continue;
        };
        if published.value > cx.as_of {
            continue;
        }
        if document.states.is_empty() || database.answers.is_empty() {
            unknown.get_or_insert(crate::text!(
                en: "what the paper states and `{name}` answers",
                vi: "thông tin trên giấy tờ và thông tin mà `{name}` cung cấp"
            ));
        } else if document.states.iter().all(|data| answers(database, &data.text)) {
            return Held::By(database);
        } else if document.states.iter().any(|data| answers(database, &data.text)) {
            part.get_or_insert(database);
        }
    }
    unknown.map_or(part.map_or(Held::No, Held::Part), Held::Unknown)
}

/// Whether a register answers a datum.
pub(super) fn answers(database: &Database, data: &str) -> bool {
    let key = crate::base::similar::key(data);
    database.answers.iter().any(|answer| crate::base::similar::key(&answer.text) == key)
}

/// Whether a paper is only shown, in each of the hands that may be chosen.
pub(super) fn only_shown(paper: &Paper) -> bool {
    let shown = |hands: &Vec<_>| hands.iter().all(|hand: &crate::model::At<Hand>| hand.value == Hand::Shown);
    !paper.hands.is_empty() && paper.hands.iter().all(shown)
}
