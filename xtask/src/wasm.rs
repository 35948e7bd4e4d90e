//! From the `app` crate to the script and WASM that a browser loads.

use crate::{
    compress,
    tools::{
        answers, cargo, find, install, install_node_packages, read, root, run, say, shown,
        target_dir,
    },
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};
use wasm_bindgen_cli_support::Bindgen;

/// What the build is for: waiting less, or downloading less.
#[derive(Clone, Copy, PartialEq)]
pub enum Profile {
    Quick,
    Small,
}

/// The islands, each a feature of `app` and a download of its own. Leptos asks for `player.js` and, in the same folder, `player_bg.wasm`.
pub const ISLANDS: [&str; 2] = ["player", "roll"];

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds an island; gives the folder in which its script and its WASM lie.
pub fn build(profile: Profile, island: &str) -> Result<PathBuf> {
    same_bindgen_as_app()?;
    let name = profile.name();
    say(format!(
        "building the island `{island}` for the browser (profile {name})"
    ));
    // Said here and not in the crate: the server would otherwise link the whole app a second time, for nobody.
    let as_library = ["--lib", "--crate-type", "cdylib", "--profile", name];
    run(cargo_for_wasm("rustc", island)?.args(as_library))?;
    let compiled = target_dir()?
        .join(TARGET)
        .join(name)
        .join("lachan_app.wasm");
    let package = target_dir()?.join("islands").join(name).join(island);
    let optimizer = match profile {
        Profile::Quick => None,
        Profile::Small => optimizer(),
    };

    let stamp = package.join(".input-hash");
    let tools = format!("{} {optimizer:?}", bindgen_version("wasm-bindgen")?);
    let input = compress::hash(&[
        &fs::read(&compiled)?,
        tools.as_bytes(),
        FEATURES.concat().as_bytes(),
    ]);
    if fs::read_to_string(&stamp).is_ok_and(|old| old == input) {
        return Ok(package);
    }
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    say("writing the script beside the WASM (wasm-bindgen)");
    bind(&compiled, &package, island)?;
    match optimizer {
        Some(optimizer) => shrink(&optimizer, &package.join(format!("{island}_bg.wasm")))?,
        None if profile == Profile::Small => {
            say(
                "wasm-opt is not to be had (it comes with npm): the WASM stays about a sixth larger",
            );
        }
        None => {}
    }
    fs::write(stamp, input)?;
    Ok(package)
}

/// Clippy over the islands as the browser gets them.
pub fn lint() -> Result<()> {
    let all = ISLANDS.join(",");
    if matches!(route()?, Route::Debian) {
        say("Debian's cargo for WASM has no clippy: checking with warnings denied instead");
        return run(cargo_for_wasm("check", &all)?
            .args(["--lib", "--profile", "wasm-dev"])
            .env("RUSTFLAGS", "-Dwarnings"));
    }
    run(cargo_for_wasm("clippy", &all)?.args(["--lib", "--", "-D", "warnings"]))
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Profile::Quick => "wasm-dev",
            Profile::Small => "wasm",
        }
    }
}

/// Where the standard library for the browser comes from.
#[derive(Clone, Copy)]
enum Route {
    Toolchain,
    Debian,
}

fn route() -> Result<Route> {
    static CHOSEN: OnceLock<Route> = OnceLock::new();
    if let Some(route) = CHOSEN.get() {
        return Ok(*route);
    }
    let route = choose_route()?;
    Ok(*CHOSEN.get_or_init(|| route))
}

const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];

