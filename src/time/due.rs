//! When a dossier is due and why: receipt, deadline, pauses and a restart, worked through line by line.

use crate::base::Text;
use crate::time::calendar::{Calendar, NotDecided};
use crate::time::count::{Count, Undecided};
use crate::time::{Duration, Moment, TimeOfDay, Unit, WorkTime, trace};

/// A deadline as a procedure or a step states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deadline {
    /// A duration, and what other rows add to it (`deadline plus …`). What has another unit runs from where the part
    /// before it ended.
    Within(Vec<Duration>),
    /// The closing of the day of receipt.
    SameDay {
        /// What is received at this time or later is due at the closing of the next working day.
        before: Option<TimeOfDay>,
    },
}

impl Deadline {
    /// A deadline of one duration.
    pub fn within(duration: Duration) -> Self {
        Self::Within(vec![duration])
    }

    /// The deadline in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Within(parts) => {
                let parts: Vec<Text> = parts.iter().map(|part| part.text()).collect();
                Text { en: Text::join(&parts, " plus ").en, vi: Text::join(&parts, " cộng thêm ").vi }
            }
            Self::SameDay { before: None } => crate::text!(en: "same day", vi: "trong ngày"),
            Self::SameDay { before: Some(time) } => {
                crate::text!(en: "same day before {time}", vi: "trong ngày trước {time}")
            }
        }
    }
}

/// A stretch during which the clock stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pause {
    /// When the clock was stopped: the papers were asked for.
    pub from: Moment,
    /// When it went on: they arrived.
    pub to: Moment,
}

/// With what the clock starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    /// A dossier arrives.
    Filing,
    /// A step of its process begins.
    Step,
}

/// What happened to a dossier that its due time depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// With what it starts: in words only, the rules are the same.
    pub beginning: Beginning,
    /// When it arrived, or the step began.
    pub received: Moment,
    /// When the clock stood still; in any order, overlaps count once.
    pub pauses: Vec<Pause>,
    /// When the papers were complete, if the law counts anew from then.
    pub restarted: Option<Moment>,
}

impl Clock {
    /// A dossier that arrived and was worked without a break.
    pub fn started(received: Moment) -> Self {
        Self { beginning: Beginning::Filing, received, pauses: Vec::new(), restarted: None }
    }
}

/// A due time with its derivation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it is due. Days that are not decided are taken as worked, which gives the earlier time.
    pub at: Moment,
    /// When it is due if the days that are not decided are off, where that differs.
    pub otherwise: Option<Moment>,
    /// How `at` was reached.
    pub lines: Vec<Text>,
    /// What the result rests on that is not decided or not announced yet.
    pub caveats: Vec<Text>,
    /// The days that are not decided and that counting met.
    pub undecided: Vec<NotDecided>,
}

/// Computes when something is due.
///
/// Working time (minutes, hours, working days) that falls into a pause is not counted. Of calendar durations and clock
/// hours the pause extends the end: by as many days as lie between the day it began and the day it ended, or by its
/// length. A pause that does not begin before the due time changes nothing. A restart counts anew and forgets earlier pauses.
///
/// # Errors
/// The first day of which the calendar knows nothing (a missing year), if the result needs it.
pub fn due(calendar: &Calendar, deadline: &Deadline, clock: &Clock) -> Result<Due, NotDecided> {
    let mut worked = Count::new(calendar, Undecided::Worked);
    let at = run(&mut worked, deadline, clock)?;
    let mut off = Count::new(calendar, Undecided::Off);
    let otherwise = if worked.open.is_empty() { at } else { run(&mut off, deadline, clock)? };
    let otherwise = (otherwise != at).then_some(otherwise);
    worked.open.append(&mut off.open);
    let caveats = caveats(&worked, otherwise);
    let lines = trace::lines(&worked.events);
    Ok(Due { at, otherwise, lines, caveats, undecided: worked.open.into_values().collect() })
}

