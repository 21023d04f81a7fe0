//! What a change can influence: the items that differ, whatever names them, and what rules compare them with unnamed.
//!
//! The graph is read off the text: an item depends on every item whose name stands in it. That holds for every statement of
//! the language, those still to come included. What rules look up otherwise (papers by their wording, registers by what they
//! answer) has no name to follow: there everything is looked at again. Layout, comments and the order of items are no change.

use crate::base::{FileId, Sink, Sources, Span, similar};
use crate::matching::normal;
use crate::syntax::ast::{self, Item, StatementKind};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

/// The files of a catalogue as they were before a change: those that differ.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// Sources that were different or not there, with their text then.
    pub changed: Vec<(FileId, Option<String>)>,
    /// The source files that are no longer there, with their text then.
    pub gone: Vec<(PathBuf, String)>,
    /// Whether something that is no source file is gone: a table, a calendar.
    pub side_gone: bool,
}

/// What a change can influence.
#[derive(Debug)]
pub enum Influence {
    /// All of it.
    Everything,
    /// These items.
    Some(Reach),
}

/// The items that a change can influence.
#[derive(Debug, Default)]
pub struct Reach {
    /// The keys of their names.
    names: HashSet<String>,
    /// Their places, and those of registry items that changed items name.
    items: HashSet<Span>,
    /// The places of all items, in order.
    all: Vec<Span>,
    /// The files that differ.
    files: HashSet<FileId>,
}

impl Influence {
    /// Whether a procedure has to be looked at again.
    pub fn reaches(&self, procedure: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Some(reach) => reach.names.contains(&similar::key(procedure)),
        }
    }

    /// Whether a finding of a theme, about a procedure and places, can be due to the change.
    pub fn shows(
        &self,
        theme: &str,
        procedure: Option<&str>,
        places: &[Span],
        is_source: impl Fn(FileId) -> bool,
    ) -> bool {
        let Self::Some(reach) = self else { return true };
        if reach.files.is_empty() {
            return false;
        }
        // A mistake of writing can be made by layout alone: `ví  dụ` is no keyword.
        if theme == "syntax" && places.iter().any(|at| reach.files.contains(&at.file)) {
            return true;
        }
        procedure.is_some_and(|code| self.reaches(code))
            || places.iter().any(|&at| match reach.around(at) {
                Some(item) => reach.items.contains(&item),
                // Figures are compared with all procedures; settings, places and staff are the same as before.
                None if !is_source(at.file) => !["config", "read", "authority"].contains(&theme),
                None => reach.files.contains(&at.file),
            })
    }

    /// Whether what stands at a place, in words as [`Identity::place`](crate::base::Identity::place), was looked at.
    pub fn asked(&self, place: &str) -> bool {
        let Self::Some(reach) = self else { return true };
        place.split(' ').take(2).any(|word| reach.names.contains(&similar::key(word.trim_end_matches(','))))
    }
}

impl Reach {
    fn around(&self, at: Span) -> Option<Span> {
        let before = self.all.partition_point(|span| (span.file, span.start) <= (at.file, at.start));
        self.all[..before].last().copied().filter(|span| span.contains(at))
    }
}

/// An item with its text.
struct Piece<'a> {
    item: &'a Item,
    text: &'a str,
}

impl Piece<'_> {
    /// The keys of what it declares, or belongs to.
    fn names(&self) -> Vec<String> {
        let keys = |names: &[ast::Name]| names.iter().map(|name| similar::key(&name.text)).collect();
        let key = |name: &ast::Name| vec![similar::key(&name.text)];
        match self.item {
            Item::Level(item) => key(&item.name),
            Item::Agency(item) => key(&item.name),
            Item::Place(item) => key(&item.name),
            Item::Law(item) => key(&item.name),
            Item::Database(item) => key(&item.name),
            Item::Document(item) => key(&item.name),
            Item::Procedure(item) => key(&item.name),
            Item::Adapt(item) => keys(&item.procedures),
            Item::Example(item) => key(&item.procedure),
            Item::Delegation(_) | Item::Term(_) => Vec::new(),
        }
    }

    /// Whether rules look it up without a name.
    fn is_looked_up(&self) -> bool {
        matches!(self.item, Item::Level(_) | Item::Place(_) | Item::Database(_) | Item::Document(_) | Item::Term(_))
    }
}

