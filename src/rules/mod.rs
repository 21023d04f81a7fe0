//! What can be wrong with a procedure: the list of all rules, and what a rule is asked with.

mod acts;
mod adding;
mod bundle;
mod dossier;
mod elements;
mod engine;
mod exact;
mod instruments;
mod ladder;
mod likeness;
mod online;
mod order;
mod pairs;
mod powers;
mod shared;
mod stamp;
mod subsume;
mod tally;
mod timeline;
mod titles;
mod unread;
mod walk;
mod words;
mod work;
pub mod written;

use crate::analysis::Facts;
use crate::base::{Code, Sink};
use crate::config::Settings;
use crate::matching::Reader;
use crate::model::{Catalogue, Delegation, Entry, Id, Place, Procedure, Process};
use crate::public::Around;
use crate::time::{Calendar, Date};
use std::sync::OnceLock;

pub use acts::citations;
pub use engine::{Answered, Ask, ask_written, check_catalogue, check_entry, each_about_catalogue, each_about_entry};
pub use shared::Shared;
pub use subsume::{SUBSUMES, subsume};
pub use tally::{Answer, Count, Tally};
pub use timeline::{Reading, Timeline};
pub use words::case as case_words;
use written::WrittenRule;

/// A rule is data: what it finds, the function that looks, and what that function reads.
#[derive(Debug)]
pub struct Rule {
    /// What it finds.
    pub code: &'static Code,
    /// How it looks.
    pub check: Check,
    /// What it reads, by the names of `tests/fixtures/rules/attributes.csv`, which says what statement supplies each.
    pub reads: &'static [&'static str],
}

/// What a rule looks at. It reports a hit, says that it lacks a fact, or stays silent: then all is well.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One view of a procedure: the base, or one of its cases.
    Procedure(fn(&Context<'_>, &mut Sink)),
    /// The internal process of a view; where it is not known, the engine answers *unknown*.
    Process(fn(&Context<'_>, &Process, &mut Sink)),
    /// One transfer of power, whether it is in force or not.
    Delegation(fn(&CatalogueContext<'_>, &Delegation, &mut Sink)),
    /// All procedures at once.
    Catalogue(fn(&CatalogueContext<'_>, &mut Sink)),
}

/// What a rule about one procedure may ask.
#[derive(Debug)]
pub struct Context<'a> {
    /// Everything else in the catalogue.
    pub catalogue: &'a Catalogue,
    /// Thresholds and calendar.
    pub settings: &'a Settings,
    /// The working calendar, where the catalogue has one.
    pub calendar: Option<&'a Calendar>,
    /// The day for which is asked.
    pub as_of: Date,
    /// The version of the procedure that is in force.
    pub entry: &'a Entry,
    /// The view without a case, where this one is of a case.
    pub base: &'a Procedure,
    /// The view: the base, or one of its cases.
    pub procedure: &'a Procedure,
    /// The place that works it so; `None`: as published.
    pub place: Option<&'a str>,
    /// What follows from the view, computed when first asked.
    pub facts: &'a Facts<'a>,
    shared: &'a Shared,
    compared: OnceLock<Vec<Timeline<'a>>>,
    dossier: OnceLock<Vec<dossier::Item<'a>>>,
    order: OnceLock<order::Order<'a>>,
    stamps: OnceLock<Vec<stamp::Stamp>>,
}

impl<'a> Context<'a> {
    /// Every time limit of the view with the longest way under it.
    pub fn timelines(&self) -> &[Timeline<'a>] {
        self.compared.get_or_init(|| timeline::timelines(self))
    }

    /// The dossier, read.
    fn dossier(&self) -> &[dossier::Item<'a>] {
        self.dossier.get_or_init(|| dossier::read(self))
    }

    /// Which steps follow which.
    fn order(&self) -> &order::Order<'a> {
        self.order.get_or_init(|| order::Order::of(self.facts.workflow()))
    }

    /// The steps that only stamp, or may.
    fn stamps(&self) -> &[stamp::Stamp] {
        self.stamps.get_or_init(|| stamp::stamps(self))
    }

    /// Recognises the registry's papers by their written names.
    fn reader(&self) -> &'a Reader {
        self.shared.reader(self.catalogue, self.settings, self.as_of)
    }

    /// Which procedures issue what.
    fn results(&self) -> &'a shared::Results {
        self.shared.results(self.catalogue, self.as_of)
    }
}

/// What a rule about the whole catalogue may ask.
#[derive(Debug)]
pub struct CatalogueContext<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Thresholds and calendar.
    pub settings: &'a Settings,
    /// The working calendar, where the catalogue has one.
    pub calendar: Option<&'a Calendar>,
    /// The day for which is asked.
    pub as_of: Date,
    /// Only how this place works its procedures; `None`: as published, and what places do otherwise.
    pub at: Option<Id<Place>>,
    /// What is made once for all procedures.
    pub shared: Shared,
    /// The rules that users wrote for it.
    pub written: &'a [WrittenRule],
}

impl<'a> CatalogueContext<'a> {
    /// The catalogue and the day, as the public view asks for them.
    pub(crate) fn around(&self) -> Around<'a> {
        Around { catalogue: self.catalogue, as_of: self.as_of }
    }
}

macro_rules! rules {
    ($($theme:ident { $($name:ident)* })*) => {
        $(mod $theme { $(pub(super) mod $name;)* })*
        /// Every rule, in the order of the reference.
        pub static RULES: &[&Rule] = &[$($(&$theme::$name::RULE),*),*];
    };
}
rules! {
    flow {
        unreachable_step cannot_finish split_join_mismatch uncovered_case unbounded_loop no_refusal
    }
    data { missing_input overwritten }
    procedure { incomplete }
    time {
        overrun sum_mismatch unused_slack mixed_units parallel_summed supplement_loop unfounded_pause calendar
        open_consultation no_late_notice
    }
    steps {
        duplicate_check pass_through ping_pong same_role could_run_in_parallel rubber_stamp approval_layers
        knock_out_order batch_wait redundant_consultation dead_output beyond_three fragmented received_again
        no_fast_lane pre_check
    }
    authority {
        above_work higher_rubber_stamp abolished no_instrument expired_delegation re_delegated impermissible_pair
        receiver_not_ready not_equipped overlap inconsistent_level distance ranking delegation_unused
    }
    documents {
        already_held own_result duplicate certified_copy copies unused open_ended personal_data self_verifiable cyclic
    }
    law {
        no_basis not_in_force amended_since_review element_without_basis unauthorised_instrument gold_plating conflict
    }
    digital { could_be_full wet_signature in_person offline_payment paper_result automatable }
    wording { unglossed_term synonyms vague obsolete_name }
    catalogue {
        duplicate near_duplicate chain interlink counts unpublished dormant claim_arithmetic
    }
}
