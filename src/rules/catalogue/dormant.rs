//! Procedures for which nobody has applied in years.

use crate::base::Sink;
use crate::code;
use crate::model::{OrUnknown, Volume};
use crate::rules::{Check, Context, Rule};
use crate::time::Date;

code! {
    /// ## What it does
    /// Finds a procedure without a single case in the last `dormant-years` whole years (default 3), as its lines `volume 0 per year
    /// from … until …` state. A volume without dates is that of now: any cases in it answer the question, none of them leave
    /// open since when. A year of which nothing is said is unknown, never zero.
    /// ## Why it matters
    /// What nobody asks for is kept up, published and reviewed for nothing, or cannot be reached.
    /// ## Nội dung
    /// Tìm thủ tục không phát sinh hồ sơ nào trong `dormant-years` năm tròn gần nhất (mặc định 3), theo các dòng `số hồ sơ 0 mỗi năm từ
    /// ngày … đến hết ngày …`. Số hồ sơ không ghi thời gian là số hiện nay: lớn hơn 0 thì không báo, bằng 0 thì chưa biết từ bao giờ.
    /// Năm không có số liệu thì chưa kết luận được, không coi là bằng 0.
    /// ## Vì sao
    /// Thủ tục không ai dùng vẫn phải cập nhật, công bố, rà soát; hoặc người dân không tiếp cận được.
    /// ## Example
    /// ```procedure
    /// procedure p "Đăng ký xe kéo" {
    ///   volume 0 per year from 2023-01-01 until 2025-12-31
    /// }
    /// ```
    /// ## Instead
    /// ```procedure
    /// procedure p "Đăng ký xe kéo" {
    ///   volume 3 per year from 2023-01-01 until 2025-12-31
    /// }
    /// ```
    pub(in crate::rules) static DORMANT = "catalogue/dormant", Note,
        en: "a procedure that nobody asks for", vi: "thủ tục nhiều năm không phát sinh hồ sơ";
}

pub(in crate::rules) static RULE: Rule = Rule {
    code: &DORMANT,
    check: Check::Procedure(check),
    reads: &["procedure.volume"],
};

/// What is known of a year.
#[derive(PartialEq)]
enum Year {
    Some,
    None,
    Unknown,
}

fn check(cx: &Context<'_>, out: &mut Sink) {
    let name = cx.procedure.name.span;
    let counted = i16::try_from(cx.settings.thresholds.dormant_years.clamp(1, 100)).unwrap_or(100);
    let last = cx.as_of.year() - 1;
    let first = last - counted + 1;
    let volumes = &cx.procedure.volumes;
    let years: Vec<_> = (first..=last).map(|year| (year, of_year(volumes, year))).collect();
    let now = volumes.iter().any(|volume| is_undated(volume) && matches!(volume.per_year.value, OrUnknown::Known(1..)));
    if now || years.iter().any(|(_, known)| *known == Year::Some) {
        return;
    }
    let open: Vec<_> = years.iter().filter(|(_, known)| *known == Year::Unknown).map(|(year, _)| year.to_string()).collect();
    if !open.is_empty() {
        let list = open.join(", ");
        let missing = crate::text!(en: "the number of cases in {list}", vi: "số hồ sơ các năm {list}");
        out.unknown(&DORMANT, name, missing);
        return;
    }
    let message = crate::text!(
        en: "nobody has applied in the years {first} to {last}",
        vi: "không phát sinh hồ sơ nào trong các năm {first} đến {last}"
    );
    let finding = out.report(&DORMANT, name, message);
    finding.evidence("years", format!("{first}–{last}")).help(crate::text!(
        en: "review whether it is needed, or why nobody can reach it",
        vi: "rà soát sự cần thiết của thủ tục, hoặc vì sao người dân không tiếp cận được"
    ));
    for volume in volumes.iter().filter(|volume| !is_undated(volume)) {
        finding.label(volume.per_year.span, crate::text!(en: "none", vi: "không có hồ sơ"));
    }
}

fn is_undated(volume: &Volume) -> bool {
    volume.period.from.is_none() && volume.period.until.is_none()
}

/// What the dated counts say of a year: a count of none must cover all of it, one of some a part.
fn of_year(volumes: &[Volume], year: i16) -> Year {
    let (Ok(begin), Ok(end)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return Year::Unknown };
    let dated = || volumes.iter().filter(|volume| !is_undated(volume));
    let within = |volume: &&Volume| {
        volume.period.from.as_ref().is_none_or(|from| from.value <= end)
            && volume.period.until.as_ref().is_none_or(|until| until.value >= begin)
    };
    let of = |wanted: fn(u64) -> bool| move |volume: &&Volume| matches!(volume.per_year.value, OrUnknown::Known(count) if wanted(count));
    if dated().filter(within).any(|volume| of(|count| count > 0)(&volume)) {
        return Year::Some;
    }
    let covers = |volume: &Volume| volume.period.contains(begin) && volume.period.contains(end);
    if dated().filter(of(|count| count == 0)).any(covers) { Year::None } else { Year::Unknown }
}
