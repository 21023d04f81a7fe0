//! The spreadsheets that a catalogue names, read row by row with places; what they mean is the model's concern.

use crate::base::Span;

/// The tables of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tables {
    /// Bodies in territories.
    pub places: Vec<PlaceRow>,
    /// What they really have.
    pub staff: Vec<StaffRow>,
}

/// One cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text without outer blanks and quotes.
    pub text: String,
    /// Its place in the file.
    pub span: Span,
}

/// A row of the place table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// Its name.
    pub name: Cell,
    /// Its title.
    pub title: Option<Cell>,
    /// The kind of body it is.
    pub agency: Option<Cell>,
    /// The place that contains it.
    pub within: Option<Cell>,
    /// The first day of its existence.
    pub from: Option<Cell>,
    /// The last day of its existence.
    pub until: Option<Cell>,
    /// Facts about the territory: the column's heading and the cell.
    pub given: Vec<(Cell, Cell)>,
    /// The row.
    pub span: Span,
}

/// A row of the staff table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// The place.
    pub place: Cell,
    /// The role, `commune-pc/chair`.
    pub role: Cell,
    /// Accounts in the processing system.
    pub accounts: Option<Cell>,
    /// Digital certificates.
    pub certificates: Option<Cell>,
    /// Equipment, separated by `;`.
    pub equipment: Option<Cell>,
    /// The row.
    pub span: Span,
}
