//! `xtask queries`: turns `shared/postgres/queries` into a typed crate, by Cornucopia, against a database that
//! is made from the migrations and dropped again.

use crate::Outcome;
use cornucopia::config::Config;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GENERATED: &str = "shared/postgres/generated/src";

/// Writes the crate's sources.
pub(crate) fn generate() -> Outcome {
    generate_then(|fresh| {
        if Path::new(GENERATED).exists() {
            fs::remove_dir_all(GENERATED)?;
        }
        for file in files(fresh)? {
            let target = Path::new(GENERATED).join(file.strip_prefix(fresh)?);
            fs::create_dir_all(target.parent().ok_or("no folder")?)?;
            fs::copy(&file, target)?;
        }
        Ok(())
    })
}

/// Fails when the committed sources are not what the queries and migrations give.
pub(crate) fn check() -> Outcome {
    generate_then(|fresh| {
        let committed = Path::new(GENERATED);
        for (a, b) in [(committed, fresh), (fresh, committed)] {
            for file in files(a)? {
                let relative = file.strip_prefix(a)?;
                if fs::read(&file)? != fs::read(b.join(relative)).unwrap_or_default() {
                    let path = committed.join(relative);
                    return Err(
                        format!("{} is out of date: run `make queries`", path.display()).into(),
                    );
                }
            }
        }
        Ok(())
    })
}

/// Generates into a folder that is gone after `work`.
fn generate_then(work: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let server = std::env::var("POSTGRES_URL")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432".into());
    let database = format!("queries_{}", std::process::id());
    let folder = std::env::temp_dir().join(&database);
    let mut migrations = files(Path::new("migrations"))?;
    // Beside them stand the rights, which are nobody's where nobody signs in.
    migrations.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    migrations.retain(|path| !path.ends_with("rights.sql"));
    migrations.sort();

    let mut config = Config::from_file("shared/postgres/cornucopia.toml")?;
    config.queries = "shared/postgres/queries".into();
    config.destination.clone_from(&folder);
    cornucopia::gen_fresh(&server, &database, &migrations, None, false, config)
        .map_err(|error| format!("{:?}", error.report()))?;
    let sources = folder.join("src");
    let outcome = prepare_once(&sources).and_then(|()| work(&sources));
    fs::remove_dir_all(&folder)?;
    outcome
}

/// Statements that answer no rows are generated so that they are prepared anew at every call, which costs each
/// a round trip: they take their prepared statement from the connection's cache, as those with rows do.
fn prepare_once(sources: &Path) -> Outcome {
    const PREPARED: &str =
        "&match &self.1 { Some(it) => it.clone(), None => client.prepare(self.0).await? },";
    for file in files(&sources.join("queries"))? {
        let mut text = String::new();
        for (index, part) in fs::read_to_string(&file)?.split(".execute(").enumerate() {
            if index == 0 {
                text.push_str(part);
            } else {
                let arguments = part
                    .trim_start()
                    .strip_prefix("self.0,")
                    .ok_or("an unknown call")?;
                text.push_str(&[".execute(", PREPARED, arguments].concat());
            }
        }
        fs::write(&file, text)?;
    }
    let formatted = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(sources.join("lib.rs"))
        .status()?;
    if formatted.success() {
        Ok(())
    } else {
        Err("rustfmt failed".into())
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error + Send + Sync>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}
