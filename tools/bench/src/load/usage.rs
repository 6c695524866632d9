//! Who used the processors: the kernel's count for each process, and for each connection of the database the function
//! that it belongs to.

use super::stage::{connect, told};
use crate::failure::Failure;
use crate::stack::Stack;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio_postgres::Client;

/// How often connections are counted.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The kinds of process beside functions and the database, by the name of their program.
const OTHERS: [(&str, &str); 6] = [
    ("cargo-lambda", "cargo lambda watch"),
    ("redis-server", "Redis"),
    ("beam.smp", "RabbitMQ"),
    ("event-bridge", "event bridge"),
    ("midtrans-simulator", "Midtrans simulator"),
    ("bench", "the shoppers themselves"),
];

pub(super) struct Meter {
    database: Client,
    /// The server's first process, the parent of all others.
    postmaster: String,
    port: u16,
    /// Programs of this clone, by what tells them from another's.
    functions: HashMap<(String, u64, i64), String>,
}

/// What had been used up to a moment, in nanoseconds and bytes.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) functions: BTreeMap<String, u64>,
    /// The database's work, by the function that it was done for.
    pub(super) queries: BTreeMap<String, u64>,
    /// By kind of process; the database's is all of it.
    pub(super) kinds: BTreeMap<&'static str, u64>,
    /// Events that consumers have taken, each once.
    pub(super) deliveries: u64,
    pub(super) log_bytes: u64,
    pub(super) stored_bytes: u64,
}

/// A process that is looked at.
struct Process {
    pid: String,
    parent: String,
    program: String,
    title: String,
    nanoseconds: u64,
}

impl Meter {
    pub(super) async fn new(stack: &Stack) -> Result<Self, Failure> {
        let address = stack.database_address()?;
        let port = address
            .rsplit_once(':')
            .and_then(|(_, port)| port.parse().ok());
        let identity = |function: &String| {
            let file = fs::metadata(stack.binary(function).ok()?).ok()?;
            Some((stamp(function, &file), function.clone()))
        };
        let database = connect(stack).await?;
        let backend = database
            .query_one("select pg_backend_pid()", &[])
            .await
            .map_err(told)?;
        let backend = parent(&backend.get::<_, i32>(0).to_string());
        Ok(Self {
            database,
            postmaster: backend
                .ok_or_else(|| Failure::new("the database is on another machine"))?,
            port: port.ok_or_else(|| Failure::new("DATABASE_URL has no port"))?,
            functions: stack.functions.iter().filter_map(identity).collect(),
        })
    }

    pub(super) async fn read(&self) -> Result<Reading, Failure> {
        let sizes =
            "select (pg_current_wal_lsn() - '0/0')::bigint, pg_database_size(current_database()),
            (select count(*) from platform.inbox)";
        let row = self.database.query_one(sizes, &[]).await.map_err(told)?;
        let number = |column| u64::try_from(row.get::<_, i64>(column)).unwrap_or_default();
        let mut reading = Reading {
            log_bytes: number(0),
            stored_bytes: number(1),
            deliveries: number(2),
            ..Reading::default()
        };
        let processes = processes()?;
        let owners = self.owners(&processes);
        for process in &processes {
            self.count(process, &owners, &mut reading);
        }
        Ok(reading)
    }

    fn count(&self, process: &Process, owners: &HashMap<u16, String>, reading: &mut Reading) {
        let mut add = |kind| *reading.kinds.entry(kind).or_default() += process.nanoseconds;
        if let Some(function) = self.function(process) {
            add("functions");
            *reading.functions.entry(function.clone()).or_default() += process.nanoseconds;
        } else if process.parent == self.postmaster {
            add("PostgreSQL");
            if let Some(owner) = backend(&process.title).and_then(|port| owners.get(&port)) {
                *reading.queries.entry(owner.clone()).or_default() += process.nanoseconds;
            }
        } else if let Some((_, kind)) = OTHERS
            .iter()
            .find(|(program, _)| *program == process.program)
        {
            add(kind);
        } else if process.title.contains("ministack") {
            add("local AWS");
        }
    }

    fn function(&self, process: &Process) -> Option<&String> {
        let file = fs::metadata(format!("/proc/{}/exe", process.pid)).ok()?;
        self.functions.get(&stamp(&process.program, &file))
    }

