//! What browsers download: `target/site/`, every file under an address that changes with its content.

use crate::{
    compress::{self, Effort, compress},
    style,
    tools::{print, root, say, shown},
    wasm::{self, Profile},
};
use anyhow::{Context, Result};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

#[derive(clap::Args)]
pub struct Options {
    /// Small files that take longer to build, as pupils get them
    #[arg(long)]
    release: bool,
}

/// One style sheet for pupils, and the whole for everybody else.
const STYLES: [&str; 2] = ["app.css", "pupil.css"];

/// Builds the site and prints what a browser will have to download.
pub fn site(options: &Options) -> Result<()> {
    build(if options.release {
        Profile::Small
    } else {
        Profile::Quick
    })?
    .print()
}

/// The finished folder, and where each file is to be asked for.
pub struct Site {
    addresses: BTreeMap<String, String>,
}

/// Builds WASM, style and assets; what did not change is left as it is.
pub fn build(profile: Profile) -> Result<Site> {
    let packages = wasm::ISLANDS
        .iter()
        .map(|island| wasm::build(profile, island))
        .collect::<Result<Vec<_>>>()?;
    say("gathering style, fonts, pictures and script in target/site");
    let mut shelf = Shelf::default();
    let mut addresses = BTreeMap::new();

    let effort = if profile == Profile::Small {
        Effort::Best
    } else {
        Effort::Quick
    };
    for package in packages {
        // One folder for both: Leptos derives the address of the WASM from that of the script.
        let files = files_below(&package)?;
        let contents = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
        let hash = compress::hash(&contents.iter().map(Vec::as_slice).collect::<Vec<_>>());
        for (file, content) in files.iter().zip(&contents) {
            let name = name_below(file, &package);
            addresses.insert(
                name.clone(),
                shelf.place(&format!("a/{hash}/{name}"), content, effort)?,
            );
        }
    }

    let public = root().join("public");
    let mut address_of = BTreeMap::new();
    for (name, parts) in assets_below(&public)? {
        let mut content = Vec::new();
        for part in &parts {
            content.extend(fs::read(part)?);
        }
        let place = if keeps_its_name(&name) {
            name.clone()
        } else {
            let short = name.rsplit('/').next().unwrap_or(&name);
            format!("a/{}/{short}", compress::hash(&[&content]))
        };
        let address = shelf.place(&place, &content, Effort::Best)?;
        for part in &parts {
            address_of.insert(part.canonicalize()?, address.clone());
        }
        addresses.insert(name, address);
    }

    for sheet in STYLES {
        let entry = root().join("style").join(sheet);
        let css = style::bundle(&entry, |file| address_of.get(file).cloned())?;
        let place = format!("a/{}/{sheet}", compress::hash(&[css.as_bytes()]));
        addresses.insert(
            sheet.into(),
            shelf.place(&place, css.as_bytes(), Effort::Best)?,
        );
    }

    let site = Site { addresses };
    shelf.close(&site.addresses)?;
    Ok(site)
}

impl Site {
    /// The sizes a pupil's data plan feels.
    pub fn print(&self) -> Result<()> {
        print(format_args!(
            "\n{:24} {:>9} {:>9} {:>9}",
            "kB", "raw", "gzip", "brotli"
        ));
        let islands = wasm::ISLANDS
            .iter()
            .flat_map(|island| [format!("{island}_bg.wasm"), format!("{island}.js")]);
        for name in islands.chain(STYLES.map(str::to_owned)) {
            let Some(address) = self.addresses.get(&name) else {
                continue;
            };
            let file = folder().join(&address[1..]).display().to_string();
            let kilobytes = |ending: &str| -> Result<String> {
                let size = fs::metadata(format!("{file}{ending}"))?.len();
                Ok(format!("{}.{}", size / 1000, size % 1000 / 100))
            };
            print(format_args!(
                "{name:24} {:>9} {:>9} {:>9}",
                kilobytes("")?,
                kilobytes(".gz")?,
                kilobytes(".br")?
            ));
        }
        print(format_args!(
            "{} files in {}\n",
            self.addresses.len(),
            shown(&folder())
        ));
        Ok(())
    }
}

/// Always below the root, wherever cargo builds: the server embeds this very folder.
fn folder() -> PathBuf {
    root().join("target/site")
}

/// A browser looks for these under a fixed address, so their content may not be cached for ever.
fn keeps_its_name(name: &str) -> bool {
    matches!(
        name,
        "sw.js" | "manifest.webmanifest" | "robots.txt" | "favicon.ico"
    )
}

/// The folder while it is being filled.
#[derive(Default)]
struct Shelf {
    kept: BTreeSet<PathBuf>,
}

impl Shelf {
    /// Puts a file where it belongs and gives its address.
    fn place(&mut self, place: &str, content: &[u8], effort: Effort) -> Result<String> {
        let file = folder().join(place);
        if !fs::read(&file).is_ok_and(|old| old == content) {
            fs::create_dir_all(file.parent().context("a place has a folder")?)?;
            compress(&file, content, effort)?;
            fs::write(&file, content)?;
        }
        self.kept.insert(file);
        Ok(format!("/{place}"))
    }

    /// Removes what no longer belongs here and, last of all, writes the list of addresses.
    fn close(self, addresses: &BTreeMap<String, String>) -> Result<()> {
        for file in files_below(&folder())? {
            let name = file.to_string_lossy();
            let plain = name.strip_suffix(".br").or(name.strip_suffix(".gz"));
            let plain = plain.map_or(file.clone(), PathBuf::from);
            if !self.kept.contains(&plain)
                && !MADE_BY_BUILD_SCRIPT.iter().any(|kept| file.ends_with(kept))
            {
                fs::remove_file(&file)?;
                // Fails while another file still lies in the folder, which is what we want.
                let _ = file.parent().map(fs::remove_dir);
            }
        }
        let list = folder().join("manifest.json");
        let content = serde_json::to_string_pretty(addresses)?;
        if !fs::read_to_string(&list).is_ok_and(|old| old == content) {
            fs::write(list, content)?;
        }
        Ok(())
    }
}

const MADE_BY_BUILD_SCRIPT: [&str; 2] = ["manifest.json", ".keep"];

/// Every file below a folder in a stable order; stamps and other dot files of our own are left out.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            let hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() {
                folders.push(path);
            } else if !hidden {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What is served of a folder, by name: its files, and folders named like a script whose files are sent as one, in order of name.
fn assets_below(folder: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut assets: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in files_below(folder)? {
        let name = name_below(&file, folder);
        let whole = match name.split_once(".js/") {
            Some((script, _)) => format!("{script}.js"),
            None => name,
        };
        assets.entry(whole).or_default().push(file);
    }
    Ok(assets)
}

fn name_below(file: &Path, folder: &Path) -> String {
    let name = file.strip_prefix(folder).unwrap_or(file);
    name.to_string_lossy().replace('\\', "/")
}
