//! The closed vocabularies of the public view: each word with what it stands for.

use crate::model::{
    Applicant, ChannelKind, DelegationKind, Discretion, FeeKind, Harm, LawKind, OnlineScope, PaperKind, PayWay, Risk,
    Signature, Silence, StepKind,
};

macro_rules! words {
    ($($list:ident $function:ident $kind:ident { $($variant:ident $word:literal)* })*) => {$(
        pub(super) const $list: &[&str] = &[$($word),*];
        pub(super) fn $function(value: $kind) -> &'static str {
            match value {
                $($kind::$variant => $word,)*
            }
        }
    )*};
}

words! {
    STEP_KINDS step_kind StepKind {
        Receive "receive" Digitise "digitise" Transfer "transfer" Assign "assign" Check "check" Assess "assess"
        Consult "consult" Inspect "inspect" Meet "meet" Draft "draft" Review "review" Approve "approve"
        Decide "decide" Sign "sign" Issue "issue" Register "register" Display "display" CollectFee "collect-fee"
        Await "await" Return "return" Notify "notify" Archive "archive"
    }
    SIGNATURES signature Signature { Digital "digital" Wet "wet" }
    SILENCES silence Silence { Agreement "agreement" Refusal "refusal" }
    DISCRETIONS discretion Discretion { None "none" Bounded "bounded" Open "open" }
    RISKS risk Risk { Low "low" Medium "medium" High "high" }
    HARMS harm Harm { Reversible "reversible" Irreversible "irreversible" }
    PAY_WAYS pay_way PayWay { Online "online" Counter "counter" }
    SCOPES scope OnlineScope { Full "full" Partial "partial" }
    CHANNELS channel ChannelKind { Counter "counter" Post "post" Online "online" }
    FEE_KINDS fee_kind FeeKind { Fee "fee" Charge "charge" }
    DELEGATION_KINDS delegation_kind DelegationKind {
        Devolve "devolve" Decentralise "decentralise" Delegate "delegate"
    }
    PAPER_KINDS paper_kind PaperKind {
        Form "form" Identity "identity" Certificate "certificate" Evidence "evidence" Confirmation "confirmation"
        TechnicalFile "technical-file" Ruling "ruling" Internal "internal"
    }
    LAW_KINDS law_kind LawKind {
        Constitution "constitution" Law "law" Ordinance "ordinance" Decree "decree" JointCircular "joint-circular"
        Circular "circular" Resolution "resolution" Decision "decision" Directive "directive" Plan "plan"
        Treaty "treaty"
    }
    APPLICANTS applicant Applicant {
        Citizen "citizen" OverseasVietnamese "overseas-vietnamese" Foreigner "foreigner" Official "official"
        Enterprise "enterprise" ForeignInvestedEnterprise "foreign-invested-enterprise" Organisation "organisation"
        ForeignOrganisation "foreign-organisation" Cooperative "cooperative"
    }
}