fn run(count: &mut Count<'_>, deadline: &Deadline, clock: &Clock) -> Result<Moment, NotDecided> {
    let start = start(count, clock)?;
    let (mut end, unit) = end_without_pauses(count, deadline, start)?;
    for pause in merged(&clock.pauses, start) {
        if pause.from >= count.quietly(|count| rolled(count, end, unit))? {
            let from = trace::moment(pause.from);
            count.note(Text {
                en: format!("the pause from {} does not begin before the due time and changes nothing", from.en),
                vi: format!("lần tạm dừng từ {} bắt đầu sau khi đã hết hạn nên không tính", from.vi),
            });
        } else {
            end = extended(count, end, unit, pause)?;
        }
    }
    let at = rolled(count, end, unit)?;
    let due = trace::moment(at);
    count.note(Text { en: format!("due {}", due.en), vi: format!("hạn trả: {}", due.vi) });
    Ok(at)
}

/// When the clock starts: at the restart if there was one, else at receipt, by the rule on late arrivals.
fn start(count: &mut Count<'_>, clock: &Clock) -> Result<Moment, NotDecided> {
    let received = trace::moment(clock.received);
    let (en, vi) = match clock.beginning {
        Beginning::Filing => ("arrived", "nộp lúc"),
        Beginning::Step => ("begun", "bắt đầu lúc"),
    };
    count.note(Text { en: format!("{en} {}", received.en), vi: format!("{vi} {}", received.vi) });
    let moment = clock.restarted.map_or(clock.received, |restarted| restarted.max(clock.received));
    if moment != clock.received {
        let again = trace::moment(moment);
        count.note(Text {
            en: format!("papers complete {}: the time counts anew", again.en),
            vi: format!("đủ hồ sơ lúc {}: thời hạn được tính lại từ đầu", again.vi),
        });
    }
    let start = count.receive(moment)?;
    if start != moment {
        let start = trace::moment(start);
        let (en, vi) = match clock.beginning {
            Beginning::Filing => ("received", "nhận"),
            Beginning::Step => ("begun", "bắt đầu"),
        };
        count.note(Text {
            en: format!("outside working hours, so it counts as {en} {}", start.en),
            vi: format!("ngoài giờ làm việc nên coi như {vi} lúc {}", start.vi),
        });
    }
    Ok(start)
}

/// The end before pauses and before rolling off a rest day, and the unit by which pauses extend it.
fn end_without_pauses(count: &mut Count<'_>, deadline: &Deadline, start: Moment) -> Result<(Moment, Unit), NotDecided> {
    match deadline {
        Deadline::SameDay { before } => {
            let late = before.filter(|cut_off| start.time >= *cut_off);
            let Some(cut_off) = late else { return Ok((count.closing(start.date), Unit::WorkingDays)) };
            count.note(crate::text!(
                en: "not before {cut_off}: due on the next working day",
                vi: "không trước {cut_off}: trả trong ngày làm việc tiếp theo"
            ));
            let end = count.add(start, Duration::whole(1, Unit::WorkingDays))?;
            Ok((end, Unit::WorkingDays))
        }
        Deadline::Within(parts) => {
            let mut end = start;
            let mut unit = Unit::WorkingDays;
            for (at, part) in summed(parts).into_iter().enumerate() {
                if at > 0 {
                    end = rolled(count, end, unit)?;
                }
                unit = part.unit;
                end = count.add(end, part)?;
            }
            Ok((end, unit))
        }
    }
}

/// The parts with neighbours of one unit added up.
fn summed(parts: &[Duration]) -> Vec<Duration> {
    let mut sums: Vec<Duration> = Vec::new();
    for part in parts {
        match sums.last_mut().and_then(|last| last.plus(*part).map(|sum| *last = sum)) {
            Some(()) => {}
            None => sums.push(*part),
        }
    }
    sums
}

