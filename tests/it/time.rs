//! Dates, durations, the shipped calendar, its reader, and a table of due times worked out by hand.

use procedo::base::Language::{En, Vi};
use procedo::config::calendar::{Mistake, read_calendar};
use procedo::time::{
    BadAmount, BadDate, Calendar, Clock, Date, Day, Deadline, Due, Duration, Moment, NotDecided, Pause, Standing,
    TimeOfDay, Unit, WorkTime, due, parse_hundredths,
};
use std::sync::LazyLock;

const SHIPPED: &str = include_str!("../../procedures/calendar.yaml");
const TABLE: &str = include_str!("../fixtures/time/due.csv");

pub(crate) fn shipped() -> &'static Calendar {
    static CALENDAR: LazyLock<Calendar> =
        LazyLock::new(|| Calendar::new(read_calendar(SHIPPED).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))));
    &CALENDAR
}

fn date(written: &str) -> Date {
    Date::parse(written).unwrap_or_else(|bad| panic!("{written}: {bad:?}"))
}

fn moment(written: &str) -> Moment {
    Moment::parse(written).unwrap_or_else(|bad| panic!("{written}: {bad:?}"))
}

fn duration(written: &str) -> Duration {
    let (amount, unit) = written.trim().split_once(' ').expect("an amount and a unit");
    let unit = Unit::ALL.into_iter().find(|u| u.text().en == unit).unwrap_or_else(|| panic!("unit of {written}"));
    Duration { hundredths: parse_hundredths(amount).expect("an amount"), unit }
}

fn deadline(written: &str) -> Deadline {
    match written.strip_prefix("same day") {
        Some("") => Deadline::SameDay { before: None },
        Some(rest) => Deadline::SameDay { before: TimeOfDay::parse(rest.trim_start_matches(" before ")) },
        None => Deadline::Within(written.split('+').map(duration).collect()),
    }
}

fn pauses(written: &str) -> Vec<Pause> {
    let pause = |one: &str| {
        let (from, to) = one.split_once("..").expect("two moments");
        Pause { from: moment(from), to: moment(to) }
    };
    written.split(';').filter(|one| !one.trim().is_empty()).map(pause).collect()
}

