//! The form: the lines that it came with, else a field for each fact that the applicant states; and a box to tick for each paper.

use super::kept::fields;
use crate::base::Xml;
use crate::drawing::ascii;
use crate::model::{Demand, FactOrigin, FactType, Procedure, shown};

/// The line that opens the words of a form that the importer kept.
const OPENING: &str = "e-PAR:";

/// The form of a view.
pub(super) fn document(view: &Procedure) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("form", &[]);
    let words = view.notes.text.as_ref().map_or("", |text| text.text.as_str());
    match words.split_once(OPENING) {
        Some((_, lines)) => again(&mut xml, view, lines),
        None => anew(&mut xml, view),
    }
    xml.close();
    xml.finish()
}

/// The lines and items that the form came with; a paper's title stands in the catalogue.
fn again(xml: &mut Xml, view: &Procedure, lines: &str) {
    let mut papers = view.documents.iter();
    let mut open = false;
    for line in lines.lines() {
        let (element, words) = match line.split_once(':') {
            Some((element @ ("line" | "item"), words)) => (element, words.trim()),
            _ => continue,
        };
        let mut attributes = fields(words);
        if attributes.iter().any(|(name, value)| name == "doc" && value.eq_ignore_ascii_case("yes")) {
            // A paper without a title was kept as it is.
            if let Some(paper) = papers.next().filter(|_| !attributes.iter().any(|(name, _)| name == "title")) {
                attributes.push(("title".to_owned(), title(view, paper)));
            }
        }
        let attributes: Vec<(&str, &str)> =
            attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if element == "line" {
            if open {
                xml.close();
            }
            xml.open("line", &attributes);
            open = true;
        } else {
            xml.empty("item", &attributes);
        }
    }
    if open {
        xml.close();
    }
}

fn anew(xml: &mut Xml, view: &Procedure) {
    let asked: Vec<_> = view.facts.iter().filter(|fact| fact.origin == FactOrigin::Applicant).collect();
    if !asked.is_empty() {
        xml.open("line", &[("label", "Thông tin kê khai"), ("cols", "1")]);
        for fact in asked {
            let name = shown(&fact.name, fact.title.as_ref());
            let (kind, validate) = match fact.kind {
                FactType::Truth => ("Checkbox", "text"),
                FactType::Number | FactType::Money(_) => ("Textbox", "number"),
                FactType::Date => ("TextboxDate", "date"),
                FactType::OneOf(_) => ("Textbox", "text"),
            };
            let id = format!("txt_{}", ascii(&fact.name.text));
            let label = format!("{name}:");
            let attributes = [
                ("type", kind),
                ("id", id.as_str()),
                ("name", name),
                ("allownull", "yes"),
                ("validate", validate),
                ("label", &label),
                ("view", "true"),
            ];
            xml.empty("item", &attributes);
        }
        xml.close();
    }
    if view.documents.is_empty() {
        return;
    }
    xml.open("line", &[("label", "Giấy tờ"), ("cols", "1")]);
    for (at, paper) in view.documents.iter().enumerate() {
        let (id, title) = (format!("ckb_{}", at + 1), title(view, paper));
        let attributes = [
            ("type", "Checkbox"),
            ("value", "0"),
            ("doc", "yes"),
            ("id", id.as_str()),
            ("name", &title),
            ("allownull", "yes"),
            ("validate", "text"),
            ("title", &title),
        ];
        xml.empty("item", &attributes);
    }
    xml.close();
}

/// What a line of the dossier is called.
fn title(view: &Procedure, demand: &Demand) -> String {
    let one = |paper: &crate::model::Paper| {
        let data = view.datum(paper.data);
        let title = paper.title.as_ref().or(data.title.as_ref());
        title.map_or_else(|| data.name.text.clone(), |title| title.text.clone())
    };
    let alternatives = || demand.any_of.iter().map(one).collect::<Vec<_>>().join(" / ");
    demand.title.as_ref().map_or_else(alternatives, |title| title.text.clone())
}
