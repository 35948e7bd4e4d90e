//! The server of Lá Chắn: everything with an effect. `docs/architecture.md` walks through it.

#![cfg_attr(not(test), warn(unused_crate_dependencies))]

pub mod auth;
pub mod cli;
pub mod clock;
pub mod collate;
pub mod config;
pub mod content;
pub mod demo;
pub mod error;
pub mod job;
pub mod listen;
pub mod metrics;
pub mod province;
pub mod render;
pub mod report;
pub mod routes;
pub mod server;
pub mod service;
pub mod sheet;
pub mod store;
pub mod web;
