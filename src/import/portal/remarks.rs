//! What the report says of portal records: what looks wrong there, what stayed text, how much was understood.

use super::channel::Doubt;
use super::page::Written;
use super::reading::Who;
use super::registry::Registry;
use super::understood::Understood;
use crate::base::Text;
use crate::import::{Remark, Report};

/// What looks wrong in a record, and what stayed text for a reason worth knowing.
pub(super) fn suspects(record: &Understood, out: &mut Vec<Remark>) {
    let whole = &record.record;
    let file = whole.file.as_str();
    for (line, doubt) in &record.doubts {
        out.push(doubt_remark(file, *line, doubt));
    }
    let mut suspect = |kind, line: usize, text: Text| out.push(Remark::suspect(kind, file, line.max(whole.line), text));
    if whole.levels.is_empty() {
        suspect("no-level", whole.line, crate::text!(en: "no level is stated", vi: "không nêu cấp thực hiện"));
    }
    if whole.channels.is_empty() {
        suspect(
            "no-channel",
            whole.line,
            crate::text!(en: "no way of filing is stated", vi: "không nêu cách thức thực hiện"),
        );
    }
    if record.process.parts.iter().all(|part| part.steps.is_empty()) {
        suspect("no-steps", whole.line, crate::text!(en: "no step is described", vi: "không mô tả trình tự thực hiện"));
    }
    if whole.deciders.is_empty() {
        let line = whole.line;
        out.push(Remark::suspect(
            "no-authority",
            file,
            line,
            crate::text!(en: "no competent authority is stated", vi: "không nêu cơ quan có thẩm quyền"),
        ));
    } else if record.deciders.is_empty() {
        for line in &whole.deciders {
            let words = &line.words;
            out.push(Remark::kept(
                "authority",
                file,
                line.number,
                crate::text!(en: "`{words}` is not surely one body", vi: "`{words}` chưa chắc là một cơ quan"),
            ));
        }
    }
    for (law, number) in whole.laws.iter().zip(&record.numbers) {
        if number.is_none() {
            let words = if law.number.is_empty() { &law.title.words } else { &law.number };
            let words: String = words.chars().take(80).collect();
            out.push(Remark::suspect("law-number", file, law.title.number, crate::text!(en: "`{words}` holds no complete number of an instrument", vi: "`{words}` không có số hiệu văn bản đầy đủ")));
        }
    }
    if record.process.parts.len() > 1 && !record.process.is_choice() {
        let line = record.process.parts[1]
            .steps
            .first()
            .and_then(|step| step.lines.first())
            .map_or(whole.line, |line| line.number);
        out.push(Remark::suspect("steps-restart", file, line, crate::text!(en: "the numbers of the steps begin anew without a case being named", vi: "số thứ tự bước bắt đầu lại mà không nêu trường hợp")));
    }
    for part in &record.process.parts {
        let numbers: Vec<_> = part.steps.iter().filter_map(|step| step.number).collect();
        if let Some(pair) = numbers.windows(2).find(|pair| pair[1] != pair[0] + 1) {
            let (before, after) = (pair[0], pair[1]);
            let line = part.steps.iter().find(|step| step.number == Some(after)).and_then(|step| step.lines.first());
            out.push(Remark::suspect(
                "step-number",
                file,
                line.map_or(whole.line, |line| line.number),
                crate::text!(en: "step {after} follows step {before}", vi: "bước {after} đứng ngay sau bước {before}"),
            ));
        }
    }
}

fn doubt_remark(file: &str, line: usize, doubt: &Doubt) -> Remark {
    let short = |words: &str| words.chars().take(80).collect::<String>().replace('\n', " ");
    match doubt {
        Doubt::LimitAgainstText(limit, said) => Remark::suspect(
            "limit-against-text",
            file,
            line,
            crate::text!(en: "the limit is `{limit}`, its description says {said}", vi: "thời hạn ghi `{limit}`, phần mô tả ghi {said}"),
        ),
        Doubt::NoUnit(words) => {
            let words = short(words);
            Remark::kept(
                "limit-without-unit",
                file,
                line,
                crate::text!(en: "`{words}` is no time with a unit", vi: "`{words}` không phải thời hạn có đơn vị"),
            )
        }
        Doubt::Hours(words) => Remark::kept(
            "hours",
            file,
            line,
            crate::text!(en: "`{words}`: hours of work or of the clock is not said", vi: "`{words}`: không rõ giờ làm việc hay giờ đồng hồ"),
        ),
        Doubt::Number(words) => Remark::suspect(
            "limit-number",
            file,
            line,
            crate::text!(en: "`{words}` cannot be a limit", vi: "`{words}` không thể là thời hạn"),
        ),
        Doubt::Several => Remark::kept(
            "several-limits",
            file,
            line,
            crate::text!(en: "several limits for one way of filing", vi: "một hình thức nộp có nhiều thời hạn"),
        ),
        Doubt::Kind(words) => {
            let words = short(words);
            Remark::suspect(
                "channel",
                file,
                line,
                crate::text!(en: "`{words}` is no way of filing", vi: "`{words}` không phải hình thức nộp hồ sơ"),
            )
        }
    }
}