fn rolled(count: &mut Count<'_>, end: Moment, unit: Unit) -> Result<Moment, NotDecided> {
    if unit.is_calendar() { count.roll_forward(end) } else { Ok(end) }
}

/// The pauses from `start` on, in order, overlaps joined.
fn merged(pauses: &[Pause], start: Moment) -> Vec<Pause> {
    let mut pauses: Vec<Pause> = pauses.iter().map(|p| Pause { from: p.from.max(start), to: p.to }).collect();
    pauses.retain(|pause| pause.from < pause.to);
    pauses.sort();
    let mut merged: Vec<Pause> = Vec::new();
    for pause in pauses {
        match merged.last_mut() {
            Some(last) if pause.from <= last.to => last.to = last.to.max(pause.to),
            _ => merged.push(pause),
        }
    }
    merged
}

/// The end moved on by a pause.
fn extended(count: &mut Count<'_>, end: Moment, unit: Unit, pause: Pause) -> Result<Moment, NotDecided> {
    let beyond = || NotDecided::beyond(end.date);
    if unit.is_working() {
        let minutes = count.working_minutes(pause.from, pause.to)?;
        note_pause(count, pause, &WorkTime::from_minutes(minutes).text());
        return count.add_minutes(end, minutes);
    }
    // Papers that arrive after closing count from the next working morning, as the dossier itself does.
    let to = count.quietly(|count| count.receive(pause.to))?;
    if unit.is_calendar() {
        let days = pause.from.date.days_until(to.date);
        note_pause(count, pause, &Duration { hundredths: days * 100, unit: Unit::Days }.text());
        let date = end.date.plus_days(days).ok_or_else(beyond)?;
        Ok(Moment::new(date, end.time))
    } else {
        let minutes = pause.from.clock_minutes_until(to);
        let hours = Duration { hundredths: minutes * 100 / 60, unit: Unit::ClockHours };
        note_pause(count, pause, &hours.text());
        end.plus_clock_minutes(minutes).ok_or_else(beyond)
    }
}

fn note_pause(count: &mut Count<'_>, pause: Pause, length: &Text) {
    let (from, to) = (trace::moment(pause.from), trace::moment(pause.to));
    count.note(Text {
        en: format!("paused from {} to {}: {} not counted", from.en, to.en, length.en),
        vi: format!("tạm dừng từ {} đến {}: không tính {}", from.vi, to.vi, length.vi),
    });
}

fn caveats(count: &Count<'_>, otherwise: Option<Moment>) -> Vec<Text> {
    let mut caveats: Vec<Text> = count.open.values().map(NotDecided::message).collect();
    match otherwise {
        Some(later) => {
            let later = trace::moment(later);
            caveats.push(Text {
                en: format!("if what is not decided becomes a day off, it is due {}", later.en),
                vi: format!("nếu ngày chưa có quyết định là ngày nghỉ thì hạn trả là {}", later.vi),
            });
        }
        None if !count.open.is_empty() => caveats.push(crate::text!(
            en: "the due time is the same either way",
            vi: "hạn trả không thay đổi trong cả hai trường hợp"
        )),
        None => {}
    }
    if let (Some((first, name)), Some((last, _))) = (count.expected.first_key_value(), count.expected.last_key_value())
    {
        let (first, last) = (first.text(), last.text());
        caveats.push(Text {
            en: format!("not announced yet, taken as off: {} ({} … {})", name.en, first.en, last.en),
            vi: format!("chưa có thông báo, tạm tính là ngày nghỉ: {} ({} … {})", name.vi, first.vi, last.vi),
        });
    }
    caveats.extend(count.incomplete.iter().map(|year| {
        crate::text!(
            en: "the calendar of {year} is not fully announced: swap days may still be added",
            vi: "lịch nghỉ năm {year} chưa được thông báo đầy đủ: có thể còn ngày hoán đổi"
        )
    }));
    caveats
}
