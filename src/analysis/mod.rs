//! What can be computed about one procedure: pure functions and [`Facts`], which keeps their answers. Facts compute,
//! rules judge.

mod asked;
pub mod coverage;
mod critical;
mod data_flow;
mod due;
mod facts;
mod hand_overs;
mod limits;
mod longest;
mod paths;
mod power;
mod reach;
mod runs;
mod solve;
mod soundness;
mod step_time;
mod walk;

pub use asked::{Cost, Papers, cost, papers};
pub use critical::{Apart, CriticalPath, Fit, PathStep, PhaseTime, Total};
pub use data_flow::{DataFlow, Missing, Overwritten, Produced};
pub use due::{Answer, Dossier, Outcome, Stage, View, open_text};
pub use facts::{FactSettings, Facts};
pub use hand_overs::{HandOver, HandOvers, LevelAt};
pub use limits::{DeadlineAnswer, LimitCase, deadline_for, limits};
pub use paths::{Path, PathResult, Paths};
pub use power::Powers;
pub use reach::Reach;
pub use runs::{Event, Finding, Run, Runs, Work};
pub use solve::{Sat, WhyUnknown, satisfy};
pub use soundness::{Fault, FaultKind, Soundness, WhyUndecided};
pub use step_time::{StepTime, step_time};
