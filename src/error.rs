//! What can go wrong at the edge, and the page or JSON a person gets for it.

use crate::{service::figures::Progress, store::is_trouble};
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::pages::wrong::{Wrong, WrongKind};
use lachan_core::{form::Problems, permission::Denied, words::Word};
use serde_json::json;

/// What a handler answers when it cannot do what was asked.
#[derive(Debug)]
pub enum Error {
    /// Nothing there, or outside the person's reach.
    NotFound,
    /// Nobody is signed in: to the staff door.
    SignIn,
    /// A first or reset password opens only the page that changes it.
    MustChangePassword,
    /// The pupil's session is over: to the pupil door.
    PupilDoor,
    /// Inside the person's reach, but not theirs to do.
    Forbidden,
    /// Input that a form page did not catch itself.
    Invalid(Problems),
    /// The thing changed meanwhile; the word says what to do.
    Conflict(Word),
    /// Too many tries or too much at once; seconds to wait.
    Busy(u64),
    /// It took too long and was given up; seconds to wait.
    Slow(u64),
    /// What is asked for is being counted for the first time.
    Counting(Progress),
    /// More than is taken at once.
    TooLarge,
    /// Our fault: logged with a reference the person is shown.
    Internal(anyhow::Error),
}

impl Error {
    /// For whoever shows no page: the terminal and the log.
    pub fn told(self) -> anyhow::Error {
        match self {
            Self::Internal(error) => error,
            other => anyhow::anyhow!("{other:?}"),
        }
    }
}

/// What a handler answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::SignIn => Self::SignIn,
            Denied::NotFound => Self::NotFound,
            Denied::Forbidden => Self::Forbidden,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_unreadable(&error) {
            return Self::Invalid(Problems::one("", "wrong-invalid"));
        }
        if is_trouble(&error) {
            tracing::warn!(%error, "the database is busy");
            Self::Busy(2)
        } else {
            Self::Internal(error.into())
        }
    }
}

/// A text that PostgreSQL cannot keep (U+0000): somebody sent it past our forms.
fn is_unreadable(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|e| e.code());
    code.is_some_and(|code| code == "22021" || code == "22P05")
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn | Self::PupilDoor | Self::MustChangePassword => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy(_) | Self::Slow(_) | Self::Counting(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn kind(&self) -> WrongKind {
        match self {
            Self::Forbidden => WrongKind::Forbidden,
            Self::Invalid(_) => WrongKind::Invalid,
            Self::Conflict(word) => WrongKind::Conflict(word),
            Self::Busy(_) => WrongKind::Busy,
            Self::Slow(_) => WrongKind::Slow,
            Self::Counting(Progress { counted, of }) => WrongKind::Counting {
                counted: *counted,
                of: *of,
            },
            Self::TooLarge => WrongKind::TooLarge,
            Self::Internal(_) => WrongKind::Internal,
            _ => WrongKind::NotFound,
        }
    }

    /// Says when to ask again, where waiting helps.
    fn say_when(&self, mut response: Response) -> Response {
        if let Self::Busy(seconds) | Self::Slow(seconds) = self {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, (*seconds).into());
        }
        // The page opens itself again.
        if let Self::Counting(_) = self {
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, 3.into());
            headers.insert(header::REFRESH, 3.into());
        }
        response
    }

    fn reference(&self) -> Option<String> {
        let Self::Internal(error) = self else {
            return None;
        };
        let id = uuid::Uuid::now_v7().simple().to_string();
        let reference = id[id.len() - 8..].to_uppercase();
        tracing::error!(reference, error = format!("{error:#}"), "a request failed");
        Some(reference)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => return Redirect::to("/dang-nhap").into_response(),
            Self::MustChangePassword => return Redirect::to("/tai-khoan/mat-khau").into_response(),
            Self::PupilDoor => return Redirect::to("/").into_response(),
            _ => {}
        }
        let view = Wrong {
            kind: self.kind(),
            reference: self.reference(),
        };
        let mut response = crate::render::plain(view.title(), view.clone().view());
        // a child's room shows it again in its own words
        response.extensions_mut().insert(view);
        *response.status_mut() = self.status();
        self.say_when(response)
    }
}

/// The same refusals as JSON, for the calls of islands.
#[derive(Debug)]
pub struct ApiError(pub Error);

impl<E: Into<Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problems = match &self.0 {
            Error::Invalid(problems) => problems
                .iter()
                .map(|(f, w)| json!([f, lachan_app::text::t(w)]))
                .collect(),
            _ => Vec::new(),
        };
        let word = match &self.0 {
            Error::Conflict(word) => lachan_app::text::t(word),
            Error::SignIn | Error::PupilDoor => lachan_app::text::t("wrong-signed-out"),
            Error::MustChangePassword => lachan_app::text::t("wrong-must-change"),
            other => other.kind().sentence(),
        };
        let body = json!({ "error": word, "problems": problems, "reference": self.0.reference() });
        let response = (self.0.status(), Json(body)).into_response();
        self.0.say_when(response)
    }
}
