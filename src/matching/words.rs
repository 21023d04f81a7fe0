//! The words of a written name in the form in which they are compared.

use crate::base::similar;

/// A word, or a mark between words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A normalised word.
    Word(String),
    /// One of `, ; : / .` or a line break.
    Mark(char),
    /// What stood in brackets.
    Note(Vec<Token>),
}

impl Token {
    pub(super) fn word(self) -> Option<String> {
        match self {
            Self::Word(word) => Some(word),
            Self::Mark(_) | Self::Note(_) => None,
        }
    }

    pub(super) fn as_word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Mark(_) | Self::Note(_) => None,
        }
    }
}

/// What offices abbreviate, and what it stands for.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("bhxh", "bảo hiểm xã hội"),
    ("bhyt", "bảo hiểm y tế"),
    ("cccd", "căn cước công dân"),
    ("cmnd", "chứng minh nhân dân"),
    ("cmtnd", "chứng minh nhân dân"),
    ("cmt", "chứng minh nhân dân"),
    ("csdl", "cơ sở dữ liệu"),
    ("csdlqg", "cơ sở dữ liệu quốc gia"),
    ("csdlqgvdc", "cơ sở dữ liệu quốc gia về dân cư"),
    ("csdlqgvđkdn", "cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp"),
    ("đkdn", "đăng ký doanh nghiệp"),
    ("đkhkd", "đăng ký hộ kinh doanh"),
    ("đkkd", "đăng ký kinh doanh"),
    ("gcn", "giấy chứng nhận"),
    ("gcnđkdn", "giấy chứng nhận đăng ký doanh nghiệp"),
    ("gcnđkkd", "giấy chứng nhận đăng ký kinh doanh"),
    ("gcnqsdđ", "giấy chứng nhận quyền sử dụng đất"),
    ("gksk", "giấy khám sức khỏe"),
    ("gpkd", "giấy phép kinh doanh"),
    ("gplx", "giấy phép lái xe"),
    ("gpxd", "giấy phép xây dựng"),
    ("htx", "hợp tác xã"),
    ("lltp", "lý lịch tư pháp"),
    ("qsdđ", "quyền sử dụng đất"),
    ("qsdd", "quyền sử dụng đất"),
    ("tthc", "thủ tục hành chính"),
    ("ubnd", "ủy ban nhân dân"),
];

/// The abbreviations that stand for a word, and for others with it.
pub(super) fn abbreviations_of(word: &str) -> impl Iterator<Item = &'static str> {
    ABBREVIATIONS.iter().filter(move |(_, long)| long.split(' ').any(|part| part == word)).map(|(short, _)| *short)
}

/// The words and marks of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let small: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| match c {
            '\n' => c,
            '×' => 'x',
            _ if c.is_whitespace() => ' ',
            _ => c,
        })
        .collect();
    let small = similar::key(&small.to_lowercase());
    let mut open: Vec<Vec<Token>> = vec![Vec::new()];
    let mut word = String::new();
    let mut letters = small.chars().peekable();
    let mut before = '\n';
    while let Some(c) = letters.next() {
        let blank_before = std::mem::replace(&mut before, c).is_whitespace();
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let tokens = open.last_mut().expect("the outermost is never closed");
        push(tokens, &mut word);
        match c {
            '(' | '[' => open.push(Vec::new()),
            ')' | ']' => match (open.len(), open.pop()) {
                (2.., Some(note)) => {
                    let outer = open.last_mut().expect("two were open");
                    // "02 ảnh (3×4 cm)": the size is part of the name.
                    if is_size(&note) { outer.extend(note) } else { outer.push(Token::Note(note)) }
                }
                (_, Some(outer)) => open.push(outer), // a closing bracket without an opening one: `a)`
                (_, None) => {}
            },
            ',' | ';' | ':' | '/' | '.' | '\n' => tokens.push(Token::Mark(c)),
            // An item of a list within the line.
            '-' | '+' | '*' | '•' if blank_before && letters.peek().is_some_and(|next| next.is_whitespace()) => {
                tokens.push(Token::Mark('\n'));
            }
            _ => {}
        }
    }
    push(open.last_mut().expect("the outermost is never closed"), &mut word);
    while open.len() > 1 {
        let note = open.pop().expect("more than one is open");
        open.last_mut().expect("the outermost is never closed").push(Token::Note(note));
    }
    open.pop().unwrap_or_default()
}

/// Whether a note is a size: `3x4 cm`, `3 x 4 cm`, `4cm x 6cm`.
fn is_size(note: &[Token]) -> bool {
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    match note {
        [Token::Word(first), rest @ ..] if number(first) => {
            first.contains('x') || rest.iter().take(2).any(|token| token.as_word() == Some("x"))
        }
        _ => false,
    }
}

/// Direction marks, soft hyphens and zero-width blanks that web pages leave in texts.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn push(tokens: &mut Vec<Token>, word: &mut String) {
    if word.is_empty() {
        return;
    }
    match ABBREVIATIONS.iter().find(|(short, _)| short == word) {
        Some((_, long)) => tokens.extend(long.split(' ').map(|part| Token::Word(part.to_owned()))),
        None => tokens.push(Token::Word(spelt(word))),
    }
    word.clear();
}

/// One spelling where the final vowel is written `i` or `y` (`kí`/`ký`, `lí`/`lý`, `qui`/`quy`).
fn spelt(word: &str) -> String {
    let mut letters = word.chars();
    let Some(last) = letters.next_back() else { return word.to_owned() };
    let folded = match last {
        'i' => 'y',
        'í' => 'ý',
        'ì' => 'ỳ',
        'ỉ' => 'ỷ',
        'ĩ' => 'ỹ',
        'ị' => 'ỵ',
        _ => return word.to_owned(),
    };
    match letters.as_str() {
        start @ ("h" | "k" | "l" | "m" | "s" | "t" | "qu") => format!("{start}{folded}"),
        _ => word.to_owned(),
    }
}
