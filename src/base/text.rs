//! A sentence in both languages; the reader's language is chosen only when it is shown.

use std::borrow::Cow;
use std::fmt;

/// The words, of at most so many letters: longer ones are cut and end with an ellipsis.
pub(crate) fn cut(words: &str, most: usize) -> Cow<'_, str> {
    match words.char_indices().nth(most) {
        None => Cow::Borrowed(words),
        Some(_) => Cow::Owned(words.chars().take(most.saturating_sub(1)).chain(['…']).collect()),
    }
}

/// A language that sources are written in and readers are addressed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Language {
    /// The two-letter code that the user types (`--lang vi`).
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
        }
    }

    /// The other of the two.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Vi,
            Self::Vi => Self::En,
        }
    }

    /// Chooses between an English and a Vietnamese value.
    pub fn pick<T>(self, en: T, vi: T) -> T {
        match self {
            Self::En => en,
            Self::Vi => vi,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One sentence in English and in Vietnamese, with the same facts filled in. Made by [`text!`](crate::text).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// The English sentence.
    pub en: String,
    /// The Vietnamese sentence.
    pub vi: String,
}

impl Text {
    /// The same words in both languages: names, titles, quoted sources.
    pub fn same(words: impl Into<String>) -> Self {
        let en = words.into();
        Self { vi: en.clone(), en }
    }

    /// The sentence in `language`.
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.en, &self.vi)
    }

    /// Joins several texts with a separator, in each language.
    pub fn join(parts: &[Self], separator: &str) -> Self {
        let collect = |of: fn(&Self) -> &str| parts.iter().map(of).collect::<Vec<_>>().join(separator);
        Self { en: collect(|t| &t.en), vi: collect(|t| &t.vi) }
    }
}

/// Writes a [`Text`]: `text!(en: "step `{name}` …", vi: "bước `{name}` …")`, with captured or trailing arguments
/// that serve both languages.
#[macro_export]
macro_rules! text {
    (en: $en:literal, vi: $vi:literal $(, $($arg:tt)*)?) => {
        $crate::base::Text { en: format!($en $(, $($arg)*)?), vi: format!($vi $(, $($arg)*)?) }
    };
}
