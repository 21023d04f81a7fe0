//! Service information with its configuration, and the template of the dossier.

use super::Field;
use crate::base::Xml;
use crate::model::{Applicant, ChannelKind, OnlineScope, Procedure};
use crate::targets::bpmn::process_id;
use crate::targets::portal::record::{self, Record, spoken};
use crate::targets::{Output, Request, Subject};

/// The service information of a procedure.
pub(super) fn service(request: &Request<'_>, subject: &Subject<'_>, out: &mut Output) -> Vec<u8> {
    let view = subject.base();
    // What the portal cannot say is said by the portal's target.
    let record = record::of(request, subject, &mut Output::default());
    let mut xml = Xml::new();
    let mut field = Field { out, subject };
    xml.open("ServiceInfo", &[]);
    field.put(&mut xml, "serviceCode", 255, &record.code);
    field.put(&mut xml, "serviceName", 1000, &record.title);
    let steps: Vec<&str> = record.steps.iter().filter_map(|step| step.first()).map(String::as_str).collect();
    field.put(&mut xml, "processText", 255, &steps.join("\n"));
    let ways = view.channels.iter().map(|channel| match channel.kind.value {
        ChannelKind::Counter => "Trực tiếp",
        ChannelKind::Online => "Trực tuyến",
        ChannelKind::Post => "Dịch vụ bưu chính",
    });
    field.put(&mut xml, "methodText", 1000, &ways.collect::<Vec<_>>().join("; "));
    let papers: Vec<&str> =
        record.papers.iter().flat_map(|group| &group.papers).map(|paper| paper.title.as_str()).collect();
    field.put(&mut xml, "dossierText", 1000, &papers.join("\n"));
    field.put(&mut xml, "conditionText", 1000, &record.conditions.join("\n"));
    field.put(&mut xml, "durationText", 1000, &durations(&record));
    field.put(&mut xml, "applicantText", 1000, &record.applicants.join(", "));
    let results: Vec<&str> = record.results.iter().map(|(_, title)| title.as_str()).collect();
    field.put(&mut xml, "resultText", 1000, &results.join("; "));
    let laws: Vec<&str> = record.laws.iter().map(|law| law.title.as_str()).collect();
    field.put(&mut xml, "regularText", 1000, &laws.join("; "));
    field.put(&mut xml, "feeText", 1000, &fees(&record));
    let agency = record.deciders.first().or(record.performers.first()).cloned().unwrap_or_default();
    field.put(&mut xml, "administrationCode", 255, view.levels.first().map_or("", |level| &level.name.text));
    field.put(&mut xml, "administrationName", 255, &agency);
    let domain = record.fields.first().cloned().unwrap_or_default();
    field.put(&mut xml, "domainCode", 255, &crate::drawing::ascii(&domain));
    field.put(&mut xml, "domainName", 255, &domain);
    let level = level(view);
    xml.leaf("maxLevel", &[], level);
    xml.leaf("public_", &[], "true");
    // The schema wants at least one: where no paper has a form, the first paper stands for itself.
    let mut forms: Vec<(&str, &str)> = record
        .papers
        .iter()
        .flat_map(|group| &group.papers)
        .filter(|paper| !paper.form.is_empty())
        .map(|paper| (paper.code.as_str(), paper.form.as_str()))
        .collect();
    if forms.is_empty() {
        let first = record.papers.iter().flat_map(|group| &group.papers).find(|paper| !paper.code.is_empty());
        forms.push(first.map_or((record.code.as_str(), record.title.as_str()), |paper| (&paper.code, &paper.title)));
    }
    xml.open("fileTemplates", &[]);
    for (code, form) in forms {
        xml.open("fileTemplate", &[]);
        field.put(&mut xml, "filename", 255, &format!("{}.docx", crate::drawing::ascii(code)));
        field.put(&mut xml, "fileTemplateNo", 255, code);
        field.put(&mut xml, "templateName", 255, form);
        xml.leaf("eFormNoPattern", &[], "");
        xml.leaf("eFormNamePattern", &[], "");
        xml.close();
    }
    xml.close();
    xml.open("configs", &[]);
    config(request, subject, &mut field, &mut xml, level);
    xml.close();
    xml.close();
    xml.finish()
}

