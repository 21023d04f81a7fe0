//! Takes a line of a dossier apart: which papers it names, whether any of them will do, and whether it asks for them.

use super::index::{Match, Matcher, Spelt, Why};
use super::sense::{self, Asked};
use super::words::Token;
use std::collections::BTreeMap;

/// A line of a dossier as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The papers that it names, in order.
    pub papers: Vec<Named>,
    /// How they belong together.
    pub join: Join,
    /// Whether it asks for them.
    pub asked: Asked,
    /// Whether it asks only for what another state has issued.
    pub abroad: bool,
    /// Whether it says itself that its papers are only shown.
    pub shown: bool,
}

/// How the papers of a line belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// All of them (or there is one, or none).
    All,
    /// Any one of them will do.
    Any,
}

/// A paper that a line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name, normalised, without what is said of the hand, and cut.
    pub words: String,
    /// Its type in the registry.
    pub matched: Option<Match>,
    /// Whether it is only something that is worth the same ("văn bản tương đương", "giấy tờ thay thế").
    pub equivalent: bool,
    /// Whether it may be handed in instead of the one before it.
    pub instead: bool,
    /// Whether it is said to be that of a body or person of another state.
    pub abroad: bool,
}

/// What is said of the hand in which a paper is given, and of how it is given.
const HANDS: &[&str] = &[
    "bản chính",
    "bản gốc",
    "bản sao",
    "bản chụp",
    "bản scan",
    "bản điện tử",
    "bản in",
    "bản phô tô",
    "bản photo",
    "bản photocopy",
    "bản cứng",
    "bản giấy",
    "bản chứng thực",
    "bản công chứng",
    "tệp tin",
    "tập tin",
    "ảnh chụp",
    "phô tô",
    "photo",
    "photocopy",
    "dữ liệu điện tử",
    "điện tử",
    "có chứng thực",
    "được chứng thực",
    "chứng thực",
    "đã được chứng thực",
    "không yêu cầu chứng thực",
    "không cần chứng thực",
    "có công chứng",
    "công chứng",
    "đã công chứng",
    "hợp lệ",
    "hợp pháp",
    "từ bản chính",
    "từ sổ gốc",
    "được cấp từ sổ gốc",
    "cấp từ sổ gốc",
    "sao y",
    "kèm bản chính để đối chiếu",
    "kèm theo bản chính để đối chiếu",
    "kèm bản gốc để đối chiếu",
    "kèm bản chính",
    "kèm theo bản chính",
    "và xuất trình bản chính để đối chiếu",
    "xuất trình bản chính để đối chiếu",
    "để đối chiếu",
    "còn hiệu lực",
    "còn giá trị",
    "quét",
    "chụp",
    "tài liệu",
    "hồ sơ pháp lý",
    "xuất trình",
    "nộp",
    "gửi",
    "cung cấp",
    "của",
    "các",
    "những",
    "loại",
    "cuốn",
    "tấm",
    "một trong",
    "một trong số",
    "giấy tờ sau",
    "giấy tờ sau đây",
    "loại giấy tờ sau",
    "thành phần",
    "kèm theo",
    "kèm",
    "gồm",
    "bao gồm",
    "như",
    "là",
    "ít nhất",
    "một",
    "hai",
    "bộ",
    "có",
];

/// With what the name of a paper begins.
const PAPERS: &[&str] = &[
    "giấy", "bản", "văn", "đơn", "tờ", "sổ", "thẻ", "hộ", "quyết", "hợp", "chứng", "biên", "phiếu", "hồ", "báo",
    "danh", "chương", "phương", "kế", "đề", "ảnh", "hình", "mẫu", "bảng", "sơ", "tài", "nghị", "thông", "công", "điều",
    "bằng", "trích", "mảnh", "căn", "cam", "lý", "hóa", "biên", "thư", "thuyết", "dự", "thị", "visa", "bệnh", "kết",
    "ý", "số",
];

/// What begins like the name of a paper and is none.
const NO_PAPERS: &[&str] = &[
    "tài sản",
    "phương tiện",
    "thông tin",
    "công trình",
    "công ty",
    "hợp tác xã",
    "hộ kinh doanh",
    "hộ gia đình",
    "số lượng",
    "điều kiện",
];

/// With what an application or a report begins: what follows belongs to its name.
const APPLICATIONS: &[&str] = &[
    "đơn",
    "tờ khai",
    "tờ trình",
    "giấy đề nghị",
    "văn bản đề nghị",
    "phiếu đề nghị",
    "phiếu yêu cầu",
    "báo cáo",
    "danh sách",
    "danh mục",
    "bản khai",
    "bảng kê",
    "đề án",
    "phương án",
    "kế hoạch",
    "mẫu",
    "công văn đề nghị",
    "hồ sơ đề nghị",
    "bản cam kết",
    "bản đăng ký",
    "giấy đăng ký dự",
    "văn bản thông báo",
    "văn bản về việc",
];

