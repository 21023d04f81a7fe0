//! What engines spell differently: their namespace, how they are asked for a due date and told of the clock, and how they list the fields of a form.

use super::expression::Spelling;
use crate::base::{Xml, cut};
use std::borrow::Cow;

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
    /// Whether a bean is told when the clock of a case starts, stops and goes on, and when a step is overdue.
    pub(in crate::targets) clock: bool,
    /// Whether a step that another procedure works is a call of its process; else it is a task like any other.
    pub(in crate::targets) calls: bool,
    /// How many letters its columns hold; `None` where nothing is known to be too long.
    pub(in crate::targets) columns: Option<Columns>,
}

/// How many letters an engine holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::targets) struct Columns {
    /// Of a name.
    name: usize,
    /// Of a description.
    description: usize,
}

/// The columns of Camunda 7, Flowable and Activiti: a model with a longer name is not deployed or cannot be worked; Flowable and
/// Activiti deploy no longer description of a process, Camunda 7 holds 4,000 letters of one.
const COLUMNS: Option<Columns> = Some(Columns { name: 255, description: 2000 });

/// What happens to the clock of a case, by the method of the bean that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    /// The dossier arrived.
    Filed,
    /// It stops.
    Paused,
    /// It goes on.
    Resumed,
    /// It counts anew.
    Restarted,
}

impl Tick {
    /// On which event of the engine it happens, and what is called then.
    fn listener(self) -> (&'static str, &'static str) {
        match self {
            Self::Filed => ("start", "${procedo.filed(execution)}"),
            Self::Paused => ("start", "${procedo.paused(execution)}"),
            Self::Resumed => ("end", "${procedo.resumed(execution)}"),
            Self::Restarted => ("end", "${procedo.restarted(execution)}"),
        }
    }
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
    clock: false,
    calls: false,
    columns: None,
};

/// Camunda 7 and Operaton.
pub(in crate::targets) const CAMUNDA7: Dialect =
    Dialect { form: Form::Data, clock: true, calls: true, columns: COLUMNS, ..PLAIN };

/// Flowable.
pub(in crate::targets) const FLOWABLE: Dialect = Dialect {
    prefix: "flowable",
    namespace: "http://flowable.org/bpmn",
    history: false,
    form: Form::Property,
    spelling: Spelling::Juel,
    clock: true,
    calls: true,
    columns: COLUMNS,
};

/// Activiti, which hands a called process all variables of its caller or none (7.1): its models call none.
pub(in crate::targets) const ACTIVITI: Dialect =
    Dialect { prefix: "activiti", namespace: "http://activiti.org/bpmn", calls: false, ..FLOWABLE };

/// Activiti inside iGate, which stops the clock itself.
pub(in crate::targets) const IGATE: Dialect = Dialect { clock: false, calls: false, ..ACTIVITI };

/// Camunda 8 (Zeebe).
pub(in crate::targets) const ZEEBE: Dialect = Dialect {
    prefix: "zeebe",
    namespace: "http://camunda.org/schema/zeebe/1.0",
    history: false,
    form: Form::None,
    spelling: Spelling::Feel,
    clock: false,
    calls: true,
    columns: None,
};

impl Dialect {
    /// An attribute of the engine.
    pub(super) fn attribute(self, name: &str) -> String {
        format!("{}:{name}", self.prefix)
    }

    /// A name as the engine holds it.
    pub(super) fn name(self, whole: &str) -> Cow<'_, str> {
        self.columns.map_or(Cow::Borrowed(whole), |columns| cut(whole, columns.name))
    }

    /// Whether the engine holds a name and the description below it as they are.
    pub(super) fn holds(self, name: &str, description: Option<&str>) -> bool {
        self.name(name) == name && self.description(name, description).as_deref() == description
    }

    /// What describes something of this name: the name too, where the engine does not hold it whole.
    fn description(self, name: &str, words: Option<&str>) -> Option<String> {
        let whole = (self.name(name) != name).then_some(name);
        let parts: Vec<_> = whole.into_iter().chain(words).collect();
        let words = parts.join("\n\n");
        let held = self.columns.map(|columns| cut(&words, columns.description).into_owned());
        (!parts.is_empty()).then(|| held.unwrap_or(words))
    }

    /// Writes what describes something of this name.
    pub(super) fn describes(self, xml: &mut Xml, name: &str, words: Option<&str>) {
        if let Some(words) = self.description(name, words) {
            xml.leaf("documentation", &[], &words);
        }
    }

    /// Writes who is told of what happens to the clock.
    pub(super) fn listens(self, xml: &mut Xml, ticks: &[Tick]) {
        for (event, expression) in ticks.iter().filter(|_| self.clock).map(|tick| tick.listener()) {
            xml.empty(&self.attribute("executionListener"), &[("event", event), ("expression", expression)]);
        }
    }

    /// Writes who is told that a task is overdue: when the event is left, as only then every engine calls.
    pub(super) fn tells_late(self, xml: &mut Xml, task: &str) {
        let expression = format!("${{procedo.late(execution, '{task}')}}");
        xml.empty(&self.attribute("executionListener"), &[("event", "end"), ("expression", &expression)]);
    }

    /// Writes what a called process is given: whose case it is, and the facts that its conditions ask for.
    pub(super) fn hands_over<'v>(self, xml: &mut Xml, process: &str, variables: impl Iterator<Item = &'v String>) {
        if self.spelling == Spelling::Feel {
            let only = [("propagateAllChildVariables", "false"), ("propagateAllParentVariables", "false")];
            xml.empty("zeebe:calledElement", &[&[("processId", process)][..], &only].concat());
            xml.open("zeebe:ioMapping", &[]);
            for name in variables {
                xml.empty("zeebe:input", &[("source", &format!("={name}")), ("target", name)]);
            }
            xml.close();
            return;
        }
        let element = self.attribute("in");
        // The others inherit the key by an attribute.
        if self.form == Form::Data {
            xml.empty(&element, &[("businessKey", "#{execution.processBusinessKey}")]);
        }
        xml.empty(&element, &[("source", "applicant"), ("target", "applicant")]);
        for name in variables {
            xml.empty(&element, &[("source", name), ("target", name)]);
        }
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