/// The numbers of the report.
pub(super) fn count(records: &[Understood], written: &[Written], registry: &Registry, report: &mut Report) {
    let steps: Vec<_> = records.iter().flat_map(|record| record.steps.iter().flatten()).collect();
    let (papers, entries) = written.iter().fold((0, 0), |sum, w| (sum.0 + w.papers.0, sum.1 + w.papers.1));
    let ways: Vec<_> = records.iter().flat_map(|record| &record.ways).collect();
    let laws: Vec<_> = records.iter().flat_map(|record| &record.numbers).collect();
    report.count("procedures", records.len(), crate::text!(en: "procedures", vi: "thủ tục"));
    report.count("steps", steps.len(), crate::text!(en: "steps", vi: "bước"));
    report.count("papers", papers, crate::text!(en: "papers", vi: "giấy tờ"));
    let typed = written.iter().map(|w| w.types.len()).sum();
    report.count(
        "papers-of-the-registry",
        typed,
        crate::text!(en: "papers that are a type of the registry", vi: "giấy tờ thuộc loại có trong danh mục dùng chung"),
    );
    report.count("channels", ways.len(), crate::text!(en: "ways of filing", vi: "hình thức nộp hồ sơ"));
    report.count("agencies", registry.agencies(), crate::text!(en: "bodies", vi: "cơ quan"));
    report.count("laws", registry.laws(), crate::text!(en: "instruments", vi: "văn bản"));
    report.count(
        "rescued-lines",
        written.iter().map(|w| w.rescued).sum(),
        crate::text!(en: "lines kept as text so that no word is lost", vi: "dòng giữ nguyên văn để không mất từ nào"),
    );
    let known = |test: &dyn Fn(&super::reading::Reading) -> bool| steps.iter().filter(|step| test(step)).count();
    report.share(
        "steps-with-body",
        known(&|step| step.by.is_some()),
        steps.len(),
        crate::text!(en: "steps with who acts", vi: "bước rõ người thực hiện"),
    );
    report.share(
        "steps-by-state",
        known(&|step| matches!(step.by, Some(Who::Bodies(_)))),
        steps.len(),
        crate::text!(en: "steps with the body that acts", vi: "bước rõ cơ quan thực hiện"),
    );
    report.share(
        "steps-with-kind",
        known(&|step| !step.kinds.is_empty()),
        steps.len(),
        crate::text!(en: "steps with a kind", vi: "bước rõ loại"),
    );
    report.share(
        "steps-with-time",
        known(&|step| step.within.is_some()),
        steps.len(),
        crate::text!(en: "steps with a time", vi: "bước rõ thời gian"),
    );
    report.share(
        "steps-with-reaction",
        known(&|step| !step.reactions.is_empty()),
        steps.len(),
        crate::text!(en: "steps with a refusal or supplement", vi: "bước có từ chối hoặc bổ sung"),
    );
    report.share(
        "channels-with-limit",
        ways.iter().filter(|way| way.limit.is_some()).count(),
        ways.len(),
        crate::text!(en: "ways of filing with a limit", vi: "hình thức nộp rõ thời hạn"),
    );
    let fees = ways.iter().filter(|way| way.speaks_of_fees).count();
    report.share(
        "channels-with-fee",
        ways.iter().filter(|way| way.fee.is_some()).count(),
        fees,
        crate::text!(en: "ways of filing with a fee that is said", vi: "hình thức nộp rõ mức phí, trong số có nêu phí"),
    );
    report.share(
        "papers-read",
        papers,
        entries,
        crate::text!(en: "entries of dossiers read as papers", vi: "mục hồ sơ đọc được là giấy tờ"),
    );
    report.share("deciders", records.iter().filter(|r| !r.deciders.is_empty()).count(), records.iter().filter(|r| !r.record.deciders.is_empty()).count(), crate::text!(en: "competent authorities read, of those stated", vi: "cơ quan có thẩm quyền đọc được, trong số có nêu"));
    report.share(
        "laws-numbered",
        laws.iter().filter(|number| number.is_some()).count(),
        laws.len(),
        crate::text!(en: "citations with a number", vi: "căn cứ có số hiệu"),
    );
}
