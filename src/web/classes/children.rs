//! `/lop/{id}/hoc-sinh`: child by child.

use super::{super::records, find, head, title};
use crate::{
    auth::Staff,
    error::Result,
    render,
    server::App,
    service::results::{self, Standing},
    store::pupils,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::pages::class::{
    ClassTab, Head, HeadProps, ModuleCell, ModuleHead, PupilLine, PupilsPart, PupilsPartProps,
};
use lachan_core::{
    ids::UnitId,
    learning::Status,
    lesson::ModuleId,
    permission::{ImportClass, KeepRecords, SeeResults},
};
use leptos::prelude::*;
use serde::Deserialize;

/// In which order the children stand.
#[derive(Debug, Default, Deserialize)]
pub struct Sorted {
    xep: Option<String>,
}

/// `GET /lop/{id}/hoc-sinh`: child by child, in the order of the list or those first who have not finished.
pub async fn children(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    Query(sorted): Query<Sorted>,
) -> Result<Response> {
    let (class, place) = find(&app, &me, id).await?;
    let (head, frame) = head(&app, &me, &class, &place, ClassTab::Pupils).await?;
    let import = me
        .may(&ImportClass::at(&place))
        .then(|| format!("/nhap-danh-sach?lop={id}"));
    let unfinished_first = sorted.xep.as_deref() == Some("chua-xong");
    let (modules, lines) = match me.permit(SeeResults::at(&place)) {
        Ok(permit) => {
            let standing = results::standing(&app, &me, &permit, app.clock.today()).await?;
            let records = class.school.filter(|_| me.may(&KeepRecords::at(&place)));
            progress(&app, &standing, unfinished_first, records)
        }
        Err(_) => {
            let names = pupils::of_class(&app.db, id, app.clock.today()).await?;
            (
                Vec::new(),
                names
                    .into_iter()
                    .zip(1..)
                    .map(|(p, n)| PupilLine {
                        n,
                        name: p.full_name().to_owned(),
                        record: None,
                        cells: Vec::new(),
                    })
                    .collect(),
            )
        }
    };
    let props = PupilsPartProps {
        base: format!("/lop/{id}"),
        modules,
        pupils: lines,
        unfinished_first,
        import,
    };
    Ok(render::page(
        frame,
        move || view! { {Head(HeadProps { head })} {PupilsPart(props)} },
    ))
}

fn progress(
    app: &App,
    standing: &Standing,
    unfinished_first: bool,
    // The school whose records the reader keeps.
    records: Option<UnitId>,
) -> (Vec<ModuleHead>, Vec<PupilLine>) {
    let given = standing.assigned.iter().map(|given| &given.module);
    let columns: Vec<&ModuleId> = given.chain(&standing.withdrawn).collect();
    let head = |module: &&ModuleId| ModuleHead {
        id: module.to_string(),
        title: title(app, module),
        withdrawn: standing.withdrawn.contains(module),
    };
    let modules = columns.iter().map(head).collect();
    let cell = |child: &results::Child, module: &ModuleId| {
        let status = child.status(module);
        let best = child
            .modules
            .get(module)
            .filter(|_| status >= Status::Completed);
        Some(ModuleCell {
            status: status.word(),
            best: best.map(|p| (p.best.correct, p.best.items)),
        })
    };
    let mut children: Vec<(i64, &results::Child)> = (1..).zip(&standing.children).collect();
    if unfinished_first {
        children.sort_by_key(|(_, child)| std::cmp::Reverse(standing.unfinished(child)));
    }
    let rows = children.into_iter().map(|(n, child)| PupilLine {
        n,
        name: child.name.clone(),
        record: records.map(|school| records::address(school, child.id)),
        cells: columns.iter().map(|module| cell(child, module)).collect(),
    });
    (modules, rows.collect())
}
