//! Who may delegate to whom: the dated table of `transfers.csv`, and where a body stands in its words.

use super::ladder::rung;
use super::powers::stands_under;
use crate::model::{Body, Catalogue};
use crate::time::Date;

/// The table: one row a permitted pair, with the day since which it holds and its source.
const TABLE: &str = include_str!("transfers.csv");

/// What a body is, in the words of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// A People's Committee, as a whole.
    Committee,
    /// Its chair.
    Chair,
    /// The chair of the lowest level.
    CommuneChair,
    /// A specialised, administrative or public-service body under a committee, or its head.
    Unit,
    /// A civil servant of a committee or unit.
    Officer,
    /// A central body.
    Central,
}

/// The source of the row that permits a delegation on a day; `Err(None)`: no row does; `Err(Some(…))`: the table does not
/// speak of this body.
pub(super) fn permitted(
    catalogue: &Catalogue,
    from: &Body,
    to: &Body,
    day: Date,
) -> Result<&'static str, Option<String>> {
    let unknown = |body: &Body| Some(body.written());
    let giver = standing(catalogue, from, day).ok_or_else(|| unknown(from))?;
    let taker = standing(catalogue, to, day).ok_or_else(|| unknown(to))?;
    if giver == Standing::Central {
        return Err(unknown(from));
    }
    let own = from.agency.id == to.agency.id
        || to.agency.id.is_some_and(|agency| {
            stands_under(catalogue, agency, from, day)
                && rung(catalogue, to, day) >= rung(catalogue, from, day).map(|rung| rung.saturating_sub(1))
        });
    let lower = rung(catalogue, to, day) < rung(catalogue, from, day) && taker != Standing::Unit;
    let fits = |word: &str, standing: Standing| match word {
        "committee" => standing == Standing::Committee,
        "chair" => matches!(standing, Standing::Chair | Standing::CommuneChair),
        "commune-chair" => standing == Standing::CommuneChair,
        "unit" => standing == Standing::Unit,
        "officer" => standing == Standing::Officer,
        _ => false,
    };
    let row = TABLE.lines().skip(1).find_map(|line| {
        let mut cells = line.splitn(6, ',');
        let (_, giving, taking, relation, since, source) =
            (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let related = if relation == "own" { own } else { lower };
        let in_force = Date::parse(since).is_ok_and(|since| since <= day);
        (fits(giving, giver) && fits(taking, taker) && related && in_force).then(|| source.trim_matches('"'))
    });
    row.ok_or(None)
}

fn standing(catalogue: &Catalogue, body: &Body, day: Date) -> Option<Standing> {
    let rung = rung(catalogue, body, day)?;
    let top =
        catalogue.levels.all.iter().filter_map(|versions| versions.at(day)).filter(|level| level.depth == Some(0));
    let level = catalogue.level_of(body, day)?;
    if top.into_iter().any(|top| top.name.text == level.name.text) {
        return Some(Standing::Central);
    }
    let heads = catalogue.role(body, day).map(|role| role.signs || role.decides);
    let under = catalogue.agency(body, day)?.under.as_ref().and_then(|under| under.id);
    let unit = under.is_some_and(|id| {
        let above = catalogue.agencies.get(id).near(day);
        above.level.as_ref().map(|level| &level.name.text) == Some(&level.name.text)
    });
    Some(match (unit, heads) {
        (true, None | Some(true)) => Standing::Unit,
        (false, None) => Standing::Committee,
        (false, Some(true)) if rung == 1 => Standing::CommuneChair,
        (false, Some(true)) => Standing::Chair,
        (_, Some(false)) => Standing::Officer,
    })
}
