use super::*;
use proptest::prelude::*;

fn span(code: &str) -> String {
    let span = code.parse::<Period>().unwrap().span(Rule::Nd09, None);
    let span = span.unwrap();
    format!("{}..{}", span.from, span.to)
}

#[test]
fn windows_end_on_the_fourteenth() {
    assert_eq!(span("2026-M10"), "2026-09-15..2026-10-14");
    assert_eq!(span("2026-M01"), "2025-12-15..2026-01-14");
    assert_eq!(span("2026-M03"), "2026-02-15..2026-03-14");
    assert_eq!(span("2026-Q1"), "2025-12-15..2026-03-14");
    assert_eq!(span("2026-Q2"), "2026-03-15..2026-06-14");
    assert_eq!(span("2026-Q4"), "2026-09-15..2026-12-14");
    assert_eq!(span("2026-H1"), "2025-12-15..2026-06-14");
    assert_eq!(span("2026-H2"), "2026-06-15..2026-12-14");
    assert_eq!(span("2026-Y"), "2025-12-15..2026-12-14");
}

#[test]
fn calendar_months_end_on_their_last_day() {
    let february = Period::Month {
        year: 2028,
        month: 2,
    };
    let span = february.span(Rule::Calendar, None).unwrap();
    assert_eq!(
        (span.from.to_string(), span.to.to_string()),
        ("2028-02-01".into(), "2028-02-29".into())
    );
}

#[test]
fn school_years_have_the_dates_they_were_given() {
    let day = |text: &str| text.parse().unwrap();
    let dates = SchoolDates {
        starts_on: day("2026-09-05"),
        term2_on: day("2027-01-18"),
        ends_on: day("2027-05-31"),
    };
    let span = |code: &str| {
        let span = code.parse::<Period>().unwrap();
        span.span(Rule::Nd09, Some(dates)).unwrap()
    };
    assert_eq!(span("HK1-2026-2027").to, day("2027-01-17"));
    assert_eq!(span("HK2-2026-2027").from, day("2027-01-18"));
    assert_eq!(span("NH2026-2027").to, day("2027-05-31"));
    let period: Period = "NH2026-2027".parse().unwrap();
    assert_eq!(period.span(Rule::Nd09, None), None);
    assert_eq!(period.school_year().as_deref(), Some("NH2026-2027"));
}

#[test]
fn names_that_are_none_are_refused() {
    for text in [
        "",
        "2026",
        "2026-M13",
        "2026-M0",
        "2026-Q5",
        "2026-H3",
        "26-M1",
        "NH2026-2028",
        "HK3-2026-2027",
        "2026-M+1",
        "2026-W1",
    ] {
        assert_eq!(text.parse::<Period>(), Err(NotAPeriod), "{text}");
    }
}

#[test]
fn a_list_to_choose_from_begins_with_now() {
    let day = "2026-01-15".parse().unwrap();
    let list = Period::around(day, Rule::Nd09);
    assert_eq!(list[0].to_string(), "2026-M02");
    assert_eq!(list[11].to_string(), "2025-M03");
    assert!(list.iter().any(|p| p.to_string() == "2025-Q2"));
    assert_eq!(list[0].words(), "Tháng 2/2026");
}

proptest! {
    #[test]
    fn codes_come_back(year in 2000i32..2199, month in 1u32..=12, quarter in 1u32..=4, half in 1u32..=2) {
        for period in [
            Period::Month { year, month }, Period::Quarter { year, quarter }, Period::Half { year, half }, Period::Year { year },
            Period::SchoolYear { first: year }, Period::Term { first: year, term: half },
        ] {
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
        }
    }

    /// Months join into quarters, quarters into halves, halves into years, with no day lost or counted twice.
    #[test]
    fn periods_join_without_a_gap(year in 2001i32..2199, calendar: bool) {
        let rule = if calendar { Rule::Calendar } else { Rule::Nd09 };
        let span = |period: Period| period.span(rule, None).unwrap();
        let whole = span(Period::Year { year });
        for parts in [
            (1..=12).map(|month| Period::Month { year, month }).collect::<Vec<_>>(),
            (1..=4).map(|quarter| Period::Quarter { year, quarter }).collect(),
            (1..=2).map(|half| Period::Half { year, half }).collect(),
        ] {
            let spans: Vec<Span> = parts.into_iter().map(span).collect();
            prop_assert_eq!(spans[0].from, whole.from);
            prop_assert_eq!(spans[spans.len() - 1].to, whole.to);
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].to.succ_opt().unwrap(), pair[1].from);
            }
        }
    }

    #[test]
    fn every_day_lies_in_its_month(days in 0u64..70_000, calendar: bool) {
        let rule = if calendar { Rule::Calendar } else { Rule::Nd09 };
        let day = NaiveDate::from_ymd_opt(2001, 1, 1).unwrap() + Days::new(days);
        prop_assert!(Period::month_of(day, rule).span(rule, None).unwrap().covers(day));
    }
}