/// Finds what a change can influence; `files` are the trees of `sources` in their order.
pub fn of(sources: &Sources, files: &[ast::File], before: &Before, is_source: impl Fn(FileId) -> bool) -> Influence {
    if before.side_gone || before.changed.iter().any(|(file, _)| !is_source(*file)) {
        return Influence::Everything;
    }
    let changed: HashSet<_> = before.changed.iter().map(|(file, _)| *file).collect();
    let texts: Vec<&str> = before.changed.iter().filter_map(|(_, text)| text.as_deref()).collect();
    let texts: Vec<&str> = texts.into_iter().chain(before.gone.iter().map(|(_, text)| text.as_str())).collect();
    let old_files: Vec<_> =
        texts.iter().map(|text| crate::syntax::parse(FileId(0), text, &mut Sink::default())).collect();
    let old = old_files.iter().zip(&texts).flat_map(|(file, text)| pieces(file, text)).collect::<Vec<_>>();
    let now: Vec<_> = files.iter().flat_map(|file| pieces(file, sources.text(file.id))).collect();
    let in_changed = now.iter().filter(|piece| changed.contains(&piece.item.span().file));
    let differing = differing(&old, &in_changed.collect::<Vec<_>>());

    let mut all: Vec<_> = now.iter().map(|piece| piece.item.span()).collect();
    all.sort();
    let mut reach = Reach { files: changed, all, ..Reach::default() };
    if !before.gone.is_empty() {
        reach.files.insert(FileId(u32::MAX));
    }
    let mut spread = Spread::new(&old, &now);
    for piece in &differing {
        if piece.is_looked_up() {
            return Influence::Everything;
        }
        spread.seed(piece);
    }
    if results_differ(&differing, &mut spread) {
        return Influence::Everything;
    }
    let mentions: Vec<_> = now.par_iter().map(|piece| spread.mentioned(piece.text)).collect();
    let mut open: Vec<usize> = (0..now.len()).collect();
    loop {
        let (hit, mut rest): (Vec<_>, Vec<_>) = open.par_iter().copied().partition(|&index| {
            let own = now[index].names();
            own.iter().chain(&mentions[index]).any(|name| spread.names.contains(name)) || spread.speaks_of(&now[index])
        });
        let mut spreads = false;
        for &index in &hit {
            let piece = &now[index];
            if matches!(piece.item, Item::Document(_) | Item::Database(_)) {
                return Influence::Everything;
            }
            reach.items.insert(piece.item.span());
            // A procedure that changes is no news for whatever else a delegation covers.
            if spread.concerns_codes_only(piece, &mentions[index]) {
                rest.push(index);
            } else {
                spread.reached(piece, &mentions[index]);
                spreads = true;
            }
        }
        open = rest;
        if !spreads {
            break;
        }
    }
    // What a changed item names in a registry may be found wanting there: used by nobody, used too late.
    let named: BTreeSet<String> = differing.iter().flat_map(|piece| spread.mentioned(piece.text)).collect();
    for piece in open.iter().map(|&index| &now[index]) {
        let registry = !matches!(piece.item, Item::Procedure(_) | Item::Adapt(_) | Item::Example(_));
        if registry && piece.names().iter().any(|name| named.contains(name)) {
            reach.items.insert(piece.item.span());
        }
    }
    reach.names = spread.names;
    Influence::Some(reach)
}

