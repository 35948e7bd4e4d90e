//! Writes every scene of the given module files on one page, to be looked at.
//!
//! `cargo run -p lachan-app --features ssr --example contact_sheet -- out.html [--dark] content/modules/*.md`

#![expect(
    clippy::print_stderr,
    reason = "a tool that is looked at while it runs"
)]

use lachan_app::parts::scene::{self, sheet::Sheet};
use lachan_core::picture;
use std::{env, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = env::args().skip(1).collect();
    let dark = arguments.iter().any(|word| word == "--dark");
    arguments.retain(|word| word != "--dark");
    let [out, files @ ..] = &arguments[..] else {
        return Err("usage: contact_sheet out.html [--dark] module.md …".into());
    };
    let mut sheet = Sheet::default();
    let mut page = String::new();
    let mut problems = 0;
    for file in files {
        let text = fs::read_to_string(file)?;
        let name = Path::new(file)
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let mut alone = Sheet::default();
        let mut size = 0;
        for (heading, before, block) in blocks(&text) {
            let _ = write!(page, "<figure><b>{name} · {heading}</b>");
            match picture::parse(&block) {
                Ok(picture) => {
                    size += scene::svg(&mut alone, &picture).len();
                    page.push_str(&scene::svg(&mut sheet, &picture));
                    let _ = write!(
                        page,
                        "<figcaption>{before}<i>{}</i></figcaption>",
                        picture.alt
                    );
                }
                Err(refusals) => {
                    for (line, refusal) in refusals {
                        problems += 1;
                        eprintln!("{file}:{line}: {refusal}");
                        let _ = write!(page, "<p>{line}: {refusal}</p>");
                    }
                }
            }
            page.push_str("</figure>");
        }
        let whole = size + alone.defs().len();
        eprintln!("{name}: {:.1} KB of pictures", whole as f32 / 1000.0);
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    let style = fs::read_to_string(root.join("style/tokens.css"))?
        .replace("../public", &format!("file://{}/public", root.display()))
        + &fs::read_to_string(root.join("style/scene.css"))?;
    let scheme = if dark { "dark" } else { "light" };
    fs::write(
        out,
        format!(
            r#"<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Hình</title><style>{style}
:root {{ color-scheme: {scheme} }}
body {{ margin: 12px; background: var(--paper); color: var(--ink); font: 400 12px/1.35 "Be Vietnam Pro"; display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px }}
figure {{ margin: 0 }} .scene {{ border-radius: 12px; border: 1px solid var(--line) }} i {{ color: var(--soft) }}</style>
{}{page}</html>"#,
            sheet.defs()
        ),
    )?;
    if problems > 0 {
        return Err(format!("{problems} problems").into());
    }
    Ok(())
}

type Block<'a> = (&'a str, String, Vec<(usize, &'a str)>);

/// The picture blocks of a file, each with its heading and the paragraphs before it.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block> = Vec::new();
    let (mut heading, mut before) = ("", String::new());
    let mut open = false;
    for (i, line) in text.lines().enumerate() {
        if line.starts_with("```hinh") {
            open = true;
            found.push((heading, std::mem::take(&mut before), Vec::new()));
        } else if line.starts_with("```") {
            open = false;
        } else if let (true, Some((_, _, block))) = (open, found.last_mut()) {
            block.push((i + 1, line));
        } else if line.starts_with('#') {
            heading = line.trim_start_matches(['#', ' ']);
            before.clear();
        } else if !line.trim().is_empty() {
            before.push_str(line);
            before.push_str("<br>");
        }
    }
    found
}
