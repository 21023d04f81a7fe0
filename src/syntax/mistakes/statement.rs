//! Statements in the wrong place: two on a line, in another block, a law among articles, a keyword for a name.

use super::junk::strict;
use super::line::{BLOCKS, Line, Mistake, starting};
use super::quantity::reaches;
use super::words;
use crate::base::{Sink, Text};
use crate::syntax::ast::Name;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::prepare::Change;

crate::code! {
    /// ## What it does
    /// Finds two statements on one line.
    /// ## Why it matters
    /// The end of the line ends a statement; on one line a reader overlooks the second.
    /// ## Nội dung
    /// Phát hiện hai câu trên cùng một dòng.
    /// ## Vì sao
    /// Hết dòng là hết câu; viết chung một dòng thì người đọc dễ bỏ sót câu sau.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   sets 1 deadline 3 working days
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   sets 1
    ///   deadline 3 working days
    /// }
    /// ```
    pub(in crate::syntax) static TWO_ON_A_LINE = "syntax/two-on-a-line", Error,
    en: "two statements on one line", vi: "hai câu trên một dòng";
}

crate::code! {
    /// ## What it does
    /// Finds a statement in a block where it has no meaning, such as `fee` in a step.
    /// ## Why it matters
    /// The statement would have no effect there.
    /// ## Nội dung
    /// Phát hiện câu nằm trong khối không dùng được câu đó, ví dụ `phí` trong một bước.
    /// ## Vì sao
    /// Ở đó câu không có tác dụng.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step check by desk within 2 hours {
    ///       fee 15.000 VND
    ///     }
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   fee 15.000 VND
    ///   process {
    ///     step check by desk within 2 hours
    ///   }
    /// }
    /// ```
    pub(in crate::syntax) static ELSEWHERE = "syntax/wrong-block", Error,
    en: "a statement in the wrong block", vi: "câu đặt sai khối";
}

crate::code! {
    /// ## What it does
    /// Finds a second law in the list of articles of a first one.
    /// ## Why it matters
    /// The second law would be taken for an article of the first, and its articles for nothing.
    /// ## Nội dung
    /// Phát hiện văn bản thứ hai nằm trong danh sách điều của văn bản thứ nhất.
    /// ## Vì sao
    /// Văn bản thứ hai sẽ bị hiểu là một điều của văn bản thứ nhất.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   basis ND-1 article 21, ND-2 article 3
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   basis ND-1 article 21
    ///   basis ND-2 article 3
    /// }
    /// ```
    pub(in crate::syntax) static LAW_IN_ARTICLES = "syntax/law-in-articles", Error,
    en: "a law in a list of articles", vi: "văn bản nằm trong danh sách điều";
}