/// The codes of procedures whose own text, or the text of how a place works them, is not what it was; then and now.
pub fn edited(sources: &Sources, before: &Before, is_source: impl Fn(FileId) -> bool) -> BTreeSet<String> {
    let read = |text: &&str| crate::syntax::parse(FileId(0), text, &mut Sink::default());
    let changed = || before.changed.iter().filter(|(file, _)| is_source(*file));
    let then =
        changed().filter_map(|(_, text)| text.as_deref()).chain(before.gone.iter().map(|(_, text)| text.as_str()));
    let then: Vec<&str> = then.collect();
    let now: Vec<&str> = changed().map(|(file, _)| sources.text(*file)).collect();
    let (old_files, new_files): (Vec<_>, Vec<_>) = (then.iter().map(read).collect(), now.iter().map(read).collect());
    let old: Vec<_> = old_files.iter().zip(&then).flat_map(|(file, text)| pieces(file, text)).collect();
    let new: Vec<_> = new_files.iter().zip(&now).flat_map(|(file, text)| pieces(file, text)).collect();
    let differing = differing(&old, &new.iter().collect::<Vec<_>>());
    let codes = differing.iter().flat_map(|piece| match piece.item {
        Item::Procedure(item) => std::slice::from_ref(&item.name),
        Item::Adapt(item) => item.procedures.as_slice(),
        _ => &[],
    });
    codes.map(|name| name.text.clone()).collect()
}

fn pieces<'a>(file: &'a ast::File, text: &'a str) -> Vec<Piece<'a>> {
    let piece = |item: &'a Item| Piece { item, text: text.get(item.span().range()).unwrap_or_default() };
    file.items.iter().map(piece).collect()
}

/// The items that stand on one side only; text is compared without layout and comments.
fn differing<'p, 'a>(old: &'p [Piece<'a>], now: &[&'p Piece<'a>]) -> Vec<&'p Piece<'a>> {
    let mut counts: HashMap<String, i64> = HashMap::new();
    for piece in old {
        *counts.entry(essence(piece.text)).or_default() -= 1;
    }
    for piece in now {
        *counts.entry(essence(piece.text)).or_default() += 1;
    }
    let differs = |piece: &&Piece<'_>| counts[&essence(piece.text)] != 0;
    old.iter().filter(differs).chain(now.iter().copied().filter(differs)).collect()
}

/// A text without layout and comments: blanks become one, strings stay as they are.
pub fn essence(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::String(string) => out.push_str(string),
            Part::Plain(plain) => {
                for c in plain.chars() {
                    match c {
                        '\n' => {
                            out.truncate(out.trim_end_matches(' ').len());
                            if !out.ends_with('\n') {
                                out.push('\n');
                            }
                        }
                        c if c.is_whitespace() => {
                            if !out.ends_with([' ', '\n']) {
                                out.push(' ');
                            }
                        }
                        c => out.push(c),
                    }
                }
            }
        }
    }
    out
}

/// A stretch of a text.
enum Part<'a> {
    /// A string with its quotes.
    String(&'a str),
    /// Anything else but comments.
    Plain(&'a str),
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        while let Some(comment) = rest.strip_prefix("//") {
            rest = &comment[comment.find('\n').unwrap_or(comment.len())..];
        }
        if rest.is_empty() {
            return None;
        }
        if let Some(inner) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = inner.char_indices().find(|&(_, c)| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let (string, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at + 2));
            rest = after;
            return Some(Part::String(string));
        }
        let end = rest.char_indices().find(|&(at, c)| c == '"' || rest[at..].starts_with("//"));
        let (plain, after) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(Part::Plain(plain))
    })
}

/// How influence spreads: by names, and by phrases where rules compare wording.
struct Spread {
    /// The keys of all names, then and now, that items declare: law or not.
    declared: HashMap<String, bool>,
    /// The keys of codes of procedures.
    codes: HashSet<String>,
    /// The keys of names whose dependents are influenced.
    names: HashSet<String>,
    /// Phrases whose users are influenced, normalised.
    phrases: BTreeSet<String>,
}

impl Spread {
    fn new(old: &[Piece<'_>], now: &[Piece<'_>]) -> Self {
        let declared = old.iter().chain(now).flat_map(|piece| {
            let law = matches!(piece.item, Item::Law(_));
            piece.names().into_iter().map(move |name| (name, law))
        });
        let procedures = old.iter().chain(now).filter(|piece| matches!(piece.item, Item::Procedure(_)));
        let codes = procedures.flat_map(Piece::names).collect();
        Self { declared: declared.collect(), codes, names: HashSet::new(), phrases: BTreeSet::new() }
    }