fn config(request: &Request<'_>, subject: &Subject<'_>, field: &mut Field<'_, '_>, xml: &mut Xml, level: &str) {
    let view = subject.base();
    let place = subject.place.map(|place| request.catalogue.places.get(place));
    let title = place.and_then(|all| all.near(request.as_of).title.as_ref()).map(|title| title.text.as_str());
    let (code, name) = match place {
        Some(all) => (all.name.as_str(), title.unwrap_or(&all.name)),
        None => view.levels.first().map_or(("", ""), |level| (level.name.text.as_str(), level.name.text.as_str())),
    };
    let for_any = |kinds: &[Applicant]| view.applicants.iter().any(|one| kinds.contains(&one.value)).to_string();
    xml.open("ServiceConfig", &[]);
    field.put(xml, "govAgencyCode", 255, code);
    field.put(xml, "govAgencyName", 255, name);
    xml.leaf("serviceInstruction", &[], "");
    xml.leaf("serviceLevel", &[], level);
    xml.leaf("serviceUrl", &[], "");
    let citizens = [Applicant::Citizen, Applicant::OverseasVietnamese, Applicant::Foreigner, Applicant::Official];
    xml.leaf("forCitizen", &[], &for_any(&citizens));
    let others = view.applicants.iter().any(|one| !citizens.contains(&one.value));
    xml.leaf("forBusiness", &[], &others.to_string());
    let post = view.channels.iter().any(|channel| channel.kind.value == ChannelKind::Post);
    xml.leaf("postalService", &[], &post.to_string());
    xml.leaf("registration", &[], "false");
    xml.open("processes", &[]);
    for (at, option) in subject.runnable().enumerate() {
        xml.open("ProcessOption", &[]);
        field.put(xml, "optionCode", 255, &process_id(option));
        field.put(xml, "optionName", 255, &name_of(option));
        xml.leaf("seqOrder", &[], &(at + 1).to_string());
        xml.leaf("sampleCount", &[], "0");
        xml.leaf("autoSelect", &[], "");
        xml.leaf("instructionNote", &[], "");
        xml.leaf("submissionNote", &[], "");
        field.put(xml, "templateNo", 255, &process_id(option));
        field.put(xml, "templateName", 255, &name_of(option));
        field.put(xml, "processNo", 255, &process_id(option));
        field.put(xml, "processName", 255, &name_of(option));
        xml.leaf("registerBookCode", &[], "");
        xml.close();
    }
    xml.close();
    xml.close();
}

/// The title of a view: that of its case where it has one.
pub(super) fn name_of(view: &Procedure) -> String {
    let own = view.case.as_ref().and_then(|own| view.cases.iter().find(|case| case.name.text == own.text));
    let title = own.and_then(|case| case.title.as_ref()).or(view.title.as_ref());
    title.map_or_else(|| view.name.text.clone(), |title| title.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How far the service is online: 4 fully, 3 partly, 2 not.
fn level(view: &Procedure) -> &'static str {
    let online = view.channels.iter().find(|channel| channel.kind.value == ChannelKind::Online);
    match online.map(|channel| channel.scope.as_ref().map(|scope| scope.value)) {
        Some(Some(OnlineScope::Full)) => "4",
        Some(_) => "3",
        None => "2",
    }
}

fn durations(record: &Record) -> String {
    let mut lines: Vec<String> = Vec::new();
    for time in record.channels.iter().flat_map(|channel| &channel.times) {
        let notes = if time.notes.is_empty() { String::new() } else { format!(" ({})", time.notes.join("; ")) };
        let line = format!("{} {}{notes}", time.amount, spoken(&time.unit));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn fees(record: &Record) -> String {
    let fees = record.channels.iter().flat_map(|channel| &channel.times).flat_map(|time| &time.fees);
    let mut lines: Vec<String> = Vec::new();
    for fee in fees {
        let line = format!("{} đồng {}", fee.dong, fee.note).trim().to_owned();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The template of the dossier of a view: what is handed in, and what is given back.
pub(super) fn template(request: &Request<'_>, subject: &Subject<'_>, view: &Procedure, out: &mut Output) -> Vec<u8> {
    let record = record::of(request, subject, &mut Output::default());
    let mut xml = Xml::new();
    let mut field = Field { out, subject };
    xml.open("DossierTemplate", &[]);
    field.put(&mut xml, "templateNo", 255, &process_id(view));
    field.put(&mut xml, "templateName", 255, &name_of(view));
    xml.leaf("description", &[], "");
    xml.leaf("newFormScript", &[], "");
    xml.open("parts", &[]);
    let papers = record.papers.iter().flat_map(|group| &group.papers).filter(|paper| !paper.code.is_empty());
    let handed =
        papers.map(|paper| (paper.code.as_str(), paper.title.as_str(), "1", paper.required, paper.form.as_str()));
    let given = record.results.iter().map(|(code, title)| (code.as_str(), title.as_str(), "2", true, ""));
    for (code, title, kind, required, form) in handed.chain(given) {
        xml.open("DossierPart", &[]);
        field.put(&mut xml, "partNo", 255, code);
        field.put(&mut xml, "partName", 255, title);
        xml.leaf("partTip", &[], "");
        xml.leaf("partType", &[], kind);
        xml.leaf("multiple", &[], "false");
        xml.leaf("required", &[], &required.to_string());
        xml.leaf("esign", &[], "false");
        field.put(&mut xml, "fileTemplateNo", 255, if form.is_empty() { "" } else { code });
        xml.leaf("deliverableType", &[], "");
        xml.leaf("deliverableAction", &[], "0");
        xml.leaf("eForm", &[], "false");
        xml.leaf("sampleData", &[], "");
        xml.leaf("fileMark", &[], "0");
        xml.close();
    }
    xml.close();
    xml.close();
    xml.finish()
}
