//! Which way a paper takes: what has to be issued or brought up to date first, who does it, and when it can be carried out.

use super::amend::authorities;
use super::proposal::unique;
use super::words::small;
use crate::base::{Language, Text};
use crate::review::rank::{Lane, Tier};
use crate::review::{Ground, Touched};

/// The sentence below the table of acts.
pub(super) fn of(touched: &[Touched], language: Language) -> String {
    let Some(tier) = Tier::of(touched) else {
        let words = language.pick(
            "Which instrument must be amended is not known: the procedure does not cite it.",
            "Chưa xác định được văn bản cần sửa đổi vì thủ tục chưa nêu căn cứ; cần bổ sung trước khi trình.",
        );
        return words.to_owned();
    };
    let any = |is: fn(&Ground) -> bool| touched.iter().any(|one| is(&one.ground));
    let opened = any(|ground| matches!(ground, Ground::Opened { .. }));
    if any(|ground| matches!(ground, Ground::OneOf(acts) if acts.len() > 1)) {
        open(tier, language)
    } else if any(|ground| matches!(ground, Ground::Delegation { .. })) {
        delegated(tier, opened, language)
    } else if touched.iter().all(|one| matches!(one.ground, Ground::Opened { .. })) {
        looked_up(touched, tier.lane(), language)
    } else {
        let (tier, lane) = (tier.text(), tier.lane().text());
        language.pick(
            format!("Highest instrument touched: {}. {}.", tier.en, lane.en),
            format!("Văn bản cần sửa đổi: {}. Hướng xử lý: {}.", tier.vi, small(&lane.vi)),
        )
    }
}

/// Several acts might lay it down.
fn open(tier: Tier, language: Language) -> String {
    let (tier, lane) = (tier.text(), tier.lane().text());
    language.pick(
        format!("Highest instrument that may have to change: {}. {}, unless the article found stands lower.", tier.en, lane.en),
        format!(
            "Văn bản cao nhất có thể phải sửa đổi: {}; cần xác định điều, khoản cụ thể trước khi trình. Hướng xử lý: {}.",
            tier.vi,
            small(&lane.vi)
        ),
    )
}

/// A written delegation comes first.
fn delegated(tier: Tier, opened: bool, language: Language) -> String {
    let looked_up = if opened {
        language.pick(
            " What registers answer needs no delegation: it holds once officers have access to the data.",
            " Nội dung khai thác dữ liệu không cần văn bản ủy quyền, thực hiện sau khi được cấp quyền khai thác.",
        )
    } else {
        ""
    };
    let (lane, tier) = (later(tier.lane()), tier.text());
    language.pick(
        format!("To be issued first: a written delegation; then {} is amended. {} once section VI is answered and the delegation issued.{looked_up}", tier.en, lane.en),
        format!(
            "Văn bản cần ban hành trước: văn bản ủy quyền; sau đó sửa đổi {}. Hướng xử lý: {} sau khi trả lời các nội dung tại Mục VI và ban hành văn bản ủy quyền.{looked_up}",
            tier.vi, lane.vi
        ),
    )
}

/// No act changes: registers answer, and officers must get at them.
fn looked_up(touched: &[Touched], lane: Lane, language: Language) -> String {
    let who = || unique(touched.iter().flat_map(|one| authorities(one, language)).collect()).join(", ");
    let lane = if lane == Lane::Upward {
        let who = who();
        crate::text!(en: "To be proposed to {who}; it holds", vi: "kiến nghị {who}, thực hiện")
    } else {
        later(lane)
    };
    language.pick(
        format!("No act has to be amended; the published procedure and the decision on its internal process are brought up to date. {} once officers have access to the data.", lane.en),
        format!(
            "Không phải sửa văn bản quy phạm pháp luật; cần cập nhật quyết định công bố thủ tục và quyết định phê duyệt quy trình nội bộ. Hướng xử lý: {} sau khi được cấp quyền khai thác dữ liệu.",
            lane.vi
        ),
    )
}

/// A lane in which something else has to happen before.
fn later(lane: Lane) -> Text {
    if lane == Lane::Now {
        return crate::text!(en: "Can be decided", vi: "thuộc thẩm quyền, thực hiện");
    }
    let Text { en, vi } = lane.text();
    let vi = small(&vi);
    crate::text!(en: "{en}, to be carried out", vi: "{vi}, thực hiện")
}