#[test]
fn the_table_of_due_times_worked_out_by_hand_holds() {
    let calendar = shipped();
    let mut rows = 0;
    let mut wrong = Vec::new();
    for row in csv::Reader::from_reader(TABLE.as_bytes()).records() {
        let row = row.expect("a row of the table");
        let cell = |at: usize| row.get(at).expect("seven columns");
        let restarted = (!cell(3).is_empty()).then(|| moment(cell(3)));
        let clock = Clock { pauses: pauses(cell(2)), restarted, ..Clock::started(moment(cell(0))) };
        let (at, otherwise) = match due(calendar, &deadline(cell(1)), &clock) {
            Ok(due) => (due.at.to_string(), due.otherwise.map_or(String::new(), |m| m.to_string())),
            Err(open) => (format!("not decided {}", open.date), String::new()),
        };
        if (at.as_str(), otherwise.as_str()) != (cell(4), cell(5)) {
            wrong.push(format!("{row:?}\n  computed {at} / {otherwise}"));
        }
        rows += 1;
    }
    assert!(wrong.is_empty(), "{} of {rows} rows differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 70, "only {rows} rows");
}

fn worked(received: &str, deadline_text: &str) -> Due {
    due(shipped(), &deadline(deadline_text), &Clock::started(moment(received))).expect("decided")
}

fn lines(due: &Due, language: procedo::base::Language) -> Vec<&str> {
    due.lines.iter().map(|line| line.get(language)).collect()
}

#[test]
fn the_derivation_over_tet_names_what_is_skipped_and_by_which_notice() {
    let due = worked("2026-02-13 15:20", "3 working days");
    let en = [
        "arrived Friday 2026-02-13 15:20",
        "Friday 2026-02-13: the first day is not counted",
        "Saturday 2026-02-14 … Sunday 2026-02-22: off: weekend; Tết 2026 (Thông báo 9441/TB-BNV ngày 16/10/2025)",
        "Monday 2026-02-23 … Wednesday 2026-02-25: days 1 to 3",
        "due Wednesday 2026-02-25 17:00",
    ];
    let vi = [
        "nộp lúc 15:20 thứ Sáu 13/02/2026",
        "thứ Sáu 13/02/2026: không tính ngày đầu tiên",
        "thứ Bảy 14/02/2026 … Chủ nhật 22/02/2026: nghỉ: nghỉ hằng tuần; Tết Bính Ngọ (Thông báo 9441/TB-BNV ngày \
         16/10/2025)",
        "thứ Hai 23/02/2026 … thứ Tư 25/02/2026: từ ngày thứ 1 đến ngày thứ 3",
        "hạn trả: 17:00 thứ Tư 25/02/2026",
    ];
    assert_eq!(lines(&due, En), en);
    assert_eq!(lines(&due, Vi), vi);
    assert_eq!(due.caveats, []);
}

#[test]
fn ordinary_weekends_do_not_break_the_derivation_into_pieces() {
    let due = worked("2026-03-02 09:00", "20 working days");
    let expected = "Tuesday 2026-03-03 … Monday 2026-03-30: days 1 to 20, without weekends";
    assert_eq!(lines(&due, En)[2], expected);
    assert_eq!(due.lines.len(), 4);
}

#[test]
fn hours_are_derived_stretch_by_stretch() {
    let due = worked("2026-03-06 16:00", "20 hours");
    let expected = [
        "arrived Friday 2026-03-06 16:00",
        "Friday 2026-03-06 16:00–17:00: 1 working hour counted",
        "Saturday 2026-03-07 … Sunday 2026-03-08: off: weekend",
        "Monday 2026-03-09 … Tuesday 2026-03-10: 16 working hours counted",
        "Wednesday 2026-03-11 07:30–10:30: 3 working hours counted",
        "due Wednesday 2026-03-11 10:30",
    ];
    assert_eq!(lines(&due, En), expected);
}

#[test]
fn a_late_arrival_a_worked_saturday_and_a_rolled_end_are_said() {
    let due = worked("2025-04-25 17:01", "1 days");
    let expected = [
        "arrived Friday 2025-04-25 17:01",
        "outside working hours, so it counts as received Saturday 2025-04-26 07:30",
        "1 day from Saturday 2025-04-26: 2025-04-27",
        "Sunday 2025-04-27: off: weekend",
        "the end on a rest day moves to Monday 2025-04-28",
        "due Monday 2025-04-28 17:00",
    ];
    assert_eq!(lines(&due, En), expected);
    let saturday = worked("2025-04-25 09:00", "1 working days");
    let expected = "Saturday 2025-04-26 (worked in exchange for 2025-05-02, Thông báo 6150/TB-BLĐTBXH năm 2024): day 1";
    assert_eq!(lines(&saturday, En)[2], expected);
}

#[test]
fn a_pause_is_said_with_its_length() {
    let received = moment("2026-03-02 09:00");
    let pauses = pauses("2026-03-03 10:00..2026-03-03 15:00; 2026-03-20 08:00..2026-03-21 08:00");
    let clock = Clock { pauses, ..Clock::started(received) };
    let due = due(shipped(), &deadline("3 working days"), &clock).expect("decided");
    let expected = [
        "arrived Monday 2026-03-02 09:00",
        "Monday 2026-03-02: the first day is not counted",
        "Tuesday 2026-03-03 … Thursday 2026-03-05: days 1 to 3",
        "paused from Tuesday 2026-03-03 10:00 to Tuesday 2026-03-03 15:00: 3.5 hours not counted",
        "Friday 2026-03-06 07:30–11:00: 3.5 working hours counted",
        "the pause from Friday 2026-03-20 08:00 does not begin before the due time and changes nothing",
        "due Friday 2026-03-06 11:00",
    ];
    assert_eq!(lines(&due, En), expected);
}

#[test]
fn an_undecided_day_is_a_caveat_with_both_dates() {
    let due = worked("2026-11-23 09:00", "1 working days");
    assert_eq!(due.undecided.iter().map(|open| open.date).collect::<Vec<_>>(), [date("2026-11-24")]);
    assert!(
        due.caveats[0].en.starts_with("it is not decided whether 2026-11-24 is a working day: Vietnam Culture Day")
    );
    assert!(
        due.caveats[0].vi.starts_with("chưa xác định ngày 24/11/2026 có phải ngày làm việc hay không: Ngày Văn hóa")
    );
    assert_eq!(due.caveats[1].en, "if what is not decided becomes a day off, it is due Wednesday 2026-11-25 17:00");
    assert!(worked("2026-11-20 09:00", "1 working days").caveats.is_empty());
}

#[test]
fn days_that_are_expected_and_years_not_fully_announced_are_caveats() {
    let due = worked("2027-02-12 09:00", "1 working days");
    let expected = ["the calendar of 2027 is not fully announced: swap days may still be added"];
    assert_eq!(due.caveats.iter().map(|c| c.en.as_str()).collect::<Vec<_>>(), expected);
    let over_tet = worked("2027-02-03 09:00", "3 working days");
    let taken = "not announced yet, taken as off: Tết 2027 (2027-02-05 … 2027-02-10)";
    assert!(over_tet.caveats.iter().any(|c| c.en == taken), "{:#?}", over_tet.caveats);
}

#[test]
fn a_day_is_working_off_or_not_decided() {
    let calendar = shipped();
    let is = |day: &str| calendar.is_working_day(date(day));
    assert_eq!(is("2026-03-02"), Ok(true));
    assert_eq!(is("2026-03-01"), Ok(false));
    assert_eq!(is("2026-01-10"), Ok(true));
    assert_eq!(is("2026-01-02"), Ok(false));
    assert!(matches!(is("2026-11-24"), Err(NotDecided { .. })));
    assert!(matches!(calendar.day(date("2026-02-17")), Day::Holiday(tet) if tet.name.vi == "Tết Bính Ngọ"));
    let unknown = is("2028-03-01").expect_err("no data");
    assert_eq!(unknown.why.en, "the calendar has no data for 2028");
    assert_eq!(unknown.why.vi, "lịch làm việc chưa có dữ liệu năm 2028");
}

#[test]
fn adding_stops_at_an_undecided_day_and_only_there() {
    let calendar = shipped();
    let add = |from: &str, length: &str| calendar.add(moment(from), duration(length)).map(|m| m.to_string());
    assert_eq!(add("2026-11-20 09:00", "1 working days").as_deref(), Ok("2026-11-23 17:00"));
    assert_eq!(add("2026-11-23 09:00", "1 working days").map_err(|open| open.date), Err(date("2026-11-24")));
    assert_eq!(add("2026-11-21 09:00", "24 clock hours").as_deref(), Ok("2026-11-24 07:30"));
    let next = |from: &str| calendar.next_working_moment(moment(from)).map(|m| m.to_string());
    assert_eq!(next("2026-03-06 17:00").as_deref(), Ok("2026-03-09 07:30"));
    assert_eq!(next("2026-03-06 11:30").as_deref(), Ok("2026-03-06 13:00"));
    assert_eq!(next("2026-03-06 16:59").as_deref(), Ok("2026-03-06 16:59"));
}

#[test]
fn the_longest_amounts_end_in_an_answer() {
    let answer = |written: &str| due(shipped(), &deadline(written), &Clock::started(moment("2026-03-02 09:00")));
    let no_data = "the calendar has no data for 2028";
    assert_eq!(answer("999999 working days").expect_err("too far").why.en, no_data);
    assert_eq!(answer("999999 hours").expect_err("too far").why.en, no_data);
    assert_eq!(answer("999999 clock hours").expect("by the clock").at.to_string(), "2140-03-31 00:00");
    assert_eq!(answer("999999 years").expect_err("too far").why.en, "the end lies beyond the year 9999");
}

#[test]
fn working_time_between_two_moments_leaves_out_nights_and_tet() {
    let calendar = shipped();
    let between = |from: &str, to: &str| calendar.working_time(moment(from), moment(to));
    assert_eq!(between("2026-02-13 15:00", "2026-02-23 09:30"), Ok(WorkTime::from_minutes(240)));
    assert_eq!(between("2026-03-02 09:00", "2026-03-02 09:00"), Ok(WorkTime::ZERO));
    assert_eq!(between("2026-03-03 09:00", "2026-03-02 09:00"), Ok(WorkTime::ZERO));
    assert_eq!(between("2026-03-02 00:00", "2026-03-06 23:59"), Ok(WorkTime::from_days(5)));
}

#[test]
fn the_shipped_calendar_follows_the_labour_code() {
    let calendar = shipped();
    for (&year, of_year) in &calendar.data().years {
        let off = |name: &str| of_year.holidays.iter().filter(|h| h.name.vi.starts_with(name)).count();
        assert_eq!(off("Tết Dương lịch"), 1, "{year}");
        assert_eq!(off("Giỗ Tổ Hùng Vương"), 1, "{year}");
        assert_eq!(off("Ngày Chiến thắng"), 1, "{year}");
        assert_eq!(off("Ngày Quốc tế lao động"), 1, "{year}");
        // Five days of Tết and two of the National Day, except where the year is not announced yet.
        if of_year.complete {
            assert_eq!(off("Tết") - off("Tết Dương lịch"), 5, "{year}");
            assert_eq!(off("Quốc khánh"), 2, "{year}");
        }
        // Article 111.3: every holiday on a rest day is made up.
        let rest = &calendar.hours_on(date("2025-01-01")).expect("hours").rest_days;
        let announced = of_year.holidays.iter().filter(|h| h.source.standing != Standing::Expected);
        let (lieu, own): (Vec<_>, Vec<_>) = announced.partition(|h| h.name.vi.starts_with("nghỉ bù"));
        let lost = own.iter().filter(|h| rest.contains(&h.date.weekday())).count();
        assert_eq!(lieu.len(), lost, "{year}");
        assert!(lieu.iter().all(|h| !rest.contains(&h.date.weekday())), "{year}");
    }
    assert_eq!(calendar.data().years.keys().copied().collect::<Vec<_>>(), [2023, 2024, 2025, 2026, 2027]);
}

#[test]
fn tet_and_hung_kings_day_fall_where_the_lunar_calendar_puts_them() {
    // First day of the first month and tenth of the third, UTC+7, checked with the PyPI package lunar-vn 1.4.0.
    let lunar = [
        ("2023-01-22", "2023-04-29"),
        ("2024-02-10", "2024-04-18"),
        ("2025-01-29", "2025-04-07"),
        ("2026-02-17", "2026-04-26"),
        ("2027-02-06", "2027-04-16"),
    ];
    let calendar = shipped();
    for (tet, hung) in lunar {
        assert!(matches!(calendar.day(date(tet)), Day::Holiday(h) if h.name.en.starts_with("Tết")), "{tet}");
        assert!(matches!(calendar.day(date(hung)), Day::Holiday(h) if h.name.en == "Hùng Kings' Day"), "{hung}");
    }
}

fn mistakes(text: &str) -> Vec<Mistake> {
    read_calendar(text).expect_err("mistakes")
}

#[test]
fn mistakes_in_a_calendar_file_are_found_in_place() {
    let head = "hours:\n  - {from: 2023-01-01, intervals: [\"07:30-11:30\"], rest_days: [sunday], source: x, standing: verified}\nyears:\n  2025:\n    complete: true\n";
    let shown = |tail: &str| {
        let text = format!("{head}{tail}");
        let show = |m: &Mistake| format!("{}: {}", &text[m.at.clone()], m.message.en);
        mistakes(&text).iter().map(show).collect::<Vec<_>>()
    };
    let day = |day: &str| format!("      - {{day: {day}, name: {{vi: a, en: a}}, source: s, standing: verified}}\n");
    let two = format!("    holidays:\n{}{}", day("2025-02-30"), day("2025-13-01"));
    assert_eq!(
        shown(&two),
        [
            "2025-02-30: `2025-02-30` does not exist: that month has 28 days",
            "2025-13-01: `2025-13-01` does not exist: there is no month 13"
        ]
    );
    let twice = format!("    holidays:\n{}{}", day("2025-02-03"), day("2025-02-03"));
    assert_eq!(shown(&twice), ["2025-02-03: `2025-02-03` is entered twice"]);
    let swap = "    swaps:\n      - {day_off: 2025-05-04, worked: 2025-05-05, source: s, standing: verified}\n";
    assert_eq!(
        shown(swap),
        [
            "2025-05-04: the day taken off in exchange is a weekly rest day anyway",
            "2025-05-05: the day worked in exchange is a working day anyway"
        ]
    );
    let other_year = format!("    holidays:\n{}", day("2026-02-03"));
    assert_eq!(shown(&other_year), ["2026-02-03: this day stands under the year 2025"]);
    let run = "    holidays:\n      - {from: 2025-02-03, until: 2052-02-03, name: {vi: a, en: a}, source: s, standing: verified}\n";
    assert_eq!(shown(run), ["2052-02-03: a run of holidays must end on or after its first day and within 30 days"]);
}

#[test]
fn an_unknown_key_and_broken_yaml_are_reported_with_a_place() {
    let unknown = "hours: []\nyears: {}\nholydays: []\n";
    let found = mistakes(unknown);
    assert_eq!(found.len(), 1);
    assert_eq!(&unknown[found[0].at.clone()], "holydays");
    assert!(found[0].message.en.contains("holydays"), "{}", found[0].message.en);
    let broken = mistakes("hours: [\n");
    assert_eq!(broken.len(), 1);
    assert!(broken[0].message.vi.starts_with("không đọc được lịch làm việc"));
    let hours = "hours:\n  - {from: 2023-01-01, intervals: [\"7.30-11.30\"], rest_days: [], source: x, standing: verified}\nyears: {}\n";
    assert_eq!(mistakes(hours)[0].message.en, "`7.30-11.30` is not a stretch of working hours");
}

#[test]
fn dates_are_read_in_both_forms_and_a_day_that_does_not_exist_says_so() {
    assert_eq!(date("31/12/2025"), date("2025-12-31"));
    assert_eq!(date("1/2/2025"), date("2025-02-01"));
    assert_eq!(date("2025-12-31").show(Vi), "31/12/2025");
    assert_eq!(date("2025-12-31").show(En), "2025-12-31");
    let message = |written: &str| Date::parse(written).expect_err(written).message();
    assert_eq!(message("2025-02-30").en, "`2025-02-30` does not exist: that month has 28 days");
    assert_eq!(message("30/02/2024").vi, "không có ngày `30/02/2024`: tháng đó chỉ có 29 ngày");
    assert_eq!(message("2025-00-10").en, "`2025-00-10` does not exist: there is no month 0");
    for shape in ["", "2025", "2025-1-1", "31-12-2025", "2025/12/31", "31/12/25", "2025-12-31x", "٢٠٢٥-12-31", "-1-1-1"]
    {
        assert!(matches!(Date::parse(shape), Err(BadDate::Shape(_))), "{shape}");
    }
    assert!(matches!(Date::parse("0000-01-01"), Err(BadDate::Year(_))));
}

#[test]
fn moments_are_read_with_a_time_of_day() {
    assert_eq!(moment("2026-02-13T15:20"), moment("13/02/2026 15h20"));
    assert_eq!(moment("2026-02-13 15:20").show(Vi), "15:20 ngày 13/02/2026");
    for wrong in ["2026-02-13", "2026-02-13 24:00", "2026-02-13 9:5", "2026-02-30 10:00", "2026-02-13 15:"] {
        assert!(Moment::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn amounts_are_exact_with_at_most_two_decimals() {
    let read = [("3", 300), ("0.5", 50), ("0,5", 50), ("0,25", 25), ("12.05", 1205), ("0", 0)];
    for (written, hundredths) in read {
        assert_eq!(parse_hundredths(written), Ok(hundredths), "{written}");
    }
    assert_eq!(parse_hundredths("1.000"), Err(BadAmount::Decimals));
    assert_eq!(parse_hundredths("1000000"), Err(BadAmount::TooLarge));
    for wrong in ["", ".5", "5.", "-1", "1e3", "1.2.3", "٣"] {
        assert_eq!(parse_hundredths(wrong), Err(BadAmount::NotANumber), "{wrong}");
    }
}

#[test]
fn durations_are_written_in_the_form_of_the_language() {
    let forms = [
        ("3 working days", "3 working days", "3 ngày làm việc"),
        ("1 working days", "1 working day", "1 ngày làm việc"),
        ("0.5 hours", "0.5 hours", "0,5 giờ"),
        ("1 clock hours", "1 clock hour", "1 giờ đồng hồ"),
        ("1.25 months", "1.25 months", "1,25 tháng"),
    ];
    for (written, en, vi) in forms {
        assert_eq!((duration(written).show(En), duration(written).show(Vi)), (en.to_owned(), vi.to_owned()));
    }
    assert_eq!(deadline("10 days + 2 working days").text().vi, "10 ngày cộng thêm 2 ngày làm việc");
}

#[test]
fn eight_hours_are_a_working_day_and_calendar_units_have_bounds_only() {
    assert_eq!(duration("1 working days").work_time(), duration("8 hours").work_time());
    assert_eq!(duration("0.5 hours").work_time(), Some(WorkTime::from_minutes(30)));
    assert_eq!(duration("3 days").work_time(), None);
    let days = |written: &str| {
        let bounds = duration(written).work_bounds();
        (bounds.least.minutes() / 480, bounds.most.minutes() / 480)
    };
    assert_eq!(days("3 working days"), (3, 3));
    assert_eq!(days("1 days"), (1, 1));
    assert_eq!(days("3 days"), (1, 3));
    assert_eq!(days("7 days"), (5, 6));
    assert_eq!(days("2 weeks"), (10, 12));
    assert_eq!(days("1 months"), (20, 27));
    assert_eq!(days("24 clock hours"), (0, 2));
    let sum: WorkTime =
        ["2 hours", "1 working days", "30 minutes"].iter().filter_map(|d| duration(d).work_time()).sum();
    assert_eq!(sum.show_hours(En), "10.5 hours");
    assert_eq!(sum.show_hours(Vi), "10,5 giờ");
    assert_eq!(WorkTime::from_days(2).text().en, "2 working days");
    assert_eq!(WorkTime::from_minutes(630).text().vi, "10,5 giờ");
}