    /// Which function each connection belongs to, by the port that it comes from.
    fn owners(&self, processes: &[Process]) -> HashMap<u16, String> {
        let Ok(table) = fs::read_to_string("/proc/net/tcp") else {
            return HashMap::new();
        };
        let ports: HashMap<&str, u16> = table
            .lines()
            .filter_map(|line| connection(line, self.port))
            .collect();
        let mut owners = HashMap::new();
        for process in processes {
            let Some(function) = self.function(process) else {
                continue;
            };
            for socket in sockets(&process.pid) {
                if let Some(port) = ports.get(socket.as_str()) {
                    owners.insert(*port, function.clone());
                }
            }
        }
        owners
    }

    /// Looks until `end`; gives how many connections there were at most.
    pub(super) async fn most_connections(&self, end: Instant) -> Result<i64, Failure> {
        let count = "select count(*) from pg_stat_activity where datname = current_database()";
        let mut most = 0;
        while Instant::now() < end {
            let row = self.database.query_one(count, &[]).await.map_err(told)?;
            most = most.max(row.get(0));
            tokio::time::sleep_until((Instant::now() + LOOK_EVERY).min(end).into()).await;
        }
        Ok(most)
    }
}

/// A program's name, size and date: a copy of it, or another name for it, has the same.
fn stamp(name: &str, file: &Metadata) -> (String, u64, i64) {
    (name.to_owned(), file.len(), file.mtime())
}

/// Every process that may be looked at; those that end meanwhile are left out.
fn processes() -> Result<Vec<Process>, Failure> {
    let process = |directory: &Path| {
        let pid = directory.file_name()?.to_str()?.to_owned();
        pid.parse::<u32>().ok()?;
        let program = fs::read_link(directory.join("exe"))
            .ok()?
            .file_name()?
            .to_str()?
            .to_owned();
        let title = fs::read(directory.join("cmdline")).ok()?;
        let threads = fs::read_dir(directory.join("task")).ok()?.flatten();
        let time = threads.filter_map(|thread| {
            let counts = fs::read_to_string(thread.path().join("schedstat")).ok()?;
            counts.split(' ').next()?.parse::<u64>().ok()
        });
        Some(Process {
            parent: parent(&pid)?,
            pid,
            program,
            title: String::from_utf8_lossy(&title).replace('\0', " "),
            nanoseconds: time.sum(),
        })
    };
    Ok(fs::read_dir("/proc")?
        .flatten()
        .filter_map(|entry| process(&entry.path()))
        .collect())
}

/// The process that started this one.
fn parent(pid: &str) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // A program's name, in brackets, may hold anything.
    let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
    Some(parent.to_owned())
}

/// The port that a backend's client has: `postgres: postgres sayur 127.0.0.1(41234) idle`.
fn backend(title: &str) -> Option<u16> {
    title.split_once('(')?.1.split_once(')')?.0.parse().ok()
}

/// Of a line of `/proc/net/tcp`: the socket and its own port, if it leads to that one.
fn connection(line: &str, to: u16) -> Option<(&str, u16)> {
    let fields: Vec<_> = line.split_whitespace().collect();
    let port = |field: usize| u16::from_str_radix(fields.get(field)?.rsplit_once(':')?.1, 16).ok();
    if port(2)? == to {
        Some((fields.get(9)?, port(1)?))
    } else {
        None
    }
}

/// The sockets that a process has open, by number.
fn sockets(pid: &str) -> Vec<String> {
    let files = fs::read_dir(format!("/proc/{pid}/fd"))
        .into_iter()
        .flatten()
        .flatten();
    let number = |target: &Path| {
        Some(
            target
                .to_str()?
                .strip_prefix("socket:[")?
                .strip_suffix(']')?
                .to_owned(),
        )
    };
    files
        .filter_map(|file| number(&fs::read_link(file.path()).ok()?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backend_is_told_by_its_client_s_port() {
        assert_eq!(
            backend("postgres: postgres sayur 127.0.0.1(41234) idle"),
            Some(41_234)
        );
        assert_eq!(backend("postgres: checkpointer "), None);
        // Port 0x1538 is 5432, and 0xA112 is 41234.
        let line = "  7: 0100007F:A112 0100007F:1538 01 00000000:00000000 02:000005E4 00000000     0        0 90210 2";
        assert_eq!(connection(line, 5_432), Some(("90210", 41_234)));
        assert_eq!(connection(line, 6_379), None);
    }

    #[test]
    fn this_very_process_is_found_and_has_used_time() {
        let own = std::process::id().to_string();
        let found = processes()
            .unwrap()
            .into_iter()
            .find(|process| process.pid == own)
            .unwrap();
        assert!(found.nanoseconds > 0);
    }
}
