//! What the figures were measured on.

use std::fs;

/// Cores, processor, memory, and how busy the machine was before: one line.
pub(crate) fn facts() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model =
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    let kibibytes: u64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!(
        "Machine: {cores} cores, {model}, {} MiB of memory, {}; load before the run {load}",
        kibibytes / 1024,
        std::env::consts::ARCH,
    )
}

/// The value of `name : value` in one of the kernel's files.
pub(crate) fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
