//! A change in the words of a paper that is signed: what is done, what holds now, what is to hold.

use super::naming::Names;
use super::words::{self, copies};
use crate::base::similar;
use crate::drawing;
use crate::model::{At, Condition, Hand, Limit, Party, Procedure, Step};
use crate::review::{Change, Kept, differing};

/// What is done: a phrase that can stand as a heading.
/// What is done, first things first: who decides from now on, who else works what, then all the rest.
pub(super) fn in_order(changes: &[Change]) -> impl Iterator<Item = &Change> {
    let handed = |change: &&Change| matches!(change, Change::HandTo { .. });
    // Rewrites hand the decision on last.
    changes.iter().rev().filter(handed).chain(changes.iter().filter(move |change| !handed(change)))
}

pub(super) fn action(change: &Change, names: &Names<'_>) -> String {
    let language = names.language;
    let list = |all: &[String]| all.iter().map(|name| names.quoted(name)).collect::<Vec<_>>().join(", ");
    match change {
        Change::DropSteps(steps) => language
            .pick(format!("Leave out {}", list(steps)), format!("Bỏ bước {} trong quy trình giải quyết", list(steps))),
        Change::HandTo { step, to, title, .. } => {
            let who = names.title(to);
            let step = names.quoted(step);
            let named = title.as_ref().map(|title| title.get(language).to_owned());
            let named = named.map_or_else(String::new, |named| {
                language.pick(format!("; the step is now called “{named}”"), format!("; tên bước sửa thành “{named}”"))
            });
            language
                .pick(format!("{who} carries out {step}{named}"), format!("Giao {who} thực hiện bước {step}{named}"))
        }
        Change::Merge { first, second } => {
            let (first, second) = (names.quoted(first), names.quoted(second));
            language.pick(
                format!("Make {second} part of {first}"),
                format!("Gộp bước {second} vào bước {first}, do cùng một người thực hiện"),
            )
        }
        Change::SideBySide { first, second } => {
            let (first, second) = (names.quoted(first), names.quoted(second));
            language.pick(
                format!("Work {first} and {second} at the same time"),
                format!("Thực hiện đồng thời bước {first} và bước {second}"),
            )
        }
        Change::MoveBefore { step, other } => {
            let (step, other) = (names.quoted(step), names.quoted(other));
            language.pick(format!("Work {step} before {other}"), format!("Thực hiện bước {step} trước bước {other}"))
        }
        Change::StopChecking { step, criteria, kept_by } => {
            let (step, kept_by, criteria) = (names.quoted(step), names.quoted(kept_by), list(criteria));
            language.pick(
                format!("Check {criteria} once, at {kept_by}, and not again at {step}"),
                format!("Chỉ thẩm định {criteria} một lần ở bước {kept_by}, không thẩm định lại ở bước {step}"),
            )
        }
        Change::DropPaper(paper) => {
            let paper = names.quoted(paper);
            language.pick(format!("No longer ask for {paper}"), format!("Bỏ thành phần hồ sơ {paper}"))
        }
        Change::FromFiles { paper, kept: Kept::By(agency) } => {
            let (paper, agency) = (names.quoted(paper), names.title(agency));
            language.pick(
                format!("Look for {paper} in the files of {agency}, and ask for it only where it is not there"),
                format!("{agency} tra cứu {paper} trong hồ sơ lưu của mình; chỉ yêu cầu nộp khi không tìm thấy"),
            )
        }
        Change::FromFiles { paper, kept: Kept::ResultOf(code) } => {
            let (paper, other) = (names.quoted(paper), names.title(code));
            language.pick(
                format!("Take {paper} from the digital results of {other}, and ask for it only where it is not there"),
                format!(
                    "Lấy {paper} từ kho kết quả điện tử của thủ tục {other}; chỉ yêu cầu nộp khi trong kho không có"
                ),
            )
        }
        Change::LookUp { paper, database } => {
            let (paper, database) = (names.quoted(paper), names.title(database));
            language.pick(
                format!("Look {paper} up in {database} instead of asking for it"),
                format!("Thay thế thành phần hồ sơ {paper} bằng dữ liệu khai thác từ {database}"),
            )
        }
        Change::PlainCopy(paper) => {
            let paper = names.quoted(paper);
            language.pick(
                format!("Accept one plain or digital copy of {paper}"),
                format!("Nhận một bản sao hoặc bản điện tử của {paper} để đối chiếu, không yêu cầu chứng thực"),
            )
        }
        Change::SignDigitally(step) => {
            let step = names.quoted(step);
            language.pick(format!("Sign digitally at {step}"), format!("Ký số ở bước {step}, không ký giấy"))
        }
        Change::DigitalResult(paper) => {
            let paper = names.quoted(paper);
            language.pick(
                format!("Issue {paper} as a digitally signed document"),
                format!("Trả kết quả {paper} bằng bản điện tử có chữ ký số, có giá trị như bản giấy"),
            )
        }
        Change::PayOnline => language
            .pick("Let the fee be paid online", "Cho phép nộp phí, lệ phí trực tuyến trên Cổng Dịch vụ công quốc gia")
            .to_owned(),
        Change::FullOnline => language
            .pick("Offer the service online from filing to result", "Cung cấp dịch vụ công trực tuyến toàn trình")
            .to_owned(),
        Change::NoPresence(step) => {
            let step = names.quoted(step);
            language.pick(
                format!("Do not ask the applicant to come in person at {step}"),
                format!("Không yêu cầu người nộp hồ sơ có mặt trực tiếp ở bước {step}"),
            )
        }
        Change::CaseByCase(step) => {
            let step = names.quoted(step);
            language.pick(
                format!("Work each dossier as it comes at {step}, not in batches"),
                format!("Giải quyết từng hồ sơ ngay khi nhận ở bước {step}, không gom theo đợt"),
            )
        }
        Change::OnlyWhen { step, condition } => {
            let (step, condition) = (names.quoted(step), names.condition(condition));
            language.pick(
                format!("Work {step} only when {condition}; check the other cases afterwards by sample"),
                format!("Chỉ thực hiện bước {step} khi {condition}; các hồ sơ khác hậu kiểm chọn mẫu"),
            )
        }
        Change::GoOnWithout { step, next } => {
            let (step, next) = (names.quoted(step), names.quoted(next));
            language.pick(
                format!("Go on with {next} when {step} has brought no answer in its time"),
                format!("Quá thời hạn ở bước {step} mà không có ý kiến thì coi như đồng ý, chuyển sang bước {next}"),
            )
        }
        Change::RefuseHere(step) => {
            let step = names.quoted(step);
            language.pick(
                format!("Refuse in writing, with reasons, at {step} where the conditions are not met"),
                format!("Từ chối bằng văn bản, nêu rõ lý do, ngay ở bước {step} khi không đủ điều kiện"),
            )
        }
        Change::UseRegistered { paper, registered } if names.title(paper) == names.title(registered) => {
            let paper = names.quoted(paper);
            language.pick(
                format!("Take {paper} from the registry of papers instead of declaring it here anew"),
                format!("Dùng {paper} trong danh mục giấy tờ chung, không khai riêng trong thủ tục"),
            )
        }
        Change::UseRegistered { paper, registered } => {
            let (paper, registered) = (names.quoted(paper), names.quoted(registered));
            language.pick(
                format!("Call {paper} by its registered name, {registered}"),
                format!("Thống nhất tên giấy tờ {paper} thành {registered}"),
            )
        }
        Change::Recite { from, to } => {
            let (from, to) = (names.title(from), names.title(to));
            language.pick(
                format!("Cite {to} in place of {from}, which has ended"),
                format!("Thay căn cứ pháp lý {from} đã hết hiệu lực bằng {to}"),
            )
        }
        Change::Reword { was, becomes } => {
            let (was, becomes) = differing(was, becomes);
            language
                .pick(format!("Write “{becomes}” instead of “{was}”"), format!("Sửa cụm từ “{was}” thành “{becomes}”"))
        }
        Change::Shorten { from, to } => language.pick(
            format!("Shorten the time limit from {from} to {to} working days"),
            format!("Cắt giảm thời hạn giải quyết từ {from:02} ngày làm việc xuống còn {to:02} ngày làm việc"),
        ),
    }
}

