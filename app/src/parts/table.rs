//! Any table of figures on a page. On a phone each row is stacked, and every number keeps its head beside it.

use crate::text::{number, t, tenths, tr};
use lachan_core::{
    ids::UnitId,
    report::table::{Cell, Head, Holds, Row, Scale, Table, Why},
};
use leptos::prelude::*;

/// A cell as a person reads it.
pub fn written(cell: &Cell) -> String {
    match cell {
        Cell::Count(n) => number(*n),
        Cell::Tenths(n, Scale::Percent) => format!("{} %", tenths(*n)),
        Cell::Tenths(n, Scale::Points) => {
            let sign = if *n > 0 { "+" } else { "" };
            tr("report-points", &[("n", &format!("{sign}{}", tenths(*n)))])
        }
        Cell::Tenths(n, Scale::Bare) => tenths(*n),
        Cell::Text(text) => text.clone(),
        Cell::Word(key) => t(key),
        Cell::Grade(n) => tr("report-grade-n", &[("n", &n.to_string())]),
        Cell::Said(key, cells) => said(key, cells, written),
        Cell::Hidden(why) => hidden(*why),
        Cell::Nothing => "–".to_owned(),
        Cell::Absent => String::new(),
    }
}

/// A sentence with cells in it, each written in a way.
pub fn said(key: &str, cells: &[(&'static str, Cell)], write: impl Fn(&Cell) -> String) -> String {
    let values: Vec<(&str, String)> = cells.iter().map(|(name, c)| (*name, write(c))).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, v)| (*name, v.as_str())).collect();
    tr(key, &values)
}

/// What stands in place of a hidden number.
pub fn hidden(why: Why) -> String {
    t(match why {
        Why::Small => "hidden-small",
        Why::Beside => "hidden-beside",
    })
}

/// A table with its caption.
#[component]
pub fn TableView(
    table: Table,
    /// Where the report of a unit is.
    link: impl Fn(UnitId) -> String,
) -> impl IntoView {
    let heads = &table.heads;
    let body: Vec<_> = table
        .rows
        .iter()
        .map(|row| line(heads, row, &link))
        .collect();
    let foot = table.total.as_ref().map(|row| {
        let total = line(heads, row, &link);
        view! { <tfoot>{total}</tfoot> }
    });
    let class = match (is_wide(heads), is_grouped(heads)) {
        (false, _) => "table stacked",
        (true, false) => "table stacked wide",
        (true, true) => "table stacked close wide",
    };
    view! {
        <div class=class tabindex="0" role="group" aria-label=t(table.title)>
            <table>
                <caption>{t(table.title)}</caption>
                <thead>{head(heads)}</thead>
                <tbody>{body}</tbody>
                {foot}
            </table>
        </div>
    }
}

fn is_wide(heads: &[Head]) -> bool {
    heads.len() > 6
}

fn is_grouped(heads: &[Head]) -> bool {
    heads.iter().any(|head| head.group.is_some())
}

/// One line of heads; with groups two, the groups above.
fn head(heads: &[Head]) -> AnyView {
    let grouped = is_grouped(heads);
    let rowspan = grouped.then_some("2");
    let of = |head: &Head| {
        let rowspan = rowspan.filter(|_| head.group.is_none());
        let text = t(head.key);
        match head.holds {
            Holds::Value => {
                view! { <th scope="col" class="num" rowspan=rowspan>{text}</th> }.into_any()
            }
            _ => view! { <th scope="col" rowspan=rowspan>{text}</th> }.into_any(),
        }
    };
    if !grouped {
        let line = heads.iter().map(of).collect_view();
        return view! { <tr>{line}</tr> }.into_any();
    }
    let above = heads
        .chunk_by(|a, b| a.group.is_some() && a.group == b.group)
        .map(|columns| match columns[0].group {
            Some(group) => {
                let width = columns.len().to_string();
                view! { <th scope="colgroup" colspan=width>{t(group)}</th> }.into_any()
            }
            None => of(&columns[0]),
        })
        .collect_view();
    let within = heads.iter().filter(|head| head.group.is_some());
    let within = within.map(of).collect_view();
    view! { <tr>{above}</tr><tr>{within}</tr> }.into_any()
}

fn line(heads: &[Head], row: &Row, link: &dyn Fn(UnitId) -> String) -> AnyView {
    let cells = heads
        .iter()
        .zip(&row.cells)
        .map(|(head, cell)| {
            let text = written(cell);
            match head.holds {
                Holds::Code | Holds::Word => view! { <td class="soft">{text}</td> }.into_any(),
                Holds::Words => view! { <td data-head=t(head.key)>{text}</td> }.into_any(),
                Holds::Name(_) => {
                    let name = match row.unit.map(link) {
                        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
                        None => text.into_any(),
                    };
                    view! { <th scope="row">{name}</th> }.into_any()
                }
                Holds::Value => {
                    let beside = match head.group {
                        Some(group) => format!("{}, {}", t(group), t(head.key).to_lowercase()),
                        None => t(head.key),
                    };
                    // Two numbers in one sentence: where many columns stand side by side they may stand below each other.
                    let wraps =
                        is_wide(heads) && matches!(cell, Cell::Said(..)) && text.contains(';');
                    view! { <td class="num" class:wrap=wraps data-head=beside>{text}</td> }
                        .into_any()
                }
            }
        })
        .collect_view();
    view! { <tr>{cells}</tr> }.into_any()
}

/// One bar a row: its name, and the share beside it. A table elsewhere says the same in numbers.
#[component]
pub fn Chart(table: Table) -> impl IntoView {
    let bars = table
        .rows
        .iter()
        .map(|row| {
            let share = match row.cells[1] {
                Cell::Tenths(n, _) => n,
                _ => 0,
            };
            let width = format!("width:{}%", share as f64 / 10.0);
            let [name, value] = [0, 1].map(|n| written(&row.cells[n]));
            view! {
                <li>
                    <span>{name}</span>
                    <span class="bar"><i style=width></i></span>
                    <b>{value}</b>
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="card chart">
            <figcaption>{t(table.title)}</figcaption>
            <ul>{bars}</ul>
        </figure>
    }
}

/// The few numbers one looks for first: number, name, and what it comes from.
#[component]
pub fn Tiles(table: Table) -> impl IntoView {
    let tiles = table
        .rows
        .iter()
        .map(|row| {
            let [big, name, small] = [0, 1, 2].map(|n| written(&row.cells[n]));
            view! {
                <li class="card figure">
                    <b>{big}</b>
                    <span>{name}</span>
                    <span class="soft">{small}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="figures">{tiles}</ul> }
}
