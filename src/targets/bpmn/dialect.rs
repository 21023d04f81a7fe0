//! What engines spell differently: their namespace, how they are asked for a due date, and how they list the fields of a form.

use super::expression::Spelling;

/// How one engine, or one family, wants what the standard leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::targets) struct Dialect {
    /// The prefix of its attributes.
    pub(in crate::targets) prefix: &'static str,
    /// The namespace of the prefix.
    pub(in crate::targets) namespace: &'static str,
    /// Whether a process states how long its history is kept.
    pub(in crate::targets) history: bool,
    /// How the fields of a form are listed.
    pub(in crate::targets) form: Form,
    /// How conditions are spelt.
    pub(in crate::targets) spelling: Spelling,
}

/// How the fields of a form are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::targets) enum Form {
    /// Not at all.
    None,
    /// `formData` with `formField`, as Camunda 7 and Operaton read it.
    Data,
    /// `formProperty`, as Activiti and Flowable read it.
    Property,
}

/// What all engines can read: for `SpiffWorkflow` and `bpmn-server`, and for modellers.
pub(in crate::targets) const PLAIN: Dialect = Dialect {
    prefix: "camunda",
    namespace: "http://camunda.org/schema/1.0/bpmn",
    history: true,
    form: Form::None,
    spelling: Spelling::Juel,
};

/// Camunda 7 and Operaton.
pub(in crate::targets) const CAMUNDA7: Dialect = Dialect { form: Form::Data, ..PLAIN };

/// Flowable.
pub(in crate::targets) const FLOWABLE: Dialect = Dialect {
    prefix: "flowable",
    namespace: "http://flowable.org/bpmn",
    history: false,
    form: Form::Property,
    spelling: Spelling::Juel,
};

/// Activiti.
pub(in crate::targets) const ACTIVITI: Dialect =
    Dialect { prefix: "activiti", namespace: "http://activiti.org/bpmn", ..FLOWABLE };

/// Camunda 8 (Zeebe).
pub(in crate::targets) const ZEEBE: Dialect = Dialect {
    prefix: "zeebe",
    namespace: "http://camunda.org/schema/zeebe/1.0",
    history: false,
    form: Form::None,
    spelling: Spelling::Feel,
};

impl Dialect {
    /// An attribute of the engine.
    pub(super) fn attribute(self, name: &str) -> String {
        format!("{}:{name}", self.prefix)
    }

    /// What the engine evaluates to learn when a task is due: working days are the catalogue's to count, not the engine's.
    pub(super) fn due(self, task: &str) -> String {
        match (self.spelling, self.form) {
            (Spelling::Feel, _) => format!("=due_{task}"),
            (Spelling::Juel, Form::None) => format!("${{procedo.due('{task}')}}"),
            // Engines that know whose task it is are asked for that case.
            (Spelling::Juel, _) => format!("${{procedo.due(execution, '{task}')}}"),
        }
    }

    /// A condition with the marks around it.
    pub(super) fn condition(self, expression: &str) -> String {
        match self.spelling {
            Spelling::Juel => format!("${{{expression}}}"),
            Spelling::Feel => format!("={expression}"),
        }
    }
}
