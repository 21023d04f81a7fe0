//! Everything computed about one view of a procedure, each answer once and only when asked for.

use super::critical::CriticalPath;
use super::data_flow::DataFlow;
use super::hand_overs::{HandOvers, LevelAt};
use super::limits::{DeadlineAnswer, LimitCase};
use super::longest::Forward;
use super::paths::{PathResult, Paths};
use super::power::Powers;
use super::reach::Reach;
use super::soundness::Soundness;
use super::step_time::step_time;
use crate::graph::Workflow;
use crate::model::{Case, Catalogue, Condition, CountedFrom, Given, Procedure, Process};
use crate::time::Date;
use std::sync::OnceLock;

/// What the answers depend on besides the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactSettings {
    /// The day on which the law is read.
    pub as_of: Date,
    /// How many rounds a request for supplements costs that does not say how often it may be made.
    pub supplement_rounds: u32,
}

/// The answers about one procedure, or one view of it (a case, a place).
#[derive(Debug)]
pub struct Facts<'a> {
    /// The catalogue around it.
    pub catalogue: &'a Catalogue,
    /// The procedure or view.
    pub procedure: &'a Procedure,
    /// What else the answers depend on.
    pub settings: FactSettings,
    no_process: Process,
    workflow: OnceLock<Workflow>,
    reach: OnceLock<Reach>,
    soundness: OnceLock<Soundness>,
    critical: OnceLock<CriticalPath>,
    paths: OnceLock<Paths>,
    data: OnceLock<DataFlow>,
    hand_overs: OnceLock<HandOvers>,
    limits: OnceLock<Vec<LimitCase<'a>>>,
}

impl<'a> Facts<'a> {
    /// Facts about a procedure; nothing is computed yet.
    pub fn new(catalogue: &'a Catalogue, procedure: &'a Procedure, settings: FactSettings) -> Self {
        Self {
            catalogue,
            procedure,
            settings,
            no_process: Process::default(),
            workflow: OnceLock::new(),
            reach: OnceLock::new(),
            soundness: OnceLock::new(),
            critical: OnceLock::new(),
            paths: OnceLock::new(),
            data: OnceLock::new(),
            hand_overs: OnceLock::new(),
            limits: OnceLock::new(),
        }
    }

    /// Whether the process is known at all. Without one the workflow is empty, and the answers about it are *unknown*.
    pub fn has_process(&self) -> bool {
        self.procedure.process.is_some()
    }

    /// The process; an empty one where it is not known.
    pub fn process(&self) -> &Process {
        self.procedure.process.as_ref().unwrap_or(&self.no_process)
    }

    /// The workflow graph.
    pub fn workflow(&self) -> &Workflow {
        self.workflow.get_or_init(|| Workflow::build(self.process()))
    }

    /// Steps that no case comes to, and steps after which no case can end.
    pub fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| Reach::of(self.workflow()))
    }

    /// Whether every case comes to a proper end whatever way it takes.
    pub fn soundness(&self) -> &Soundness {
        self.soundness
            .get_or_init(|| if self.has_process() { Soundness::of(self.workflow()) } else { Soundness::no_process() })
    }

    /// The longest time that the authority may take, over all cases this view is for (see [`Facts::assumptions`]).
    pub fn critical_path(&self) -> &CriticalPath {
        self.critical.get_or_init(|| self.critical_path_when(&[]))
    }

    /// As [`Facts::critical_path`], for cases in which the conditions also have the given truth. Computed anew.
    pub fn critical_path_when(&self, when: &[(&Condition, bool)]) -> CriticalPath {
        self.measure(when, CountedFrom::Receipt)
    }

    /// As [`Facts::critical_path`], for the cases on which a limit is set and for the time that runs against it: what
    /// follows the step from whose end it is counted; no supplement rounds where a complete dossier starts the clock.
    pub fn critical_path_under(&self, limit: &LimitCase<'_>) -> CriticalPath {
        match (limit.when.as_slice(), limit.row.counted_from) {
            ([], CountedFrom::Unsaid | CountedFrom::Receipt) => self.critical_path().clone(),
            (when, counted_from) => self.measure(when, counted_from),
        }
    }

    fn measure(&self, when: &[(&Condition, bool)], counted_from: CountedFrom) -> CriticalPath {
        let mut assumed = self.assumptions();
        assumed.extend_from_slice(when);
        CriticalPath::of(self, &Forward::new(self.workflow()), &assumed, counted_from)
    }

    /// What holds in every case this view is for: in the view of a case its condition; in the base, that no case holds
    /// which sets a deadline, a process or the time of a step.
    pub fn assumptions(&self) -> Vec<(&'a Condition, bool)> {
        let cases = &self.procedure.cases;
        match &self.procedure.case {
            Some(name) => {
                let this = cases.iter().filter(|case| case.name.text == name.text);
                this.filter_map(|case| Some((case.when.as_ref()?, true))).collect()
            }
            None => cases
                .iter()
                .filter(|case| case.sets_deadline || case.sets_process || self.changes_times(case))
                .filter_map(|case| Some((case.when.as_ref()?, false)))
                .collect(),
        }
    }

    /// Whether a case changes how long a step may take. Known for the published procedure, not for views at a place.
    fn changes_times(&self, case: &Case) -> bool {
        let entry = self.catalogue.entries.iter().find(|entry| std::ptr::eq(&raw const entry.base, self.procedure));
        let is_it = |view: &&Procedure| view.case.as_ref().is_some_and(|name| name.text == case.name.text);
        let Some(view) = entry.and_then(|entry| entry.variants.iter().find(is_it)) else { return false };
        let times = |procedure: &Procedure| -> Option<Vec<_>> {
            let process = procedure.process.as_ref()?;
            Some(process.ids().map(|step| step_time(process, step)).collect())
        };
        times(view) != times(self.procedure)
    }

    /// Every way through the process, up to a bound.
    pub fn paths(&self) -> &Paths {
        self.paths.get_or_init(|| Paths::of(self.procedure, self.workflow(), &self.assumptions()))
    }

    /// The way that a case with these facts takes, if nothing untoward happens (a complete dossier, an eligible
    /// applicant, no delay).
    pub fn path_for(&self, given: &Given) -> PathResult {
        PathResult::of(self.workflow(), given)
    }

    /// Where papers and records come from and go to.
    pub fn data_flow(&self) -> &DataFlow {
        self.data.get_or_init(|| DataFlow::of(self))
    }

    /// Changes of hands along the longest path.
    pub fn hand_overs(&self) -> &HandOvers {
        self.hand_overs.get_or_init(|| HandOvers::of(self))
    }

    /// The level of government at which each step of the longest path is worked.
    pub fn levels(&self) -> Vec<LevelAt<'a>> {
        LevelAt::along(self)
    }

    /// Every limit that the law may set on a case, with its condition.
    pub fn limits(&self) -> &[LimitCase<'a>] {
        self.limits.get_or_init(|| super::limits::limits(self.procedure, &self.assumptions(), self.settings.as_of))
    }

    /// Who may decide by what was handed down, and which steps still go above them. Computed anew.
    pub fn powers(&self) -> Powers<'a> {
        Powers::of(self)
    }

    /// The limit of a case with these facts.
    pub fn deadline_for(&self, given: &Given) -> DeadlineAnswer<'a> {
        super::limits::deadline_for(self.procedure, given, self.settings.as_of)
    }
}