/// Wordings that begin the name of something worth the same.
const EQUIVALENTS: &[&str] = &[
    "văn bản tương đương",
    "giấy tờ tương đương",
    "tài liệu tương đương",
    "giấy tờ thay thế",
    "giấy tờ khác",
    "giấy tờ có giá trị",
    "tài liệu có giá trị",
    "văn bản có giá trị",
    "giấy hẹn",
    "bản do",
    "số định danh",
    "giấy tờ pháp lý tương đương",
    "giấy chứng nhận tương đương",
    "chứng từ tương đương",
];

/// After what a paper is named within a sentence.
const DEMANDS: &[&str] = &[
    "phải nộp",
    "phải có",
    "phải gửi",
    "phải xuất trình",
    "kèm theo",
    "nộp kèm",
    "gửi kèm",
    "nộp thêm",
    "thì nộp",
    "và xuất trình",
];

/// With what a line begins that first says when it holds.
const CONDITIONS: &[&str] = &["trường hợp", "trong trường hợp", "đối với", "nếu", "khi"];

/// How many words of an unknown name are kept.
const KEPT: usize = 14;

pub(super) fn read(matcher: &Matcher, tokens: &[Token]) -> Line {
    let asked = sense::asked(tokens);
    let spelt = tokens.iter().map(|token| token.as_word().map(|word| matcher.spell(word))).collect();
    let mut reader = Reader {
        matcher,
        tokens,
        spelt,
        known: BTreeMap::new(),
        papers: Vec::new(),
        any: false,
        one_of: false,
        heading: None,
    };
    reader.read(start(tokens));
    let Reader { mut papers, any, heading, .. } = reader;
    if let Some(heading) = heading.filter(|heading| heading + 1 < papers.len()) {
        papers.remove(heading);
        papers[heading].instead = false;
    }
    let join = if any && papers.len() > 1 { Join::Any } else { Join::All };
    Line { papers, join, asked, abroad: sense::abroad(tokens), shown: sense::shown(tokens) }
}

/// Where the first name may begin: after a number, and after the condition of "Trường hợp …: …".
fn start(tokens: &[Token]) -> usize {
    let numbers = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let is_number =
        |word: &str| word.chars().count() == 1 || numbers.contains(&word) || word.bytes().all(|b| b.is_ascii_digit());
    let mut at = tokens
        .iter()
        .position(|token| match token {
            Token::Word(word) => !is_number(word),
            Token::Note(note) => !matches!(&note[..], [Token::Word(word)] if is_number(word)),
            Token::Mark(_) => false,
        })
        .unwrap_or(tokens.len());
    let conditional = CONDITIONS.iter().any(|wording| begins(&tokens[at..], wording).is_some());
    if conditional {
        let colon = tokens[at..].iter().position(|token| *token == Token::Mark(':'));
        at = colon.map_or(tokens.len(), |colon| at + colon + 1);
    }
    at
}

/// How many tokens the wording takes if they begin with it.
fn begins(tokens: &[Token], wording: &str) -> Option<usize> {
    let (mut rest, mut count) = (wording, 0);
    loop {
        rest = rest.strip_prefix(tokens.get(count)?.as_word()?)?;
        count += 1;
        match rest.strip_prefix(' ') {
            Some(next) => rest = next,
            None => return rest.is_empty().then_some(count),
        }
    }
}

fn longest(tokens: &[Token], wordings: &[&str]) -> Option<usize> {
    wordings.iter().filter_map(|wording| begins(tokens, wording)).max()
}

/// Whether a word is a number of copies.
fn is_count(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// What stands between two names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Or,
    /// A comma: the list may end with "hoặc", and then any one will do.
    Comma,
    And,
    Next,
    /// A colon: what follows is what the name before it consists of.
    List,
    /// A new sentence, or a new demand: no list goes on over it.
    Break,
}

struct Reader<'r> {
    matcher: &'r Matcher,
    tokens: &'r [Token],
    /// The words among the tokens.
    spelt: Vec<Option<Spelt>>,
    /// By token, where it has been asked: the type whose name begins there, and how many tokens it takes.
    known: BTreeMap<usize, Option<(Match, usize)>>,
    papers: Vec<Named>,
    any: bool,
    /// Whether the papers of a list are read of which one will do.
    one_of: bool,
    /// A name that the list after it spells out.
    heading: Option<usize>,
}

