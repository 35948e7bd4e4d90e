//! Every address of Lá Chắn, in one table.

use crate::{auth::origin::same_origin, server::App, web::*};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use lachan_app::{api::Endpoint, islands::roll::MarkRoll};
use lachan_core::learning::{SceneSeen, Submission};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

/// Forms are small; only the import takes a file, and sets its own limit.
const FORM_LIMIT: usize = 64 * 1024;

/// How long a request may take; what it was doing in the database ends with it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole site.
pub fn router(app: App) -> Router {
    guarded(table(), app)
}

/// Every address with what answers it.
pub fn table() -> Router<App> {
    assets::announce();
    Router::new()
        // pupils
        .route("/can-giup", get(help::show))
        .route("/can-giup/nguoi-lon", get(help::adults))
        .route("/can-giup/phieu-ghi-nhan", get(help::paper))
        .route("/thoi-khoa-bieu", get(help::exit))
        .route("/hoc", get(learn::desk))
        .route("/hoc/bai-ngan/{kind}", get(trial::show).post(trial::answer))
        .route("/hoc/bai-ngan/{kind}/dung", get(trial::stop))
        .route("/hoc/{module}", get(learn::show).post(learn::answer))
        .route("/hoc/{module}/canh", post(learn::turn))
        .route("/hoc/{module}/xong", get(learn::end).post(learn::finish))
        .route("/hoc/{module}/dung", get(learn::stop))
        .route(Submission::PATH, post(results::create))
        .route(SceneSeen::PATH, post(results::turn))
        // staff
        .route(
            "/lop/giao-bai",
            get(assignments::form).post(assignments::create),
        )
        .route("/lop/{id}/giao-bai", get(assignments::index))
        .route(
            "/lop/{id}/giao-bai/{assignment}",
            post(assignments::change_window),
        )
        .route(
            "/lop/{id}/giao-bai/{assignment}/thu-hoi",
            post(assignments::withdraw),
        )
        .route(
            "/lop/{id}/giao-bai/{assignment}/tra-lai",
            post(assignments::restore),
        )
        .route(
            "/don-vi/{id}/dau-moi",
            get(contacts::show).post(contacts::replace),
        )
        .route("/", get(door::show).post(door::knock))
        .route("/vao-lop", get(door::tiles))
        .route("/vao-lop/{pupil}", get(door::ask).post(door::enter))
        .route("/the", get(door::card).post(door::enter_by_card))
        .route("/thoat", post(door::leave))
        // staff
        .route(
            "/dang-nhap",
            get(staff_door::show).post(staff_door::sign_in),
        )
        .route("/dang-xuat", post(staff_door::sign_out))
        .route("/tai-khoan", get(staff_door::account))
        .route(
            "/tai-khoan/mat-khau",
            get(staff_door::password).post(staff_door::change_password),
        )
        .route(
            "/tai-khoan/dang-xuat-het",
            post(staff_door::sign_out_everywhere),
        )
        .route(
            "/lop/{id}/cua",
            get(class_door::project).post(class_door::open),
        )
        .route("/lop/{id}/cua/them", post(class_door::extend))
        .route("/lop/{id}/cua/dong", post(class_door::close))
        .route("/lop/{id}/cua/tiep-tuc", post(class_door::confirm))
        .route("/lop/{id}/cua/giup/{pupil}", post(class_door::help))
        .route("/lop/{id}/the", get(class_door::cards))
        .route("/lop/{id}/the/o-nha", post(class_door::set_home))
        .route("/lop/{id}/the/{pupil}", post(class_door::new_card))
        .route("/don-vi", get(units::index))
        .route("/don-vi/{id}", get(units::show))
        .route(
            "/don-vi/{id}/them",
            get(admin::new_unit).post(admin::add_unit),
        )
        .route("/quan-tri", get(admin::show))
        .route("/quan-tri/ky-bao-cao", post(admin::set_rule))
        .route("/quan-tri/nhat-ky", get(audit::show))
        .route(
            "/quan-tri/luu-giu",
            get(retention::show).post(retention::choose),
        )
        .route(
            "/quan-tri/nam-hoc",
            get(school_years::new).post(school_years::create),
        )
        .route(
            "/quan-tri/nam-hoc/{id}",
            get(school_years::show).post(school_years::change),
        )
        .route("/don-vi/{id}/em", get(records::search))
        .route("/don-vi/{id}/em/{pupil}", get(records::show))
        .route("/don-vi/{id}/em/{pupil}/tep.json", get(records::hand_out))
        .route("/don-vi/{id}/em/{pupil}/xoa", post(records::delete))
        .route("/don-vi/{id}/chi-doi", post(units::complete_youth))
        .route("/don-vi/{id}/nguoi", post(staff::add))
        .route("/don-vi/{id}/nguoi/{staff}/mat-khau", post(staff::reset))
        .route("/don-vi/{id}/nguoi/{staff}/dong", post(staff::close))
        .route("/don-vi/{id}/nguoi/{staff}/mo-lai", post(staff::reopen))
        .route(
            "/don-vi/{id}/nguoi/{staff}/trao-vai",
            post(staff::give_back),
        )
        .route(
            "/don-vi/{id}/nguoi/{staff}/thoi-vai",
            post(staff::take_role),
        )
        .route(
            "/hoat-dong",
            get(activities::index).post(activity_form::create),
        )
        .route("/hoat-dong/moi", get(activity_form::new))
        .route(
            "/hoat-dong/{id}",
            get(activity::show).post(activity_form::change),
        )
        .route("/hoat-dong/{id}/sua", get(activity_form::edit))
        .route("/hoat-dong/{id}/lap-lai", post(activity_form::repeat))
        .route("/hoat-dong/{id}/diem-danh", post(attendance::mark))
        .route("/hoat-dong/{id}/so-luot", post(activity::count))
        .route("/hoat-dong/{id}/chot", post(activity::close))
        .route("/hoat-dong/{id}/huy", post(activity::cancel))
        .route(MarkRoll::PATH, post(attendance::mark_taps))
        .route("/lop", get(classes::index))
        .route("/lop/{id}", get(classes::show))
        .route("/lop/{id}/hoc-sinh", get(classes::children))
        .route("/lop/{id}/diem-danh", get(class_attendance::show))
        .route("/lop/{id}/bai-hoc", get(class_lessons::show))
        .route("/lop/{id}/bai-ngan", post(class_lessons::give))
        .route(
            "/lop/{id}/bai-ngan/{kind}/thu-hoi",
            post(class_lessons::withdraw),
        )
        .route(
            "/nhap-danh-sach",
            get(imports::index)
                .merge(post(imports::read).layer(DefaultBodyLimit::max(imports::FORM_LIMIT))),
        )
        .route(
            "/nhap-danh-sach/{id}",
            get(imports::show).post(imports::commit),
        )
        .route("/nhap-danh-sach/{id}/cot", post(imports::settle))
        .route("/nhap-danh-sach/{id}/y-muon", post(imports::wish))
        .route("/nhap-danh-sach/{id}/hoan-tac", post(imports::undo))
        .route(
            "/nhap-danh-sach/{id}/dong-loi.xlsx",
            get(imports::wrong_rows),
        )
        .route("/bai-hoc", get(library::index))
        .route("/bai-hoc/{code}", get(teach::prepare))
        .route("/bai-hoc/{code}/day", get(teach::lead::show))
        .route("/bai-hoc/{code}/canh", get(teach::scenes))
        .route("/bai-hoc/{code}/in", get(teach::paper::show))
        .route("/bai-hoc/{code}/thu", get(teach::letter::show))
        .route("/bai-hoc/{code}/trinh-chieu", get(teach::show::show))
        .route("/bao-cao", get(reports::index))
        .route("/bao-cao/{unit}", get(reports::show))
        .route("/bao-cao/{unit}/bao-cao.xlsx", get(reports::export))
        // files and health
        .route("/am-thanh/{module}/{step}", get(recordings::show))
        .route("/a/{*path}", get(assets::show))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(wrong::not_found)
}

/// A table with everything that stands around every answer, the innermost first.
pub fn guarded(table: Router<App>, app: App) -> Router {
    table
        .layer(CatchPanicLayer::custom(wrong::panicked))
        .layer(from_fn(wrong::on_the_tick))
        .layer(from_fn(same_origin))
        // Whoever announces more than the largest form is refused before a byte of it has come.
        .layer(RequestBodyLimitLayer::new(imports::FORM_LIMIT))
        .layer(from_fn(wrong::calm))
        .layer(from_fn(|request, next| {
            wrong::in_time(PATIENCE, request, next)
        }))
        .layer(from_fn_with_state(app.clone(), wrong::to_children))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(headers::compress())
        .layer(from_fn_with_state(app.clone(), headers::guard))
        .layer(from_fn_with_state(app.clone(), metrics::measure))
        .with_state(app)
}