crate::code! {
    /// ## What it does
    /// Finds a keyword where a name must stand, as when the name was forgotten.
    /// ## Why it matters
    /// A clause would be taken for the name, and the statement for another one.
    /// ## Nội dung
    /// Phát hiện từ khóa ở vị trí của tên, thường do quên đặt tên.
    /// ## Vì sao
    /// Phần nội dung phía sau sẽ bị hiểu là tên và câu bị hiểu sai.
    /// ## Example
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step by commune-pc/desk within 2 hours
    ///   }
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure 1.000001 "Cấp bản sao" {
    ///   process {
    ///     step receive by commune-pc/desk within 2 hours
    ///   }
    /// }
    /// ```
    pub(in crate::syntax) static KEYWORD_FOR_NAME = "syntax/keyword-for-name", Error,
    en: "a keyword in place of a name", vi: "từ khóa ở vị trí của tên";
}

/// `reads a writes b`, also `} step b` and `a; b`.
pub(super) fn two_on_a_line(line: &Line) -> Option<Mistake> {
    let stuck = line.word_at(line.at);
    let sign = line.said(&stuck) == ";";
    let rest = if sign { line.word_at(stuck.end).start } else { stuck.start };
    let (before, after) = (&line.text[..stuck.start], &line.text[rest..]);
    if before.trim().is_empty() || after.trim().is_empty() {
        return None;
    }
    let (keyword, length) = starting(after)?;
    // The first must be whole, and the second must at least begin as a statement of this block.
    let whole = reaches(before, line) > before.len();
    let begins = reaches(after, line) > length.min(after.len() - 1) || strictly(after, line);
    if !whole || !begins {
        return None;
    }
    let word = &line.text[rest..rest + length];
    debug_assert!(!keyword.en.is_empty(), "every keyword has a spelling");
    Some(Mistake::new(
        &TWO_ON_A_LINE,
        rest..rest + word.len(),
        crate::text!(en: "`{word}` begins a second statement on this line", vi: "`{word}` mở đầu câu thứ hai trên dòng này"),
        crate::text!(en: "write it on a line of its own", vi: "viết câu này thành một dòng riêng"),
        vec![Change::new(stuck.start..rest, "\n")],
    ))
}

fn strictly(text: &str, line: &Line) -> bool {
    reaches(text, line) > text.len()
}

/// `basis ND-1 article 21, ND-2 article 3`.
pub(super) fn law_in_articles(line: &Line) -> Option<Mistake> {
    let law = line.word_at(line.at);
    let name = line.said(&law);
    let before = line.text[..law.start].trim_end().strip_suffix(',')?;
    if !line.expected.contains(&Rule::article) || name.is_empty() || name.starts_with('"') {
        return None;
    }
    let basis = line.language.pick("basis", "căn cứ");
    let from = before.trim_end().len();
    Some(Mistake::new(
        &LAW_IN_ARTICLES,
        law.clone(),
        crate::text!(en: "`{name}` stands in the list of articles of another law", vi: "`{name}` nằm trong danh sách điều của văn bản khác"),
        crate::text!(en: "write `basis {name}` for it", vi: "viết riêng `căn cứ {name}`"),
        vec![Change::new(from..law.start, format!(" {basis} "))],
    ))
}

/// Keywords that continue a statement and therefore never are its name.
const CLAUSES: [&str; 20] = [
    "by",
    "within",
    "kind",
    "when",
    "unless",
    "otherwise",
    "basis",
    "from",
    "until",
    "under",
    "with",
    "then",
    "source",
    "because",
    "of",
    "at_step",
    "counted_from",
    "replaced_by",
    "found_by",
    "if_any",
];

/// `step by commune-pc/desk`: the name is missing.
pub(super) fn keyword_for_name(line: &Line) -> Option<Mistake> {
    let (statement, end) = starting(line.text)?;
    let rest = &line.text[end..];
    let (found, length) = starting(rest)?;
    if !CLAUSES.contains(&found.name.as_str()) {
        return None;
    }
    let start = end + rest.len() - rest.trim_start().len();
    let named = reaches(&format!("{} x {}", &line.text[..end], rest.trim_start()), line) > line.at + 2;
    let word = &line.text[start..end + length];
    let keyword = line.text[..end].trim();
    debug_assert!(!statement.en.is_empty(), "every keyword has a spelling");
    named.then(|| {
        Mistake::new(
            &KEYWORD_FOR_NAME,
            start..end + length,
            crate::text!(en: "a name is missing between `{keyword}` and `{word}`", vi: "thiếu tên giữa `{keyword}` và `{word}`"),
            crate::text!(en: "write a short name, such as `receive-file`", vi: "viết một tên ngắn, ví dụ `nhận-hồ-sơ`"),
            Vec::new(),
        )
        .hopeless()
    })
}

/// `fee` in a step.
pub(super) fn elsewhere(line: &Line) -> Option<Mistake> {
    let (_, end) = starting(line.text)?;
    if line.at > 0 && !line.text[..line.at].trim().is_empty() {
        return None;
    }
    let start = line.text.len() - line.text.trim_start().len();
    let word = &line.text[start..end];
    let (home, _) = BLOCKS
        .iter()
        .filter(|(body, _)| *body != line.block && *body != Rule::choice_body)
        .map(|(body, rule)| (*body, strict(line.text, *rule).map_or_else(|stuck| stuck.at, |()| usize::MAX)))
        .filter(|(_, reached)| *reached >= end)
        .max_by_key(|(body, reached)| (*reached, core::cmp::Reverse(BLOCKS.iter().position(|(b, _)| b == body))))?;
    let (Text { en: here, vi: here_vi }, Text { en: there, vi: there_vi }) =
        (words::block(line.block), words::block(home));
    let help = match (line.block, home) {
        (Rule::parallel_body, Rule::flow_body) => {
            crate::text!(en: "put it in a `branch {{ … }}`", vi: "đặt câu này trong `nhánh {{ … }}`")
        }
        (Rule::choose_body, Rule::flow_body) => {
            crate::text!(en: "put it in a `when … {{ … }}`", vi: "đặt câu này trong `khi … {{ … }}`")
        }
        _ => crate::text!(en: "write it {there}", vi: "viết câu này {there_vi}"),
    };
    Some(
        Mistake::new(
            &ELSEWHERE,
            start..end,
            crate::text!(
                en: "`{word}` does not belong {here}", vi: "`{word}` không dùng {here_vi}"
            ),
            help,
            Vec::new(),
        )
        .hopeless(),
    )
}

/// Finds a fact, case or condition whose name would be read as a word of conditions.
pub(in crate::syntax) fn declared_for_conditions(name: &Name, out: &mut Sink) {
    declared(name, &["and", "or", "not", "is", "when", "unless", "otherwise"], out);
}

/// Finds a step or phase whose name would be read as a clause.
pub(in crate::syntax) fn declared_in_process(name: &Name, out: &mut Sink) {
    declared(name, &["by", "within", "kind", "then", "otherwise", "basis", "when", "unless"], out);
}

fn declared(name: &Name, keywords: &[&str], out: &mut Sink) {
    let Some(first) = name.text.chars().next() else { return };
    let mut alike = keywords::beginning(first).iter().filter(|(spelling, _)| spelling.eq_ignore_ascii_case(&name.text));
    if alike.any(|(_, keyword)| keywords.contains(&keyword.name.as_str())) {
        let word = &name.text;
        out.report(
            &KEYWORD_FOR_NAME,
            name.span,
            crate::text!(en: "the keyword `{word}` cannot be a name", vi: "từ khóa `{word}` không thể dùng làm tên"),
        )
        .help(crate::text!(en: "choose another name", vi: "chọn tên khác"));
    }
}
