//! Builds the browser's part (`ui/`) into `ui/dist/` before it is embedded. Needs Node.js; `npm ci` runs whenever the lock file is newer.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

fn main() {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui");
    for watched in [
        "css",
        "icon",
        "island",
        "lib",
        "package-lock.json",
        "build.mjs",
        "mark.svg",
        "workspace.ts",
        "portal.ts",
        "editor.ts",
        "sw.ts",
        "app",
        "editor",
    ] {
        println!("cargo:rerun-if-changed={}", ui.join(watched).display());
    }
    if changed(&ui.join("node_modules/.package-lock.json")) < changed(&ui.join("package-lock.json")) {
        run(&ui, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    }
    run(&ui, "node", &["build.mjs"]);
}

/// None, which is before everything: it is not there.
fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|file| file.modified()).ok()
}

fn run(folder: &Path, program: &str, args: &[&str]) {
    let outcome = Command::new(program).args(args).current_dir(folder).output();
    match outcome {
        Ok(output) if output.status.success() => {}
        Ok(output) => panic!(
            "`{program} {}` in ui/ failed:\n{}{}",
            args.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!(
            "`{program}` cannot be started ({error}). Kippu's pages are built with Node.js 20 or later: install it and try again"
        ),
    }
}
