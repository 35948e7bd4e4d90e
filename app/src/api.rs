//! What islands ask the server: the request type is the contract on both sides.

use gloo_net::http::Request;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A request an island can make, and what comes back.
pub trait Endpoint: Serialize + DeserializeOwned {
    const PATH: &'static str;
    type Reply: Serialize + DeserializeOwned;
}

/// Why nothing came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No network, or a server that is busy: worth trying again.
    Away,
    /// The server said no, with a sentence for the person.
    Said { status: u16, sentence: String },
}

/// Why something told was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unheard {
    /// Worth trying again.
    Away,
    /// Not now and not later.
    Refused,
}

#[derive(Deserialize)]
struct Answer {
    error: String,
}

/// Sends a request of which nothing but its having arrived matters: what comes back is not even read.
pub async fn tell<E: Endpoint>(request: &E) -> Result<(), Unheard> {
    let sent = Request::post(E::PATH).json(request);
    let status = match sent {
        Ok(request) => request
            .send()
            .await
            .map_or(503, |response| response.status()),
        Err(_) => 503,
    };
    match status {
        200..=299 => Ok(()),
        408 | 429 | 500..=599 => Err(Unheard::Away),
        _ => Err(Unheard::Refused),
    }
}

/// Sends a request to our own server.
pub async fn call<E: Endpoint>(request: &E) -> Result<E::Reply, Refusal> {
    let sent = Request::post(E::PATH).json(request);
    let response = match sent {
        Ok(request) => request.send().await.map_err(|_| Refusal::Away)?,
        Err(_) => return Err(Refusal::Away),
    };
    match response.status() {
        200..=299 => response.json().await.map_err(|_| Refusal::Away),
        408 | 429 | 500..=599 => Err(Refusal::Away),
        status => {
            let sentence = response.json::<Answer>().await.map(|answer| answer.error);
            Err(Refusal::Said {
                status,
                sentence: sentence.unwrap_or_default(),
            })
        }
    }
}