/// What holds now and what is to hold; `beside`: all changes that are made together.
pub(super) fn now_and_then(change: &Change, beside: &[Change], names: &Names<'_>) -> (String, String) {
    let language = names.language;
    let gone = || language.pick("Repealed.", "Bãi bỏ.").to_owned();
    match change {
        Change::DropSteps(steps) => {
            let now = steps.iter().map(|step| step_words(names, step)).collect::<Vec<_>>().join("\n");
            (now, straight_on(names, steps, beside).unwrap_or_else(gone))
        }
        Change::HandTo { step, to, title, time_of } => {
            let shown = title.as_ref().map_or_else(|| names.title(step), |title| title.get(language).to_owned());
            // Without a time of its own the step keeps that of today.
            let time = time(names, time_of.as_deref().unwrap_or(step));
            let mut time = time.map(|time| format!(", {time}")).unwrap_or_default();
            if let Some(taken) = time_of.as_ref().filter(|_| !time.is_empty()) {
                let taken = names.quoted(taken);
                time += &language.pick(
                    format!(" (the time that this person has for {taken} today)"),
                    format!(" (bằng thời gian hiện nay của người này ở bước {taken})"),
                );
            }
            (step_words(names, step), format!("{shown}: {}{time}.", names.title(to)))
        }
        Change::Merge { first, second } => (
            format!("{}\n{}", step_words(names, first), step_words(names, second)),
            language.pick(
                format!("One step: {}, with what {} did.", names.quoted(first), names.quoted(second)),
                format!("Một bước: {}, bao gồm nội dung của bước {}.", names.quoted(first), names.quoted(second)),
            ),
        ),
        Change::SideBySide { first, second } => (
            format!("{}\n{}", step_words(names, first), step_words(names, second)),
            language.pick("Both at the same time.", "Hai bước thực hiện đồng thời.").to_owned(),
        ),
        Change::MoveBefore { step, other } => {
            let (step, other) = (names.quoted(step), names.quoted(other));
            (
                language.pick(format!("{other}, then {step}."), format!("Bước {other}, sau đó đến bước {step}.")),
                language.pick(format!("{step}, then {other}."), format!("Bước {step}, sau đó đến bước {other}.")),
            )
        }
        Change::StopChecking { step, criteria, kept_by } => {
            let criteria = criteria.iter().map(|name| names.title(name)).collect::<Vec<_>>().join("; ");
            let (step, kept) = (names.quoted(step), names.quoted(kept_by));
            (
                language.pick(
                    format!("{criteria}: checked at {kept} and at {step}."),
                    format!("{criteria}: thẩm định ở bước {kept} và bước {step}."),
                ),
                language
                    .pick(format!("{criteria}: checked at {kept}."), format!("{criteria}: thẩm định ở bước {kept}.")),
            )
        }
        Change::DropPaper(paper) => (paper_words(names, paper), gone()),
        Change::FromFiles { paper, kept } => {
            let then = match kept {
                Kept::By(agency) => {
                    let agency = names.title(agency);
                    language.pick(
                        format!(
                            "{agency}, which issued it, looks into its own files; asked for only where it is not there."
                        ),
                        format!("{agency} là nơi đã cấp tự tra cứu hồ sơ lưu; chỉ yêu cầu nộp khi không tìm thấy."),
                    )
                }
                Kept::ResultOf(code) => {
                    let other = names.title(code);
                    language.pick(
                        format!("The body takes it from the digital results of {other}; asked for only where it is not there."),
                        format!(
                            "Cơ quan giải quyết lấy từ kho kết quả điện tử của thủ tục {other}; chỉ yêu cầu nộp khi trong kho không có."
                        ),
                    )
                }
            };
            (paper_words(names, paper), then)
        }
        Change::LookUp { paper, database } => {
            let database = names.title(database);
            (
                paper_words(names, paper),
                language.pick(
                    format!("The body looks it up in {database}; asked for only where nothing is found there."),
                    format!("Cơ quan giải quyết khai thác từ {database}; chỉ yêu cầu nộp khi không khai thác được thông tin."),
                ),
            )
        }
        Change::PlainCopy(paper) => (
            paper_words(names, paper),
            language
                .pick(
                    "One plain copy or digital copy, compared with the original.",
                    "01 bản sao hoặc bản điện tử, xuất trình bản chính để đối chiếu.",
                )
                .to_owned(),
        ),
        Change::SignDigitally(step) => (
            format!("{} {}", step_words(names, step), language.pick("Signed by hand.", "Ký trên giấy.")),
            language.pick("Signed digitally.", "Ký số trên hệ thống.").to_owned(),
        ),
        Change::DigitalResult(paper) => (
            language.pick(format!("{}: on paper.", names.title(paper)), format!("{}: bản giấy.", names.title(paper))),
            language.pick(
                format!("{}: signed digital document.", names.title(paper)),
                format!("{}: bản điện tử có chữ ký số (bản giấy khi có yêu cầu).", names.title(paper)),
            ),
        ),
        Change::PayOnline => (
            language.pick("Paid at the counter.", "Nộp trực tiếp.").to_owned(),
            language.pick("Paid online or at the counter.", "Nộp trực tuyến hoặc trực tiếp.").to_owned(),
        ),
        Change::FullOnline => (
            language.pick("Partly online.", "Dịch vụ công trực tuyến một phần.").to_owned(),
            language.pick("Online from filing to result.", "Dịch vụ công trực tuyến toàn trình.").to_owned(),
        ),
        Change::NoPresence(step) => (
            format!("{} {}", step_words(names, step), language.pick("In person.", "Người nộp hồ sơ có mặt.")),
            language.pick("No presence needed.", "Không cần có mặt.").to_owned(),
        ),
        Change::CaseByCase(step) => (
            format!("{} {}", step_words(names, step), language.pick("In batches.", "Gom theo đợt.")),
            language.pick("Each dossier as it comes.", "Giải quyết từng hồ sơ khi nhận.").to_owned(),
        ),
        Change::OnlyWhen { step, condition } => {
            let condition = names.condition(condition);
            (
                step_words(names, step),
                language.pick(format!("Only when {condition}."), format!("Chỉ thực hiện khi {condition}.")),
            )
        }
        Change::GoOnWithout { step, next } => {
            let next = names.quoted(next);
            (
                step_words(names, step),
                language.pick(
                    format!("Without an answer in its time the case goes on with {next}."),
                    format!("Quá thời hạn không có ý kiến thì chuyển sang bước {next}."),
                ),
            )
        }
        Change::RefuseHere(step) => (
            step_words(names, step),
            language
                .pick(
                    "Refused here with reasons in writing where the conditions are not met.",
                    "Không đủ điều kiện thì từ chối bằng văn bản, nêu rõ lý do.",
                )
                .to_owned(),
        ),
        Change::UseRegistered { paper, registered } if names.title(paper) == names.title(registered) => (
            language.pick(
                format!("{}: declared by this procedure for itself.", names.title(paper)),
                format!("{}: khai riêng trong thủ tục này.", names.title(paper)),
            ),
            language.pick(
                format!(
                    "{}: of the registry, with its issuer and the register that holds it. The words stay.",
                    names.title(paper)
                ),
                format!(
                    "{}: theo danh mục chung, kèm nơi cấp, nơi lưu dữ liệu. Tên gọi không đổi.",
                    names.title(paper)
                ),
            ),
        ),
        Change::UseRegistered { paper, registered } => (names.title(paper), names.title(registered)),
        Change::Recite { from, to } => (names.title(from), names.title(to)),
        Change::Reword { was, becomes } => {
            let (was, becomes) = differing(was, becomes);
            (format!("“{was}”"), format!("“{becomes}”"))
        }
        Change::Shorten { from, to } => (
            language.pick(format!("{from} working days."), format!("{from:02} ngày làm việc.")),
            language.pick(format!("{to} working days."), format!("{to:02} ngày làm việc.")),
        ),
    }
}

