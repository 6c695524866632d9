//! The stack that is measured: its variables, its functions and their binaries, and the emulator.

use crate::failure::Failure;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) struct Stack {
    variables: HashMap<String, String>,
    binaries: PathBuf,
    /// Every function of the template, by its binary.
    pub(crate) functions: Vec<String>,
    pub(crate) emulator: PathBuf,
}

impl Stack {
    pub(crate) fn from_process() -> Result<Self, Failure> {
        let file = env::var("SAYUR_STACK_ENV")
            .map_err(|_| Failure::new("SAYUR_STACK_ENV does not name a stack's variables"))?;
        let mut variables = read_variables(Path::new(".env.example"))?;
        // The stack's secrets lie beside what it tells everybody.
        variables.extend(read_variables(
            &Path::new(&file).with_file_name("secrets.env"),
        )?);
        variables.extend(read_variables(Path::new(&file))?);
        if let Some(simulator) = variables.get("MIDTRANS_SIMULATOR_URL").cloned() {
            variables.insert("MIDTRANS_SNAP_URL".into(), format!("{simulator}/snap/v1"));
            variables.insert("MIDTRANS_CORE_URL".into(), simulator);
        }
        let binaries = env::current_exe()?;
        Ok(Self {
            variables,
            binaries: binaries
                .parent()
                .ok_or_else(|| Failure::new("no folder of binaries"))?
                .to_owned(),
            functions: functions(&fs::read_to_string("template.yaml")?),
            emulator: emulator()?,
        })
    }

    pub(crate) fn variable(&self, name: &str) -> Result<&str, Failure> {
        self.variables
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| Failure::new(format!("the stack does not tell {name}")))
    }

    /// What a function is started with, on a database of the caller's choice.
    pub(crate) fn environment(&self, database: &str) -> HashMap<String, String> {
        let mut environment = self.variables.clone();
        environment.insert("DATABASE_URL".into(), database.to_owned());
        environment
    }

    pub(crate) fn binary(&self, function: &str) -> Result<PathBuf, Failure> {
        let path = self.binaries.join(function);
        if path.exists() {
            Ok(path)
        } else {
            Err(Failure::new(format!("{} is not built", path.display())))
        }
    }

    /// Where the database listens.
    pub(crate) fn database_address(&self) -> Result<&str, Failure> {
        address(self.variable("DATABASE_URL")?)
            .ok_or_else(|| Failure::new("DATABASE_URL has no host"))
    }

    /// The database's server, `postgresql://user@host:port`, for databases of the caller's own.
    pub(crate) fn database_server(&self) -> Result<String, Failure> {
        let url = self.variable("DATABASE_URL")?;
        let server = url.rsplit_once('/').map(|(server, _)| server.to_owned());
        server.ok_or_else(|| Failure::new("DATABASE_URL names no database"))
    }

    /// The database's URL for functions, which sign in as their contexts' users; without TLS: the machine's own server,
    /// as it is or behind another address.
    pub(crate) fn database(&self, at: Option<&str>) -> Result<String, Failure> {
        let url = self.variable("DATABASE_URL")?;
        let name = url.split('?').next().and_then(|url| url.rsplit_once('/'));
        let (_, name) = name.ok_or_else(|| Failure::new("DATABASE_URL names no database"))?;
        let address = at.map_or_else(|| self.database_address(), Ok)?;
        Ok(format!("postgresql://{address}/{name}?sslmode=disable"))
    }
}

/// `host:port` of a URL.
fn address(url: &str) -> Option<&str> {
    let authority = url.split_once("://")?.1.split(['/', '?']).next()?;
    Some(
        authority
            .rsplit_once('@')
            .map_or(authority, |(_, address)| address),
    )
}

/// `NAME=value` lines; what has no value is left out.
fn read_variables(file: &Path) -> Result<HashMap<String, String>, Failure> {
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let pairs = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='));
    let pairs = pairs.filter(|(_, value)| !value.is_empty());
    Ok(pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}

fn functions(template: &str) -> Vec<String> {
    let paths = template
        .lines()
        .filter_map(|line| line.trim().strip_prefix("CodeUri: target/lambda/"));
    let mut functions: Vec<String> = paths
        .map(|path| path.trim_end_matches('/').to_owned())
        .collect();
    functions.sort();
    functions
}

/// AWS's Runtime Interface Emulator, which aws-sam-cli brings.
fn emulator() -> Result<PathBuf, Failure> {
    let name = match env::consts::ARCH {
        "aarch64" => "aws-lambda-rie-arm64",
        _ => "aws-lambda-rie-x86_64",
    };
    for environment in [".venv/lint/lib", ".venv/lib"] {
        for python in fs::read_dir(environment).into_iter().flatten().flatten() {
            let path = python
                .path()
                .join("site-packages/samcli/local/rapid")
                .join(name);
            if path.exists() {
                return Ok(path.canonicalize()?);
            }
        }
    }
    Err(Failure::new(format!(
        "{name} is missing; `infra/local/bootstrap lint` brings it"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_url_is_found() {
        assert_eq!(
            address("postgresql://postgres@127.0.0.1:5432/sayur"),
            Some("127.0.0.1:5432")
        );
        assert_eq!(
            address("postgres://u:p@db.internal:5433/x?sslmode=require"),
            Some("db.internal:5433")
        );
        assert_eq!(address("redis://127.0.0.1:6379"), Some("127.0.0.1:6379"));
    }

    #[test]
    fn the_templates_functions_are_found() {
        let template = "  A:\n    CodeUri: target/lambda/place-order/\n  B:\n    CodeUri: target/lambda/login/\n";
        assert_eq!(functions(template), ["login", "place-order"]);
    }
}
