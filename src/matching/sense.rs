//! Whether a line of a dossier asks for its papers, asks only where a register does not answer, or says that they are
//! not needed.

use super::words::Token;
use std::sync::LazyLock;

/// How far a line asks for what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// In any case.
    Always,
    /// Only where the authority cannot look it up itself, or as long as it cannot.
    UnlessFound,
    /// Not at all: it is named to say that it need not be handed in.
    Never,
}

/// Wordings of "need not be handed in": each is a sequence of words, `*` stands for up to eight others.
const NOT_NEEDED: &[&str] = &[
    "không phải nộp",
    "không cần nộp",
    "không phải xuất trình",
    "không phải cung cấp",
    "không phải gửi",
    "không bắt buộc phải nộp",
    "không yêu cầu * nộp",
    "không yêu cầu * xuất trình",
    "không yêu cầu * cung cấp",
    "không được yêu cầu * nộp",
    "miễn nộp",
    "được thay thế hoặc cắt giảm",
    "thay cho việc nộp",
];

/// Wordings of "only where the register does not answer".
const LOOKED_UP: &[&str] = &[
    "không khai thác được",
    "không thể khai thác",
    "chưa khai thác được",
    "khai thác không đầy đủ",
    "không thể tra cứu",
    "không tra cứu được",
    "chưa được tích hợp",
    "chưa được đăng tải trên",
    "không có tên trên hệ thống",
    "chưa được kết nối",
    "chưa kết nối",
    "chưa được cập nhật * cơ sở dữ liệu",
    "chưa có * cơ sở dữ liệu",
    "không có * cơ sở dữ liệu",
    "đã có * cơ sở dữ liệu",
    "khai thác được",
    "được khai thác",
    "khai thác sử dụng thông tin",
    "chủ động khai thác",
    "thực hiện khai thác",
    "khai thác thông tin",
    "khai thác dữ liệu",
    "tra cứu * cơ sở dữ liệu",
    "đã được kết nối",
    "được kết nối chia sẻ",
    "khai thác * cơ sở dữ liệu",
];

/// What a line says of its papers.
pub(super) fn asked(tokens: &[Token]) -> Asked {
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    if LOOKED_UP_SAID.iter().any(|wording| wording.is_in(&words)) {
        Asked::UnlessFound
    } else if NOT_NEEDED_SAID.iter().any(|wording| wording.is_in(&words)) {
        Asked::Never
    } else {
        Asked::Always
    }
}

/// Wordings of papers that another state has issued.
const ABROAD: &[&str] = &[
    "hợp pháp hóa lãnh sự",
    "nước ngoài cấp",
    "của đối tác nước ngoài",
    "cơ quan có thẩm quyền của nước mà",
    "nước sở tại cấp",
];

/// With what a line divides cases: then it asks for papers of this state too.
const DIVIDES: &[&str] = &["trường hợp", "nếu", "đối với", "hoặc"];

/// Whether a line asks only for what another state has issued.
pub(super) fn abroad(tokens: &[Token]) -> bool {
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    let says = |wordings: &[Wording]| wordings.iter().any(|wording| wording.is_in(&words));
    says(&ABROAD_SAID) && !says(&DIVIDES_SAID)
}

/// Wordings of whose paper it is: a body or person of another state. `*` stands for up to eight words.
const ANOTHER_STATE: &[&str] = &[
    "của * nước ngoài",
    "của nước có chung biên giới",
    "pháp luật nước ngoài",
    "pháp luật của nước",
    "của nước ngoài",
    "văn phòng đại diện tại việt nam",
    "chi nhánh tại việt nam",
];

/// What ends in the same words and is of this state.
const OF_THIS_STATE: &[&str] =
    &["vốn đầu tư nước ngoài", "vốn nước ngoài", "ở nước ngoài", "ra nước ngoài", "với nước ngoài", "tại nước ngoài"];

/// Whether words that are said of a paper say that it is another state's.
pub(super) fn another_state(words: &[&str]) -> bool {
    let says = |wordings: &[Wording]| wordings.iter().any(|wording| wording.is_in(words));
    says(&ANOTHER_STATE_SAID) && !says(&OF_THIS_STATE_SAID)
}

/// Whether it is said for whom a paper is.
pub(super) fn says_for_whom(tokens: &[Token]) -> bool {
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    words.windows(2).any(|two| two == ["đối", "với"])
}

/// Whether a line says first that its papers are shown, and not that they are handed in too.
pub(super) fn shown(tokens: &[Token]) -> bool {
    const FIRST: [&str; 4] =
        ["xuất trình", "giấy tờ xuất trình", "giấy tờ phải xuất trình", "các giấy tờ phải xuất trình"];
    let sentence = tokens.iter().position(|token| *token == Token::Mark('.')).unwrap_or(tokens.len());
    let mut words = Vec::new();
    flatten(&tokens[..sentence], &mut words);
    let first = words.iter().position(|word| word.chars().count() > 1).unwrap_or(words.len());
    let words = &words[first..];
    let begins = |wording: &str| wording.split(' ').eq(words.iter().take(wording.split(' ').count()).copied());
    FIRST.iter().any(|wording| begins(wording)) && !words.contains(&"nộp")
}

/// All words, those in brackets included.
pub(super) fn flatten<'t>(tokens: &'t [Token], words: &mut Vec<&'t str>) {
    for token in tokens {
        match token {
            Token::Word(word) => words.push(word),
            Token::Note(note) => flatten(note, words),
            Token::Mark(_) => {}
        }
    }
}

/// How many words `*` may stand for.
const REACH: usize = 8;

static NOT_NEEDED_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| NOT_NEEDED.iter().map(Wording::of).collect());
static ABROAD_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| ABROAD.iter().map(Wording::of).collect());
static ANOTHER_STATE_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| ANOTHER_STATE.iter().map(Wording::of).collect());
static OF_THIS_STATE_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| OF_THIS_STATE.iter().map(Wording::of).collect());
static DIVIDES_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| DIVIDES.iter().map(Wording::of).collect());
static LOOKED_UP_SAID: LazyLock<Vec<Wording>> = LazyLock::new(|| LOOKED_UP.iter().map(Wording::of).collect());

/// A wording, taken apart: the words before `*`, and those after it.
struct Wording {
    head: Vec<&'static str>,
    tail: Vec<&'static str>,
}

impl Wording {
    fn of(written: &&'static str) -> Self {
        let (head, tail) = written.split_once(" * ").unwrap_or((written, ""));
        Self { head: head.split(' ').collect(), tail: tail.split_terminator(' ').collect() }
    }

    fn is_in(&self, words: &[&str]) -> bool {
        let Self { head, tail } = self;
        words.windows(head.len()).enumerate().any(|(at, window)| {
            let rest = &words[at + head.len()..];
            window == head
                && (tail.is_empty()
                    || rest[..rest.len().min(REACH + tail.len())].windows(tail.len()).any(|words| words == tail))
        })
    }
}
