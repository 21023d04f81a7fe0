//! What people read and sign: proposals, annexes and slips, as blocks that one small file a format writes out.
//!
//! Whoever makes a document decides on words and order and knows no format; a format knows fonts, margins and escapes and
//! nothing of procedures.

pub mod accounts;
mod amend;
mod annex;
mod assured;
mod block;
mod branch;
pub mod data;
mod docx;
mod figures;
mod folder;
mod html;
mod markdown;
mod measure;
mod naming;
mod picture;
mod plain;
pub mod programme;
pub mod proposal;
mod reviewed;
mod route;
mod slip;
mod words;
mod xlsx;

pub use annex::annex;
pub use block::{
    Align, Block, Cell, Column, Document, Drawing, Face, Head, Row, Run, Signer, Table, bold, italic, plain as text,
    tables,
};
pub use docx::docx;
pub use folder::{Format, add};
pub use html::html;
pub use markdown::markdown;
pub use naming::Names;
pub use plain::plain;
pub use reviewed::{Reviewed, reviewed};
pub use rust_xlsxwriter::XlsxError as TooLarge;
pub use slip::slip;
pub use xlsx::{Sheet, xlsx};