/// Says in one line what was chosen, because a person who meets an error later needs to know.
fn choose_route() -> Result<Route> {
    let forced = env::var("LACHAN_WASM_STD").unwrap_or_default();
    let may = |name: &str| forced.is_empty() || forced == name;
    if may("toolchain") && toolchain_has_std() {
        say(format!("WASM standard library: the toolchain has {TARGET}"));
        return Ok(Route::Toolchain);
    }
    let debian_ready = || answers(Command::new("dpkg").arg("-s").args(DEBIAN_PACKAGES));
    if may("debian") && debian_ready() {
        say("WASM standard library: built from Debian's rust-web-src by /usr/bin/cargo");
        return Ok(Route::Debian);
    }
    if may("rustup") && find(&["rustup"]).is_some() {
        say(format!(
            "WASM standard library: missing, asking rustup for {TARGET}"
        ));
        if run(Command::new("rustup").args(["target", "add", TARGET])).is_ok()
            && toolchain_has_std()
        {
            return Ok(Route::Toolchain);
        }
    }
    if may("debian") {
        install(
            "WASM standard library: not from rustup, so from Debian",
            &DEBIAN_PACKAGES,
        )?;
        return Ok(Route::Debian);
    }
    bail!("no WASM standard library by the route LACHAN_WASM_STD={forced}")
}

fn toolchain_has_std() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = read(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]));
    folder
        .ok()
        .and_then(|folder| fs::read_dir(folder).ok())
        .is_some_and(|files| {
            files
                .flatten()
                .any(|file| file.file_name().to_string_lossy().starts_with("libcore-"))
        })
}

/// A cargo command over the browser's face of `app`, with these islands.
fn cargo_for_wasm(command: &str, islands: &str) -> Result<Command> {
    let mut cargo = match route()? {
        Route::Toolchain => cargo(),
        Route::Debian => {
            let mut cargo = Command::new("/usr/bin/cargo");
            cargo
                .current_dir(root())
                .env("RUSTC_BOOTSTRAP", "1")
                .env("RUSTC", "/usr/bin/rustc")
                .env_remove("RUSTUP_TOOLCHAIN");
            cargo
        }
    };
    cargo.arg(command);
    if matches!(route()?, Route::Debian) {
        cargo.args(["-Z", "build-std=std,panic_abort"]);
    }
    cargo.args([
        "--package",
        "lachan-app",
        "--features",
        islands,
        "--target",
        TARGET,
    ]);
    Ok(cargo)
}

fn bind(compiled: &Path, package: &Path, island: &str) -> Result<()> {
    Bindgen::new()
        .input_path(compiled)
        .out_name(island)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(package)
        .with_context(|| format!("wasm-bindgen could not read {}", shown(compiled)))
}

/// What today's browsers on old school computers read, one by one: `--all-features` writes an
/// encoding that Chromium refuses, and the page stays dead without an error on the server.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The pinned wasm-opt from npm; one that happens to be installed could be of any age.
fn optimizer() -> Option<PathBuf> {
    let folder = root().join("xtask/npm");
    find(&["npm"])?;
    if let Err(error) = install_node_packages(&folder) {
        say(format!("{error:#}"));
        return None;
    }
    Some(folder.join("node_modules/.bin/wasm-opt"))
}

fn shrink(optimizer: &Path, wasm: &Path) -> Result<()> {
    say("making the WASM smaller (wasm-opt -Oz)");
    let small = wasm.with_extension("small");
    run(Command::new(optimizer)
        .arg("-Oz")
        .args(FEATURES)
        .arg(wasm)
        .arg("--output")
        .arg(&small))?;
    fs::rename(small, wasm)?;
    Ok(())
}

/// The script is only right when it was written by the version the app was compiled with.
fn same_bindgen_as_app() -> Result<()> {
    let app = bindgen_version("wasm-bindgen")?;
    let ours = bindgen_version("wasm-bindgen-cli-support")?;
    if app != ours {
        bail!(
            "Cargo.lock has wasm-bindgen {app} but wasm-bindgen-cli-support {ours}: \
             set the version in xtask/Cargo.toml to ={app}"
        );
    }
    Ok(())
}

fn bindgen_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock names no {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_tells_one_name_from_a_longer_one() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("2.0.0"));
        assert_eq!(version_in(lock, "c"), None);
    }

    #[test]
    fn we_write_the_script_for_the_version_the_app_uses() {
        same_bindgen_as_app().unwrap();
    }
}
