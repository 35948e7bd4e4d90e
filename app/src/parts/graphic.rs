//! A graphic of the set, without its outer tags.

use twemoji_assets::svg::SvgTwemojiAsset;

/// What stands between the outer tags of a graphic.
pub(crate) fn inner(asset: &'static SvgTwemojiAsset) -> &'static str {
    let svg: &'static str = asset;
    let start = svg.find('>').map_or(0, |at| at + 1);
    svg[start..].strip_suffix("</svg>").unwrap_or_default()
}