/// Between which steps the case goes straight on when steps that follow each other are left out.
fn straight_on(names: &Names<'_>, gone: &[String], beside: &[Change]) -> Option<String> {
    let key = |name: &str| similar::key(name);
    let is_gone = |step: &&Step| gone.iter().any(|name| key(name) == key(&step.name.text));
    let process = names
        .views()
        .filter_map(|view| view.process.as_ref())
        .find(|process| process.steps.iter().any(|step| is_gone(&step)))?;
    let first = process.steps.iter().position(|step| is_gone(&step))?;
    let last = process.steps.iter().rposition(|step| is_gone(&step))?;
    let before = &process.steps.get(first.checked_sub(1)?)?.name.text;
    let after = &process.steps.get(last + 1)?.name.text;
    let called = |name: &str| {
        let renamed = beside.iter().find_map(|change| match change {
            Change::HandTo { step, title: Some(title), .. } if key(step) == key(name) => {
                Some(title.get(names.language))
            }
            _ => None,
        });
        renamed.map_or_else(|| names.quoted(name), |title| format!("“{title}”"))
    };
    let (before, after) = (called(before), called(after));
    (last - first + 1 == gone.len()).then(|| {
        names.language.pick(
            format!("Repealed: after {before} the case goes straight to {after}."),
            format!("Bãi bỏ: sau bước {before} hồ sơ chuyển thẳng sang bước {after}."),
        )
    })
}

