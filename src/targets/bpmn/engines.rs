//! One target an engine: the same model in its dialect.

use super::dialect::{self, Dialect};
use super::{GAPS, GAPS_OF_COLUMNS, models};
use crate::base::Text;
use crate::targets::{Gap, Output, Request, Subject, Target};
use crate::text;

/// A target for one engine.
pub(in crate::targets) struct Engine {
    name: &'static str,
    about: fn() -> Text,
    dialect: Dialect,
}

/// Camunda 7 and Operaton.
pub(in crate::targets) static CAMUNDA7: Engine = Engine {
    name: "camunda7",
    about: || text!(en: "BPMN for Camunda 7 and Operaton", vi: "BPMN cho Camunda 7 và Operaton"),
    dialect: dialect::CAMUNDA7,
};

/// Flowable.
pub(in crate::targets) static FLOWABLE: Engine = Engine {
    name: "flowable",
    about: || text!(en: "BPMN for Flowable", vi: "BPMN cho Flowable"),
    dialect: dialect::FLOWABLE,
};

/// Activiti.
pub(in crate::targets) static ACTIVITI: Engine = Engine {
    name: "activiti",
    about: || text!(en: "BPMN for Activiti", vi: "BPMN cho Activiti"),
    dialect: dialect::ACTIVITI,
};

/// Camunda 8.
pub(in crate::targets) static ZEEBE: Engine = Engine {
    name: "zeebe",
    about: || text!(en: "BPMN for Camunda 8 (Zeebe)", vi: "BPMN cho Camunda 8 (Zeebe)"),
    dialect: dialect::ZEEBE,
};

impl Target for Engine {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> Text {
        (self.about)()
    }

    fn gaps(&self) -> &'static [&'static Gap] {
        if self.dialect.columns.is_some() { GAPS_OF_COLUMNS } else { GAPS }
    }

    fn emit(&self, request: &Request<'_>, subject: &Subject<'_>) -> Output {
        models(request, subject, self.dialect)
    }
}