    /// The names of items that stand in a text, outside of strings or as a whole string.
    fn mentioned(&self, text: &str) -> Vec<String> {
        let mut found = BTreeSet::new();
        for part in parts(text) {
            let words: Vec<&str> = match part {
                Part::String(string) => vec![string.trim_matches('"')],
                Part::Plain(plain) => plain
                    .split(|c: char| c.is_whitespace() || "/,{}()<>=:;".contains(c))
                    .map(|word| word.trim_end_matches('.'))
                    .filter(|word| !word.is_empty())
                    .collect(),
            };
            found.extend(words.into_iter().map(similar::key).filter(|word| self.declared.contains_key(word)));
        }
        found.into_iter().collect()
    }

    /// An item that differs.
    fn seed(&mut self, piece: &Piece<'_>) {
        let mentioned = self.mentioned(piece.text);
        self.reached(piece, &mentioned);
        match piece.item {
            // A body that has ended is recognised by its title.
            Item::Agency(item) => self.phrases.extend(item.title.as_ref().map(|title| normal(&title.text))),
            // What one instrument says of another holds for both.
            Item::Law(_) => self.names.extend(mentioned.into_iter().filter(|name| self.declared[name])),
            _ => {}
        }
    }

    /// An item that depends on one that differs.
    fn reached(&mut self, piece: &Piece<'_>, mentioned: &[String]) {
        self.names.extend(piece.names());
        if let Item::Delegation(item) = piece.item {
            // It has no name: whoever it is from, to and about reads it.
            self.names.extend(mentioned.iter().filter(|name| !self.declared[*name]).cloned());
            let fields = item.covers.iter().flat_map(|covers| &covers.fields);
            self.phrases.extend(fields.map(|title| normal(&title.text)));
        }
    }

    /// Whether all that a delegation names of what is influenced are codes of procedures.
    fn concerns_codes_only(&self, piece: &Piece<'_>, mentioned: &[String]) -> bool {
        let influenced = || mentioned.iter().filter(|name| self.names.contains(*name));
        matches!(piece.item, Item::Delegation(_))
            && influenced().next().is_some()
            && influenced().all(|name| self.codes.contains(name))
    }

    fn speaks_of(&self, piece: &Piece<'_>) -> bool {
        if self.phrases.is_empty() || !matches!(piece.item, Item::Procedure(_) | Item::Adapt(_)) {
            return false;
        }
        let says = |said: &str| {
            let said = normal(said);
            self.phrases.iter().any(|phrase| said.contains(phrase.as_str()))
        };
        parts(piece.text).any(|part| match part {
            Part::String(string) => says(string.trim_matches('"')),
            Part::Plain(plain) => plain.lines().any(says),
        })
    }
}

/// Results of a procedure are papers of others, recognised by their titles: what is issued now and was not, or no longer, is a
/// phrase to look for. Whether that is a registered type, whose wordings are many.
fn results_differ(differing: &[&Piece<'_>], spread: &mut Spread) -> bool {
    let mut counts: HashMap<(String, String), Vec<String>> = HashMap::new();
    for piece in differing {
        let Item::Procedure(item) = piece.item else { continue };
        let day = |at: &Option<ast::At<crate::time::Date>>| at.as_ref().map(|at| at.value.to_string());
        let valid = format!("{:?} {:?}", day(&item.validity.from), day(&item.validity.until));
        let code = similar::key(&item.name.text);
        for title in results(&item.statements) {
            counts.entry((code.clone(), title)).or_default().push(valid.clone());
        }
    }
    for ((_, title), valid) in counts {
        // On both sides, and in force on the same days.
        if valid.len() == 2 && valid[0] == valid[1] {
            continue;
        }
        if spread.declared.contains_key(&similar::key(&title)) {
            return true;
        }
        spread.phrases.insert(normal(&title));
    }
    false
}

/// The names and titles of results, those of cases included.
fn results(statements: &[ast::Statement]) -> Vec<String> {
    let mut all = Vec::new();
    for statement in statements {
        match &statement.kind {
            StatementKind::Result(line) => {
                all.push(line.name.text.clone());
                all.extend(line.title.as_ref().map(|title| title.text.clone()));
            }
            StatementKind::Case(case) => all.extend(results(&case.statements)),
            _ => {}
        }
    }
    all.sort();
    all.dedup();
    all
}