/// A step as a row of the process says it: what, who, how long.
fn step_words(names: &Names<'_>, name: &str) -> String {
    let shown = names.title(name);
    let by = names.find_step(name).and_then(|step| step.by.as_ref()).map(|by| {
        let all = by.any_of.iter().map(|party| match party {
            Party::Applicant(_) => names.language.pick("the applicant", "người nộp hồ sơ").to_owned(),
            Party::Body { body, .. } => words::body(names.catalogue, body, names.day),
        });
        all.collect::<Vec<_>>().join(names.language.pick(" or ", " hoặc "))
    });
    let parts: Vec<String> = by.into_iter().chain(time(names, name)).collect();
    if parts.is_empty() { format!("{shown}.") } else { format!("{shown}: {}.", parts.join(", ")) }
}

fn time(names: &Names<'_>, name: &str) -> Option<String> {
    let within = names.find_step(name)?.within.as_ref()?;
    (!matches!(within.value, Limit::Unknown)).then(|| drawing::limit(&within.value, names.language))
}

/// A paper as the dossier says it: what, in how many copies, every way to hand it in, and in which cases.
fn paper_words<'a>(names: &Names<'a>, name: &str) -> String {
    let (shown, language) = (names.title(name), names.language);
    let key = similar::key(name);
    let of_view = |view: &'a Procedure| {
        let mut papers = view.documents.iter().flat_map(|line| line.any_of.iter().map(move |paper| (line, paper)));
        let (line, paper) = papers.find(|(_, paper)| similar::key(&view.datum(paper.data).name.text) == key)?;
        Some((view, line, paper))
    };
    let Some((view, line, paper)) = names.views().find_map(of_view) else { return format!("{shown}.") };
    let words = language.pick(["original", "certified copy", "copy"], ["bản chính", "bản sao chứng thực", "bản sao"]);
    let way =
        |hands: &Vec<At<Hand>>| {
            let counts = copies(hands, language).into_iter().zip(words).filter(|(count, _)| !count.is_empty());
            let said = counts.map(|(count, word)| {
                if count.starts_with(|c: char| c.is_ascii_digit()) { format!("{count} {word}") } else { count }
            });
            said.collect::<Vec<_>>().join(", ")
        };
    let ways: Vec<String> = paper.hands.iter().map(way).filter(|way| !way.is_empty()).collect();
    let mut said = ways.join(language.pick(" or ", " hoặc "));
    if let Some(when) = &line.row.when {
        let (when, not) = match when {
            Condition::Not(inner) => (inner.as_ref(), true),
            when => (when, false),
        };
        let when = words::condition(names.catalogue, view, when, names.day, language);
        said += &if not {
            language.pick(format!(" (unless: {when})"), format!(" (trừ khi: {when})"))
        } else {
            language.pick(format!(" (where: {when})"), format!(" (khi: {when})"))
        };
    }
    if said.is_empty() { format!("{shown}.") } else { format!("{shown}: {}.", said.trim()) }
}
