//! Where in a law: dotted articles and the spoken order, each turned into the form of the file's language.

use pest::iterators::Pair;

use super::tree::Token;
use crate::base::Language;
use crate::syntax::grammar::Rule;

/// The words of `articles` or `spoken` in the form of the language: always dotted in English; in Vietnamese spoken where
/// everything cited stands in one article, as an official writes `điểm a khoản 2 Điều 21`.
pub(super) fn words(pair: Pair<'_, Rule>, language: Language) -> Vec<Token> {
    let cited = match pair.as_rule() {
        Rule::spoken => spoken(pair),
        _ => pair.into_inner().filter(|p| p.as_rule() == Rule::article).map(|p| parts(p.as_str())).collect(),
    };
    match language {
        Language::En => dotted("article", &cited),
        Language::Vi => in_one_article(&cited).unwrap_or_else(|| dotted("điều", &cited)),
    }
}

fn parts(dotted: &str) -> Vec<String> {
    dotted.split('.').map(str::to_owned).collect()
}

/// `điểm a, b khoản 2 Điều 21` as `21.2.a`, `21.2.b`.
fn spoken(pair: Pair<'_, Rule>) -> Vec<Vec<String>> {
    let (mut points, mut clauses, mut article) = (Vec::new(), Vec::new(), Vec::new());
    let mut section = Rule::kw_article;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::letter => points.push(vec![part.as_str().to_owned()]),
            Rule::article if section == Rule::kw_clause => clauses.push(parts(part.as_str())),
            Rule::article => article = parts(part.as_str()),
            Rule::comma => {}
            keyword => section = keyword,
        }
    }
    let or_nothing = |list: Vec<Vec<String>>| if list.is_empty() { vec![Vec::new()] } else { list };
    let points = or_nothing(points);
    or_nothing(clauses)
        .iter()
        .flat_map(|clause| points.iter().map(|point| [article.as_slice(), clause, point].concat()).collect::<Vec<_>>())
        .collect()
}

fn dotted(keyword: &str, cited: &[Vec<String>]) -> Vec<Token> {
    let mut words = vec![Token { rule: Rule::kw_article, text: keyword.to_owned() }];
    list(&mut words, Rule::article, cited.iter().map(|parts| parts.join(".")));
    words
}

fn in_one_article(cited: &[Vec<String>]) -> Option<Vec<Token>> {
    let (article, below) = cited.first()?.split_first()?;
    let clause = below.first().filter(|part| is_clause(part));
    let rest = usize::from(clause.is_some()) + 1;
    let points: Vec<&String> = cited.iter().filter_map(|parts| parts.get(rest)).collect();
    let same_head = |parts: &Vec<String>| parts[..rest] == cited[0][..rest];
    let mut words = Vec::new();
    let mut say = |rule, keyword: &str, names: Vec<String>, each| {
        words.push(Token { rule, text: keyword.to_owned() });
        list(&mut words, each, names.into_iter());
    };
    if points.len() == cited.len() && cited.iter().all(|p| p.len() == rest + 1 && is_point(&p[rest]) && same_head(p)) {
        say(Rule::kw_point, "điểm", points.into_iter().cloned().collect(), Rule::letter);
        if let Some(clause) = clause {
            say(Rule::kw_clause, "khoản", vec![clause.clone()], Rule::article);
        }
    } else if cited.iter().all(|p| p.len() == 2 && p[0] == *article && is_clause(&p[1])) {
        say(Rule::kw_clause, "khoản", cited.iter().map(|p| p[1].clone()).collect(), Rule::article);
    } else {
        return None;
    }
    say(Rule::kw_article, "Điều", vec![article.clone()], Rule::article);
    Some(words)
}

fn list(words: &mut Vec<Token>, rule: Rule, texts: impl Iterator<Item = String>) {
    for (index, text) in texts.enumerate() {
        if index > 0 {
            words.push(Token { rule: Rule::comma, text: ",".to_owned() });
        }
        words.push(Token { rule, text });
    }
}

fn is_clause(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit())
}

fn is_point(part: &str) -> bool {
    !is_clause(part)
}