impl Reader<'_> {
    fn read(&mut self, start: usize) {
        let demanded = self.demands(start);
        if let Some(next) = demanded.iter().copied().chain([start]).min() {
            self.segment(next, demanded);
        }
    }

    /// Where a sentence comes to the papers that it demands.
    fn demands(&self, start: usize) -> Vec<usize> {
        let rest = if start < self.tokens.len() { start } else { 0 };
        (rest..self.tokens.len())
            .filter_map(|at| {
                let rest = &self.tokens[at..];
                let next = rest.get(1).and_then(Token::as_word);
                let named = next.is_some_and(|word| is_count(word) || PAPERS.contains(&word));
                let with = (named && begins(rest, "kèm").is_some()).then_some(1);
                let length = longest(rest, DEMANDS).max(with)?;
                // "Kèm theo bản chính để đối chiếu" says in what hand, not what else.
                longest(rest, HANDS).is_none_or(|hand| hand <= length).then_some(at + length)
            })
            .collect()
    }

    fn segment(&mut self, start: usize, mut demanded: Vec<usize>) {
        demanded.retain(|at| *at > start);
        let (mut at, mut before) = (start, Between::Next);
        let mut first_of = false;
        // Where the papers of the sentence begin: only those are alternatives of one another.
        let mut sentence = self.papers.len();
        // Where the list begins that only commas and "hoặc" join, and whether it says for whom each is.
        let (mut list, mut each_for) = (self.papers.len(), false);
        while at < self.tokens.len() {
            let was_list = self.one_of;
            let name = self.skip_hands(at);
            first_of |= self.one_of && !was_list;
            let found = self.paper(name);
            let known = found.as_ref().is_some_and(|(paper, _)| paper.matched.is_some());
            let application = longest(&self.tokens[name..], APPLICATIONS).is_some() && !known;
            let mut end = name;
            let mut unknown = None;
            let mut listed = known;
            if let Some((mut paper, length)) = found {
                self.any |= before == Between::Or && !self.papers.is_empty();
                // "A hoặc B đối với …", each for whom or only the last: they are for different applicants.
                let of_others = self.is_for(name + length);
                let or = before == Between::Or && self.papers.len() > sentence && !of_others;
                paper.instead = or || self.one_of && !std::mem::take(&mut first_of);
                if or && !each_for {
                    // "A, B hoặc C": any of the three.
                    self.papers.iter_mut().skip(list + 1).for_each(|one| one.instead = true);
                }
                unknown = (!known).then_some(self.papers.len());
                listed |= paper.equivalent;
                self.papers.push(paper);
                end = name + length;
            }
            each_for |= end > name && self.is_for(end);
            let Some((next, between)) = self.separator(end.max(at), listed, application, &demanded) else { return };
            if !matches!(between, Between::Or | Between::Comma) {
                (list, each_for) = (self.papers.len(), false);
            }
            match between {
                Between::List if self.heading.is_none() => self.heading = unknown,
                Between::Break => (self.one_of, sentence) = (false, self.papers.len()),
                _ => {}
            }
            if (end.max(at)..next).any(|at| begins(&self.tokens[at..], "một trong").is_some()) {
                (self.one_of, self.any, first_of) = (true, true, true);
            }
            (at, before) = (next, between);
        }
    }

    /// Past what is said of the hand.
    fn skip_hands(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            let rest = &self.tokens[at..];
            match rest.first() {
                Some(Token::Note(_) | Token::Mark(',' | ':' | '/' | '\n')) if at > start => at += 1,
                Some(Token::Note(_) | Token::Mark(_)) => at += 1,
                Some(Token::Word(word)) => {
                    let hand = longest(rest, HANDS);
                    self.one_of |= begins(rest, "một trong").is_some();
                    self.any |= self.one_of;
                    let number = is_count(word);
                    let link =
                        at > start && matches!(word.as_str(), "hoặc" | "và") && longest(&rest[1..], HANDS).is_some();
                    match hand {
                        // "Có" and the like begin a hand, but also the name of a known paper.
                        // "Tài liệu khác xác định …" is another paper, of whatever kind.
                        Some(_) if begins(rest, "tài liệu khác").is_some() => return at,
                        Some(length) if self.known(at).is_none() => at += length,
                        _ if number || link => at += 1,
                        _ => return at,
                    }
                }
                None => return at,
            }
        }
    }

    fn known(&mut self, at: usize) -> Option<(Match, usize)> {
        if let Some(known) = self.known.get(&at) {
            return known.clone();
        }
        let found = self.look_up(at);
        self.known.insert(at, found.clone());
        found
    }

    fn look_up(&self, at: usize) -> Option<(Match, usize)> {
        let mut words = Vec::new();
        let mut places = Vec::new();
        let mut open = Vec::new();
        for (place, token) in self.tokens.iter().enumerate().skip(at) {
            match token {
                Token::Word(_) => {
                    words.extend(&self.spelt[place]);
                    places.push(place + 1);
                    open.push(!matches!(self.tokens.get(place + 1), Some(Token::Word(_))));
                }
                Token::Mark(',') => {}
                Token::Note(_) | Token::Mark(_) => break,
            }
            if words.len() >= 30 {
                break;
            }
        }
        let (found, length) = self.matcher.prefix(&words, &open)?;
        Some((found, places.get(length.checked_sub(1)?)? - at))
    }

    /// The paper whose name begins here, and how many tokens it takes.
    fn paper(&mut self, at: usize) -> Option<(Named, usize)> {
        let equivalent = longest(&self.tokens[at..], EQUIVALENTS).is_some();
        let application = longest(&self.tokens[at..], APPLICATIONS).is_some();
        // An application for a paper is like it, and so is "another paper of its kind": neither is the paper.
        let known = self.known(at).filter(|(found, _)| found.why != Why::Similar || !(equivalent || application));
        let words: Vec<_> = self.tokens[at..].iter().map_while(Token::as_word).collect();
        let first = words.first()?;
        let none = || !PAPERS.contains(first) || longest(&self.tokens[at..], NO_PAPERS).is_some();
        if known.is_none() && none() {
            return None;
        }
        let length = known.as_ref().map_or(1, |(_, length)| *length);
        // "Giấy chứng nhận, giấy phép tương đương": whatever it is called, it is worth the same.
        let tail = self.tokens[at..].iter().take(12).take_while(|token| token.as_word() != Some("hoặc"));
        let worth: Vec<_> = tail.filter_map(Token::as_word).collect();
        let equivalent = known.is_none() && (equivalent || worth.windows(2).any(|two| two == ["tương", "đương"]));
        let kept = words.len().min(KEPT);
        let named = Named {
            words: words[..kept].join(" "),
            matched: known.map(|(found, _)| found),
            equivalent,
            instead: false,
            abroad: self.is_of_another_state(at + length),
        };
        Some((named, length))
    }

    /// Where the next name may begin, and what stands before it.
    fn separator(
        &mut self,
        from: usize,
        listed: bool,
        application: bool,
        demanded: &[usize],
    ) -> Option<(usize, Between)> {
        for at in from..self.tokens.len() {
            if demanded.contains(&at) && at > from {
                return Some((at, Between::Break));
            }
            let between = match &self.tokens[at] {
                Token::Mark(';' | '\n') => Between::Next,
                Token::Mark('/') if !application => Between::Or,
                Token::Mark(':') if !application => Between::List,
                // "Danh sách, sơ yếu lý lịch": what is so short names no other paper that it is for.
                Token::Mark(',') if listed || (!application || at <= from + 1) && self.is_named(at + 1) => {
                    Between::Comma
                }
                Token::Mark('.') => return self.after_sentence(at, demanded),
                Token::Word(word) if word == "hoặc" && !application => Between::Or,
                Token::Word(word)
                    if word == "và"
                        && (listed
                            || begins(&self.tokens[at + 1..], "bản sao").is_some()
                            || !application && self.is_named(at + 1)) =>
                {
                    Between::And
                }
                _ => continue,
            };
            return Some((at + 1, between));
        }
        None
    }

    /// Whether what is said of a paper, up to the next alternative, says for whom it is.
    fn is_for(&self, from: usize) -> bool {
        let rest = &self.tokens[from..];
        let end = rest.iter().position(|token| token.as_word() == Some("hoặc")).unwrap_or(rest.len());
        sense::says_for_whom(&rest[..end])
    }

    /// Whether what is said of a paper, up to the end of its list of alternatives, says that it is another state's.
    fn is_of_another_state(&self, from: usize) -> bool {
        let rest = &self.tokens[from..];
        let mut words = Vec::new();
        for (at, token) in rest.iter().enumerate() {
            match token {
                Token::Word(word) if word == "hoặc" && sense::says_for_whom(&rest[..at]) => break,
                Token::Word(word) if word == "và" => break,
                Token::Word(word) => words.push(word.as_str()),
                Token::Mark(',' | '/') if rest.get(at + 1).and_then(Token::as_word) == Some("hoặc") => {}
                Token::Mark(_) => break,
                Token::Note(_) => {}
            }
        }
        sense::another_state(&words)
    }

    /// Whether the very name of a known paper begins here.
    fn is_named(&mut self, at: usize) -> bool {
        self.known(at).is_some_and(|(found, _)| found.why != Why::Similar)
    }

    /// After a sentence only a new line or a demand begins a name.
    fn after_sentence(&self, from: usize, demanded: &[usize]) -> Option<(usize, Between)> {
        (from + 1..self.tokens.len()).find_map(|at| match &self.tokens[at] {
            Token::Mark(';' | '\n') => Some((at + 1, Between::Break)),
            _ if demanded.contains(&at) => Some((at, Between::Break)),
            _ => None,
        })
    }
}
