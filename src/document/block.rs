//! A document as blocks: what all formats have in common. Its words are in one language and mean nothing to a format.

use crate::base::Language;

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What it is called in lists and windows.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// What stands over it, if it is an official paper.
    pub head: Option<Head>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The head of an official paper (Decree 30/2020/NĐ-CP, annex I): national title right, issuer left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The body above the issuer.
    pub above: Option<String>,
    /// Who issues it.
    pub issuer: String,
    /// Its number, or the dots where it will stand.
    pub number: String,
    /// Place and day, or the dots where they will stand.
    pub dated: String,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What the paper is, in the middle: the kind in capitals, then what it is about.
    Title {
        /// `PHƯƠNG ÁN ĐƠN GIẢN HÓA`.
        kind: String,
        /// What about.
        about: String,
        /// In brackets below: which decision it belongs to.
        note: String,
    },
    /// A heading of a level from 1 to 3, with its number in its words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A line of a list without numbers.
    Item(Vec<Run>),
    /// A table.
    Table(Table),
    /// A picture.
    Drawing(Drawing),
    /// Who signs, side by side.
    Signatures(Vec<Signer>),
    /// What follows begins on a new page.
    NewPage,
}

/// Words of one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are set.
    pub face: Face,
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Upright.
    Plain,
    /// Bold.
    Bold,
    /// Slanted.
    Italic,
}

/// Words set upright.
pub fn plain(words: impl Into<String>) -> Run {
    Run { text: words.into(), face: Face::Plain }
}

/// Words set bold.
pub fn bold(words: impl Into<String>) -> Run {
    Run { text: words.into(), face: Face::Bold }
}

/// Words set slanted.
pub fn italic(words: impl Into<String>) -> Run {
    Run { text: words.into(), face: Face::Italic }
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: Option<String>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands over it together with its neighbours of the same word.
    pub group: Option<String>,
    /// Its heading.
    pub heading: String,
    /// Its share of the width; only relations matter.
    pub share: u32,
    /// How its cells are set.
    pub align: Align,
}

/// Where a cell's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its cells, one a column; a row of one cell spans all columns.
    pub cells: Vec<Cell>,
    /// How its words are set.
    pub face: Face,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its words, a line each.
    pub lines: Vec<String>,
    /// The number that they say, for spreadsheets.
    pub number: Option<i64>,
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self { lines: vec![words.into()], number: None }
    }

    /// Lines.
    pub fn lines(lines: Vec<String>) -> Self {
        Self { lines, number: None }
    }

    /// A number of things, or the place of one.
    pub fn count(number: usize) -> Self {
        Self { lines: vec![number.to_string()], number: i64::try_from(number).ok() }
    }

    /// A number and how it is shown.
    pub fn number(number: i64, shown: impl Into<String>) -> Self {
        Self { lines: vec![shown.into()], number: Some(number) }
    }
}

impl Column {
    /// A column whose words stand at the left.
    pub fn left(heading: &str, share: u32) -> Self {
        Self { group: None, heading: heading.to_owned(), share, align: Align::Left }
    }

    /// The same column with its words elsewhere.
    #[must_use]
    pub fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// The same column under a word that it shares.
    #[must_use]
    pub fn under(self, group: &str) -> Self {
        Self { group: Some(group.to_owned()), ..self }
    }
}

impl Row {
    /// A row of words.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, face: Face::Plain }
    }

    /// The same row in another face.
    #[must_use]
    pub fn set(self, face: Face) -> Self {
        Self { face, ..self }
    }
}

impl Table {
    /// The words over the columns and how many each spans, if there are any.
    pub fn groups(&self) -> Option<Vec<(Option<&str>, usize)>> {
        self.columns.iter().any(|column| column.group.is_some()).then(|| {
            let mut groups: Vec<(Option<&str>, usize)> = Vec::new();
            for column in &self.columns {
                match (groups.last_mut(), column.group.as_deref()) {
                    (Some((last, count)), group) if group.is_some() && *last == group => *count += 1,
                    (_, group) => groups.push((group, 1)),
                }
            }
            groups
        })
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture.
    pub svg: String,
    /// What it shows, under it and for who cannot see it.
    pub caption: String,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// In capitals: who.
    pub who: String,
    /// In brackets: how.
    pub note: String,
}

/// Every table with the heading it stands under.
pub fn tables(document: &Document) -> Vec<(String, &Table)> {
    let mut heading = document.title.as_str();
    let mut all = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, words) => heading = words,
            Block::Table(table) => all.push((table.caption.clone().unwrap_or_else(|| heading.to_owned()), table)),
            _ => {}
        }
    }
    all
}
