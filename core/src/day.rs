//! The local calendar: days are days in Viet Nam, instants are UTC.

use crate::words::Word;
use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc,
};

const SECONDS_EAST: i32 = 7 * 3600;

/// The time zone of every date a person sees: UTC+7, no summer time.
pub fn zone() -> FixedOffset {
    FixedOffset::east_opt(SECONDS_EAST).expect("seven hours is a valid offset")
}

/// The day an instant falls on in Viet Nam.
pub fn of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&zone()).date_naive()
}

/// The local wall-clock time of an instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone()).naive_local()
}

/// The instant a local wall-clock time means.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    zone()
        .from_local_datetime(&local)
        .single()
        .expect("a fixed offset has no gaps")
        .with_timezone(&Utc)
}

/// The first instant of a local day.
pub fn start(day: NaiveDate) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN))
}

/// The first instant after a local day.
pub fn end(day: NaiveDate) -> DateTime<Utc> {
    start(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

/// `dd/mm/yyyy`, as dates are written everywhere on screens and in documents.
pub fn written(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// Day and month alone, where the year goes without saying: "09/12".
pub fn short(day: NaiveDate) -> String {
    day.format("%d/%m").to_string()
}

/// The day of the week as people call it.
pub fn weekday(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 7] = [
        "Thứ Hai",
        "Thứ Ba",
        "Thứ Tư",
        "Thứ Năm",
        "Thứ Sáu",
        "Thứ Bảy",
        "Chủ Nhật",
    ];
    NAMES[day.weekday().num_days_from_monday() as usize]
}

/// A day as a date field sends it (2026-10-12) or as a person writes it (12/10/2026).
pub fn parse(text: &str) -> Result<NaiveDate, Word> {
    let text = text.trim();
    if text.is_empty() {
        return Err("field-required");
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"))
        .ok()
        .filter(|day| (2020..2100).contains(&day.year()))
        .ok_or("date-shape")
}

/// `hh:mm` of an instant, local.
pub fn hour(at: DateTime<Utc>) -> String {
    local(at).format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_past_midnight_here_is_still_yesterday_in_utc() {
        let at = "2026-11-22T17:30:00Z".parse().unwrap();
        assert_eq!(of(at), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(written(of(at)), "23/11/2026");
        assert_eq!(hour(at), "00:30");
        assert_eq!(weekday(of(at)), "Thứ Hai");
    }

    #[test]
    fn a_day_is_read_as_fields_and_people_write_it() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 5);
        assert_eq!(parse(" 2026-10-05 ").ok(), day);
        assert_eq!(parse("5/10/2026").ok(), day);
        assert_eq!(parse(""), Err("field-required"));
        assert_eq!(parse("31/02/2026"), Err("date-shape"));
        assert_eq!(parse("12026-10-05"), Err("date-shape"));
    }

    #[test]
    fn a_day_is_24_hours() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!((end(day) - start(day)).num_hours(), 24);
    }
}
