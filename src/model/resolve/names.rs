//! Looking names up: the only code that says that a name does not exist and which one was probably meant.

use crate::base::{Edit, Sink, Span, Text, similar};
use crate::code;
use crate::model::{
    Agency, Body, Catalogue, Database, DocumentType, Id, Law, Level, Name, Place, Procedure, Ref, Table, Versions,
};
use crate::syntax::ast;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

code! {
    /// ## What it does
    /// Finds a name that nothing in the catalogue declares: a level, agency, role, place, law, register, paper,
    /// procedure, step or fact. A name that is used several times in one procedure is reported once.
    /// ## Why it matters
    /// What names nothing cannot be checked, configured or carried out; most often it is a slip of the pen.
    /// ## Nội dung
    /// Tìm tên gọi chưa được khai báo ở đâu trong danh mục: cấp, cơ quan, chức danh, đơn vị, văn bản, cơ sở dữ liệu,
    /// giấy tờ, thủ tục, bước hoặc thông tin. Một tên dùng nhiều lần trong một thủ tục chỉ được báo một lần.
    /// ## Vì sao
    /// Tên không chỉ đến đâu thì không kiểm tra, không cấu hình và không thực hiện được; thường chỉ là lỗi gõ.
    /// ## Example
    /// ```procedure
    /// level central
    /// level province under centrall
    /// ```
    /// ## Instead
    /// ```procedure
    /// level central
    /// level province under central
    /// ```
    pub(super) static UNRESOLVED = "names/unresolved", Error,
        en: "a name that nothing declares", vi: "tên gọi chưa được khai báo";
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::model) enum Noun {
    Level,
    Agency,
    Role,
    Place,
    Law,
    Database,
    Document,
    Procedure,
    Step,
    Phase,
    Fact,
    Value,
    Case,
    Condition,
}

impl Noun {
    /// The word in both languages.
    pub(in crate::model) fn text(self) -> Text {
        let (en, vi) = match self {
            Self::Level => ("level", "cấp"),
            Self::Agency => ("agency", "cơ quan"),
            Self::Role => ("role", "chức danh"),
            Self::Place => ("place", "đơn vị"),
            Self::Law => ("law", "văn bản"),
            Self::Database => ("database", "cơ sở dữ liệu"),
            Self::Document => ("document", "giấy tờ"),
            Self::Procedure => ("procedure", "thủ tục"),
            Self::Step => ("step", "bước"),
            Self::Phase => ("phase", "giai đoạn"),
            Self::Fact => ("fact", "thông tin"),
            Self::Value => ("value", "giá trị"),
            Self::Case => ("case", "trường hợp"),
            Self::Condition => ("condition", "điều kiện"),
        };
        Text { en: en.into(), vi: vi.into() }
    }
}

/// An item that has a table of names in the catalogue.
pub(super) trait Named: Sized {
    /// What it is called.
    const NOUN: Noun;
    /// Its table.
    fn table(catalogue: &Catalogue) -> &Table<Self>;
}

macro_rules! named {
    ($($kind:ident $table:ident),* $(,)?) => {
        $(impl Named for $kind {
            const NOUN: Noun = Noun::$kind;
            fn table(catalogue: &Catalogue) -> &Table<Self> {
                &catalogue.$table
            }
        })*
    };
}
type Document = DocumentType;
named!(
    Level levels, Agency agencies, Place places, Law laws, Database databases, Document documents,
    Procedure procedures,
);

impl<T> Table<T> {
    /// The id of a name, which is entered if it is new.
    pub(super) fn declare(&mut self, name: &str) -> Id<T> {
        let next = Id::new(self.all.len());
        let id = *self.by_key.entry(similar::key(name)).or_insert(next);
        if id == next {
            self.all.push(Versions { name: name.to_owned(), all: Vec::new() });
        }
        id
    }
}

/// The name that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) struct Guess {
    /// As it is declared.
    name: String,
    /// Whether no other name comes near, so that it may be written without asking.
    alone: bool,
}

/// The nearest of some names.
pub(in crate::model) fn guess<'n>(word: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<Guess> {
    let name = similar::nearest(word, names.clone())?;
    let alone = similar::nearest(word, names.filter(|other| *other != name)).is_none();
    Some(Guess { name: name.to_owned(), alone })
}

/// Guesses made so far: the tables are long, and one mistake is often made many times.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    made: RefCell<HashMap<(Noun, String), Option<Guess>>>,
    /// Whether nobody will read them.
    off: bool,
}

impl Guesses {
    /// For resolving in silence.
    pub(super) fn off() -> Self {
        Self { off: true, ..Self::default() }
    }
}

/// Resolves names against the tables of a catalogue and reports those that fail.
pub(in crate::model) struct Resolver<'a> {
    /// The tables.
    pub(in crate::model) names: &'a Catalogue,
    /// Guesses made so far.
    pub(super) guesses: &'a Guesses,
    /// Where findings go.
    pub(in crate::model) out: &'a mut Sink,
}

