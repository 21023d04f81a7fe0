//! Attributes that a procedure came with and that the importer kept as words: `code=X; time=0; single_user=true`.

use crate::model::Title;

/// Attributes by name, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept(Vec<(String, String)>);

impl Kept {
    /// Reads the words of a `text`; lines that hold no attribute are passed over.
    pub(super) fn of(text: Option<&Title>) -> Self {
        Self(text.map(|text| text.text.lines().flat_map(fields).collect()).unwrap_or_default())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The attributes of one line. A value goes on to the next `; name=`.
pub(super) fn fields(line: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for part in line.split("; ") {
        match part.split_once('=').filter(|(name, _)| is_name(name)) {
            Some((name, value)) => fields.push((name.to_owned(), value.to_owned())),
            None => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push_str("; ");
                    value.push_str(part);
                }
            }
        }
    }
    fields
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}
