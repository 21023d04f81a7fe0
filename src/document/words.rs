//! Phrases that several documents use: who, by which law, how many copies, on which day. Alone knows how a signer says them.

use crate::base::Language;
use crate::drawing;
use crate::model::{
    At, Atom, Bodies, Body, Catalogue, Citation, Condition, Demand, FactId, FactType, Hand, LawRef, OrUnknown, Paper,
    Party, Pinpoint, Procedure, Test, Title, Value,
};
use crate::time::Date;

/// A sentence begins with a capital.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words in the middle of a sentence.
pub(super) fn small(words: &str) -> String {
    let mut letters = words.chars();
    // A second capital means an abbreviation or a name: `UBND cấp xã`.
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// A condition in the middle of a sentence, with registers by their titles.
pub(super) fn condition(
    catalogue: &Catalogue,
    procedure: &Procedure,
    condition: &Condition,
    day: Date,
    language: Language,
) -> String {
    let mut said = small(&phrase(condition, procedure, language));
    condition.atoms(&mut |atom, _| {
        let Atom::Found(key) = atom else { return };
        let database = catalogue.databases.find(key).map(|id| catalogue.databases.get(id).near(day));
        if let Some(title) = database.and_then(|database| database.title.as_ref()) {
            said = said.replace(key.as_str(), &title.text);
        }
    });
    said
}

/// A condition as a sentence says it: what does not hold is a case that is not there, a register that does not answer.
fn phrase(condition: &Condition, procedure: &Procedure, language: Language) -> String {
    let inside = |one: &Condition| {
        let said = phrase(one, procedure, language);
        if matches!(one, Condition::All(_) | Condition::Any(_)) { format!("({said})") } else { said }
    };
    let absent =
        |said: &str| language.pick(format!("not the case “{said}”"), format!("không thuộc trường hợp “{said}”"));
    let join = |parts: &[Condition], word: &str| parts.iter().map(inside).collect::<Vec<_>>().join(word);
    match condition {
        Condition::All(parts) => join(parts, language.pick(" and ", " và ")),
        Condition::Any(parts) => join(parts, language.pick(" or ", " hoặc ")),
        Condition::Not(inner) => {
            let said = phrase(inner, procedure, language);
            if matches!(inner.as_ref(), Condition::Test { atom: Atom::Found(_), .. }) {
                language.pick(format!("not {said}"), format!("không {said}"))
            } else {
                absent(&said)
            }
        }
        Condition::Test { atom: Atom::Fact(id), test: Test::In(values), .. } if values == &[Value::Truth(false)] => {
            let fact = procedure.fact(*id);
            absent(fact.title.as_ref().map_or(&fact.name.text, |title| &title.text))
        }
        // A choice says what the fact is about, where the fact has no title.
        Condition::Test { atom: Atom::Fact(id), test: Test::In(values), span }
            if is_untitled_choice(procedure, *id) =>
        {
            let about = format!("{}: ", procedure.fact(*id).name.text);
            let one = |value: &Value| {
                let test = Test::In(vec![value.clone()]);
                let one = Condition::Test { atom: Atom::Fact(*id), test, span: *span };
                let said = drawing::describe(&one, procedure, language);
                small(said.strip_prefix(&about).unwrap_or(&said))
            };
            values.iter().map(one).collect::<Vec<_>>().join(language.pick(" or ", " hoặc "))
        }
        other => small(&drawing::describe(other, procedure, language)),
    }
}

fn is_untitled_choice(procedure: &Procedure, id: FactId) -> bool {
    let fact = procedure.fact(id);
    fact.title.is_none() && matches!(fact.kind, FactType::OneOf(_))
}

/// `điểm a khoản 2 Điều 21`, `Phụ lục IV`.
pub(super) fn pinpoint(pinpoint: &Pinpoint, language: Language) -> String {
    let article = |parts: &[String]| {
        let names = language.pick(["article", "clause", "point"], ["Điều", "khoản", "điểm"]);
        let mut said: Vec<String> = parts.iter().zip(names).map(|(part, name)| format!("{name} {part}")).collect();
        said.reverse();
        said.join(" ")
    };
    let mut all: Vec<String> = pinpoint.articles.iter().map(|one| article(&one.parts)).collect();
    all.extend(
        pinpoint.appendix.iter().map(|number| format!("{} {}", language.pick("appendix", "Phụ lục"), number.text)),
    );
    all.join(", ")
}

/// A citation: where in which instrument.
pub(super) fn citation(catalogue: &Catalogue, citation: &Citation, day: Date, language: Language) -> String {
    let law = match &citation.law {
        LawRef::Quoted(title) => title.text.clone(),
        LawRef::Registered(law) => {
            let known = law.id.map(|id| catalogue.laws.get(id).near(day));
            known.and_then(|law| law.title.as_ref()).map_or_else(|| law.name.text.clone(), |title| title.text.clone())
        }
    };
    match &citation.pinpoint {
        Some(place) => format!("{} {law}", pinpoint(place, language)),
        None => law,
    }
}

/// The agencies that answer for something, each once.
pub(super) fn agencies(catalogue: &Catalogue, bodies: &Bodies, day: Date, language: Language) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for party in &bodies.any_of {
        let name = match party {
            Party::Applicant(_) => applicant(language),
            Party::Body { body, other } => {
                let title = catalogue.agency_title(body, day);
                if *other { format!("{title} {}", language.pick("elsewhere", "nơi khác")) } else { title }
            }
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

pub(super) use crate::model::role_of;

/// A body with its agency.
pub(super) fn body(catalogue: &Catalogue, body: &Body, day: Date) -> String {
    role_of(&catalogue.title_of(body, day), &catalogue.agency_title(body, day))
}

/// The persons that work something; those who only take part come after.
pub(super) fn persons(catalogue: &Catalogue, bodies: &Bodies, day: Date, language: Language) -> Vec<String> {
    let name = |party: &Party| match party {
        Party::Applicant(_) => applicant(language),
        Party::Body { body, .. } => catalogue.title_of(body, day),
    };
    let or = language.pick(" or ", " hoặc ");
    let mut lines = vec![bodies.any_of.iter().map(name).collect::<Vec<_>>().join(or)];
    let with: Vec<String> = bodies.with.iter().map(name).collect();
    if !with.is_empty() {
        lines.push(format!("{}: {}", language.pick("with", "Phối hợp"), with.join("; ")));
    }
    lines
}

fn applicant(language: Language) -> String {
    language.pick("Applicant", "Tổ chức, cá nhân").to_owned()
}

/// What people call a paper.
pub(super) fn paper_title(catalogue: &Catalogue, procedure: &Procedure, paper: &Paper, day: Date) -> String {
    let data = procedure.datum(paper.data);
    let kind = data.document.map(|id| catalogue.documents.get(id).near(day)).and_then(|kind| kind.title.as_ref());
    let title: Option<&Title> = paper.title.as_ref().or(data.title.as_ref()).or(kind);
    let mut shown = title.map_or_else(|| data.name.text.clone(), |title| title.text.clone());
    if let Some(form) = &paper.form {
        shown += &format!(" ({})", form.text);
    }
    shown
}

/// A line of the dossier: its paper, or what the alternatives have in common.
pub(super) fn demand_title(
    catalogue: &Catalogue,
    procedure: &Procedure,
    demand: &Demand,
    day: Date,
    language: Language,
) -> String {
    let all: Vec<String> = demand.any_of.iter().map(|paper| paper_title(catalogue, procedure, paper, day)).collect();
    let all = all.join(language.pick(" or ", " hoặc "));
    match &demand.title {
        Some(title) if demand.is_choice => format!("{}: {all}", title.text),
        _ => all,
    }
}

/// How many originals, certified copies and plain copies a way to hand a paper in asks for; empty cells for none.
pub(super) fn copies(hands: &[At<Hand>], language: Language) -> [String; 3] {
    let mut cells = [String::new(), String::new(), String::new()];
    let number = |count: &OrUnknown<u32>| match count {
        OrUnknown::Known(count) => format!("{count:02}"),
        OrUnknown::Unknown => "…".to_owned(),
    };
    for hand in hands {
        match &hand.value {
            Hand::Original(count) => cells[0] = number(count),
            Hand::CertifiedCopy(count) => cells[1] = number(count),
            Hand::Copy(count) => cells[2] = number(count),
            Hand::Digital(_) => language.pick("digital", "bản điện tử").clone_into(&mut cells[2]),
            Hand::Shown => language.pick("shown", "xuất trình").clone_into(&mut cells[0]),
        }
    }
    cells
}
