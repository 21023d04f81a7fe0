//! Which instrument must change and so who may decide. Alone knows the rungs from practice to law.

use crate::base::Text;
use crate::model::LawKind;
use crate::review::approval::Approval;
use crate::review::ground::{Act, Ground, Touched};

/// The highest instrument that a change touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// None: practice, configuration.
    Practice,
    /// The internal process, a delegation.
    Internal,
    /// A normative document of a province or commune.
    Province,
    /// A circular or decision of a ministry, also one that approves its own internal process.
    Ministry,
    /// A decree, a resolution of the Government, a decision of the Prime Minister.
    Government,
    /// A law, an ordinance, a resolution of the National Assembly, a treaty.
    Law,
}

/// Who can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Whoever approves the internal process.
    Now,
    /// The province's council or committee.
    Province,
    /// Somebody above.
    Upward,
}

impl Tier {
    /// How easily it is changed.
    pub fn ease(self) -> f64 {
        match self {
            Self::Practice => 1.0,
            Self::Internal => 0.8,
            Self::Province => 0.5,
            Self::Ministry => 0.3,
            Self::Government => 0.2,
            Self::Law => 0.1,
        }
    }

    /// Its lane.
    pub fn lane(self) -> Lane {
        match self {
            Self::Practice | Self::Internal => Lane::Now,
            Self::Province => Lane::Province,
            Self::Ministry | Self::Government | Self::Law => Lane::Upward,
        }
    }

    /// What must change.
    pub fn text(self) -> Text {
        match self {
            Self::Practice => {
                crate::text!(en: "practice and configuration", vi: "cách tổ chức thực hiện, cấu hình hệ thống")
            }
            Self::Internal => {
                crate::text!(en: "the decision that approves the internal process", vi: "quyết định phê duyệt quy trình nội bộ")
            }
            Self::Province => {
                crate::text!(en: "a normative document of the province", vi: "văn bản quy phạm pháp luật của địa phương")
            }
            Self::Ministry => crate::text!(en: "a circular or ministerial decision", vi: "thông tư, văn bản của bộ"),
            Self::Government => {
                crate::text!(en: "a decree or decision of the Prime Minister", vi: "nghị định, quyết định của Thủ tướng Chính phủ")
            }
            Self::Law => {
                crate::text!(en: "a law or resolution of the National Assembly", vi: "luật, nghị quyết của Quốc hội")
            }
        }
    }

    /// The rung of an act; `None` where neither the registry nor its number says what it is.
    pub fn of_act(act: &Act) -> Option<Self> {
        let shown = act.shown();
        let number = format!("{} {}", act.name, shown).to_uppercase();
        let has = |parts: &[&str]| parts.iter().any(|part| number.contains(part));
        Some(match act.kind {
            Some(LawKind::Constitution | LawKind::Law | LawKind::Ordinance | LawKind::Treaty) => Self::Law,
            Some(LawKind::Decree) => Self::Government,
            Some(LawKind::Circular | LawKind::JointCircular) => Self::Ministry,
            Some(LawKind::Resolution | LawKind::Decision | LawKind::Directive | LawKind::Plan) | None => {
                if has(&["QH1", "UBTVQH", "/QH", "-QH"]) || shown.to_lowercase().starts_with("luật") {
                    Self::Law
                } else if has(&["NĐ-CP", "NQ-CP", "QĐ-TTG"]) {
                    Self::Government
                } else if has(&["HĐND", "QĐ-UBND", "QĐ-2"]) {
                    Self::Province
                } else if has(&["TT-B", "TTLT", "QĐ-B", "TT-V", "TT-T", "TT-N"]) {
                    Self::Ministry
                } else {
                    return None;
                }
            }
        })
    }

    /// The rung of the decision on an internal process: a minister's is no province's to take.
    pub fn of_approval(approval: &Approval) -> Self {
        if approval.central { Self::Ministry } else { Self::Internal }
    }

    /// The highest rung that elements of a procedure stand on; `None` where an act cannot be placed or none is cited.
    pub fn of(touched: &[Touched]) -> Option<Self> {
        if touched.is_empty() {
            return None;
        }
        let mut highest = Self::Practice;
        for one in touched {
            let rung = match &one.ground {
                // To delegate needs a document, no normative one.
                Ground::Internal(approval) | Ground::Delegation { approval, .. } | Ground::Opened { approval, .. } => {
                    Self::of_approval(approval)
                }
                // Of one that is not known: whoever decides on the highest can decide on all.
                Ground::Acts(acts) | Ground::OneOf(acts) => highest_of(acts)?,
            };
            highest = highest.max(rung);
        }
        Some(highest)
    }
}

fn highest_of(acts: &[Act]) -> Option<Tier> {
    acts.iter().map(Tier::of_act).collect::<Option<Vec<_>>>()?.into_iter().max()
}

impl Lane {
    /// All of them in order.
    pub const ALL: [Self; 3] = [Self::Now, Self::Province, Self::Upward];

    /// As a heading.
    pub fn text(self) -> Text {
        match self {
            Self::Now => crate::text!(en: "Can be decided now", vi: "Thuộc thẩm quyền, thực hiện ngay"),
            Self::Province => {
                crate::text!(en: "For the province to decide", vi: "Thuộc thẩm quyền ban hành văn bản quy phạm pháp luật của tỉnh")
            }
            Self::Upward => crate::text!(en: "To be proposed upward", vi: "Kiến nghị cấp có thẩm quyền"),
        }
    }
}