impl Resolver<'_> {
    /// Reports a name that does not exist.
    pub(in crate::model) fn unresolved(&mut self, noun: Noun, name: &Name, guess: Option<Guess>) {
        let (noun, name_text) = (noun.text(), &name.text);
        let message = Text {
            en: format!("there is no {} `{name_text}`", noun.en),
            vi: format!("không có {} `{name_text}`", noun.vi),
        };
        let other = if guess.is_none() { self.other_kind(name) } else { None };
        let finding = self.out.report(&UNRESOLVED, name.span, message);
        propose(finding, name.span, guess);
        if let Some(other) = other.map(Noun::text) {
            let article = if other.en.starts_with('a') { "an" } else { "a" };
            finding.help(Text {
                en: format!("`{name_text}` names {article} {}, which cannot stand here", other.en),
                vi: format!("`{name_text}` là tên {}, không dùng được ở đây", other.vi),
            });
        }
    }

    /// What else a name is the name of.
    fn other_kind(&self, name: &Name) -> Option<Noun> {
        let names = self.names;
        let kinds = [
            (Noun::Level, names.levels.find(&name.text).is_some()),
            (Noun::Agency, names.agencies.find(&name.text).is_some()),
            (Noun::Place, names.places.find(&name.text).is_some()),
            (Noun::Law, names.laws.find(&name.text).is_some()),
            (Noun::Database, names.databases.find(&name.text).is_some()),
            (Noun::Document, names.documents.find(&name.text).is_some()),
            (Noun::Procedure, names.procedures.find(&name.text).is_some()),
        ];
        kinds.into_iter().find_map(|(noun, known)| known.then_some(noun))
    }

    /// The reference that a name is.
    pub(super) fn find<T: Named>(&mut self, name: &Name) -> Ref<T> {
        let table = T::table(self.names);
        let id = table.find(&name.text);
        if id.is_none() && !self.guesses.off {
            let known = (T::NOUN, name.text.clone());
            let cached = self.guesses.made.borrow().get(&known).cloned();
            let guess = cached.unwrap_or_else(|| {
                let guess = guess(&name.text, table.all.iter().map(|versions| versions.name.as_str()));
                self.guesses.made.borrow_mut().insert(known, guess.clone());
                guess
            });
            self.unresolved(T::NOUN, name, guess);
        }
        Ref { name: name.clone(), id }
    }

    /// The key of a register that exists.
    pub(in crate::model) fn database_key(&mut self, name: &Name) -> Option<String> {
        let database: Ref<Database> = self.find(name);
        database.id.map(|_| similar::key(&name.text))
    }

    /// The references that names are.
    pub(super) fn find_all<T: Named>(&mut self, names: &[Name]) -> Vec<Ref<T>> {
        names.iter().map(|name| self.find(name)).collect()
    }

    /// An agency or one of its roles. Whether it exists on a certain day is asked later.
    pub(super) fn body(&mut self, written: &ast::BodyRef) -> Body {
        let agency: Ref<Agency> = self.find(&written.agency);
        let names = self.names;
        let role_known = match (&written.role, agency.id) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(role), Some(id)) => {
                let key = similar::key(&role.text);
                let roles = names.agencies.get(id).all.iter().flat_map(|version| &version.roles);
                let roles: Vec<_> = roles.map(|role| role.name.text.as_str()).collect();
                let known = roles.iter().any(|name| similar::key(name) == key);
                if !known {
                    let guess = guess(&role.text, roles.into_iter());
                    let (agency, role_text) = (&written.agency.text, &role.text);
                    let message = crate::text!(
                        en: "`{agency}` has no role `{role_text}`", vi: "`{agency}` không có chức danh `{role_text}`"
                    );
                    propose(self.out.report(&UNRESOLVED, role.span, message), role.span, guess);
                }
                known
            }
        };
        Body { agency, role: written.role.clone(), role_known, span: written.span }
    }
}

/// Adds "did you mean", and the replacement where nothing else can be meant.
pub(super) fn propose(finding: &mut crate::base::Diagnostic, at: Span, guess: Option<Guess>) {
    let Some(Guess { name, alone }) = guess else { return };
    finding.help(crate::text!(en: "did you mean `{name}`?", vi: "có phải là `{name}` không?"));
    if alone {
        finding.fix(crate::text!(en: "write `{name}`", vi: "viết `{name}`"), vec![Edit { at, new: name }]);
    }
}

/// How many further uses of an unknown name are shown with the first.
const SHOWN_USES: usize = 5;

/// Makes one finding of an unknown name that is used several times in a procedure, or in a file outside procedures:
/// the first use is reported, the others are shown with it and cured with it.
pub(super) fn gather(out: &mut Sink) {
    type Key = (Option<String>, crate::base::FileId, Text);
    let all = std::mem::take(&mut out.findings);
    let mut groups: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Option<crate::base::Diagnostic>> = all.into_iter().map(Some).collect();
    for (index, finding) in kept.iter().enumerate() {
        let finding = finding.as_ref().expect("nothing has been taken yet");
        if finding.code == UNRESOLVED {
            let key = (finding.procedure.clone(), finding.at.file, finding.message.clone());
            groups.entry(key).or_default().push(index);
        }
    }
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_key(|&index| kept[index].as_ref().map(|finding| finding.at));
        let mut first = kept[group[0]].take().expect("every finding is in one group");
        let mut uses = BTreeSet::from([first.at]);
        for &index in &group[1..] {
            let other = kept[index].take().expect("every finding is in one group");
            if uses.insert(other.at) {
                if first.related.len() < SHOWN_USES {
                    first.label(other.at, crate::text!(en: "also used here", vi: "cũng được dùng ở đây"));
                }
                if let (Some(fix), Some(more)) = (&mut first.fix, other.fix) {
                    fix.edits.extend(more.edits);
                }
            }
        }
        kept[group[0]] = Some(first);
    }
    out.findings = kept.into_iter().flatten().collect();
}
