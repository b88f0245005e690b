//! Builds the browser's part (`ui/`) into `ui/dist/` before it is embedded. Needs Node.js; `npm ci` runs once.

use std::path::Path;
use std::process::Command;

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
        "editor",
    ] {
        println!("cargo:rerun-if-changed={}", ui.join(watched).display());
    }
    if !ui.join("node_modules/esbuild").exists() {
        run(&ui, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    }
    run(&ui, "node", &["build.mjs"]);
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
