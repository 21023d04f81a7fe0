//! What iGate lets whoever works a step do: the flags of `variable`, from what the step says.

use crate::model::{Action, Goal, OrUnknown, Procedure, Signature, Step, StepKind, Trigger};
use serde_json::{Map, Value};

/// What a step needs.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own, as in the system they are for")]
pub(super) struct Rights {
    /// It signs digitally.
    pub(super) sign: bool,
    receives: bool,
    asks: bool,
    refuses: bool,
    chooses: bool,
    result: bool,
    letters: bool,
    issues: bool,
    sends: bool,
    assigns: bool,
    fee: bool,
    notifies: bool,
    stores: bool,
}

/// What a step needs by what it says.
pub(super) fn needed(view: &Procedure, step: &Step) -> Rights {
    let is = |kinds: &[StepKind]| kinds.iter().any(|kind| step.is_kind(*kind));
    let asks = step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Ask(_)));
    let refuses = step.reactions.iter().any(|reaction| reaction.trigger == Trigger::Ineligible);
    let result = step.writes.iter().any(|data| view.datum(data.value).is_result);
    let signature = step.signature.as_ref().map(|signature| signature.value);
    Rights {
        sign: signature == Some(OrUnknown::Known(Signature::Digital))
            || (is(&[StepKind::Sign, StepKind::Decide, StepKind::Approve])
                && signature != Some(OrUnknown::Known(Signature::Wet))),
        receives: is(&[StepKind::Receive]),
        asks: asks || step.pauses.is_some(),
        refuses,
        chooses: asks
            || refuses
            || !step.jumps.is_empty()
            || step.reactions.iter().any(|reaction| matches!(reaction.action, Action::Go(Goal::Step(_)))),
        result,
        letters: is(&[
            StepKind::Draft,
            StepKind::Review,
            StepKind::Approve,
            StepKind::Sign,
            StepKind::Decide,
            StepKind::Issue,
        ]),
        issues: is(&[StepKind::Issue]),
        sends: is(&[StepKind::Consult, StepKind::Transfer]),
        assigns: is(&[StepKind::Assign]),
        fee: is(&[StepKind::CollectFee]),
        notifies: is(&[StepKind::Notify, StepKind::Return]),
        stores: is(&[StepKind::Archive, StepKind::Digitise]),
    }
}

impl Rights {
    /// The flags with iGate's own spelling.
    pub(super) fn variable(&self) -> Value {
        let flags = [
            ("canPaused", self.asks),
            ("canPrintDossiersCostReport", self.fee),
            ("canUploadResult", self.result),
            ("canIncreaseDue", false),
            ("canUseDigitalSign", self.sign),
            ("canUseDigitalSignSmartCA", false),
            ("canUseDigitalSignVGCA", self.sign),
            ("canUseDigitalSignVNPTCA", false),
            ("canUseDigitalSignNEAC", false),
            ("canUpdateDossierComp", self.receives || self.asks),
            ("canUpdateApplicant", self.receives),
            ("canCancelDosssier", self.refuses),
            ("canChoiceNextStep", self.chooses),
            ("canUpdateDosssierDetail", self.receives),
            ("canResendDossierToPriviousStep", false),
            ("canDeleteDossier", false),
            ("canPrintReceiptTicket", self.receives),
            ("canEvictDossier", false),
            ("canConfirmDossierPaper", self.receives),
            ("canSendDocument", self.sends),
            ("canConnectedIOffice", self.letters),
            ("canConnectedIOfficeV4", false),
            ("canConnectedQLVB", self.issues),
            ("mustRatingOfficials", false),
            ("mustPublishInvoice", self.fee),
            ("mustChooseAssignee", self.assigns),
            ("mustSendSMSToApplicant", self.notifies),
            ("mustAttachResultsFile", self.result),
            ("mustConfirm", false),
            ("mustSignTypeOrg", false),
            ("mustConstraintDigitalSignatureFileResults", self.sign && self.result),
            ("requireSaveIstorage", self.stores),
            ("deadlineForAdditionalRequests", self.asks),
            ("printReceiptPaper", self.receives),
            ("attachResultFileToEmail", false),
            ("dossierReselectAgencyProcessing", false),
        ];
        let mut variable: Map<String, Value> =
            flags.into_iter().map(|(name, truth)| (name.to_owned(), Value::Bool(truth))).collect();
        for template in [
            "officerSMSTemplate",
            "officerEmailTemplate",
            "officerZaloTemplate",
            "citizenSMSTemplate",
            "citizenEmailTemplate",
            "citizenZaloTemplate",
            "form",
        ] {
            variable.insert(template.to_owned(), Value::Null);
        }
        variable.insert("sampleReceiptPaper".to_owned(), Value::Array(Vec::new()));
        Value::Object(variable)
    }
}
