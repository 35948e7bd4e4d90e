//! Draws the picture of a scene as SVG: a ground, things, people, cards and what they say.

pub mod sheet;
mod text;
