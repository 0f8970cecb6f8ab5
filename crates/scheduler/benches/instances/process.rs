//! What the system says about this process. Without `/proc` everything is 0.

/// Seconds of processor time of all threads so far.
pub fn cpu_seconds() -> f64 {
    ticks(11) + ticks(12)
}

/// Seconds of processor time of the processes that were started and have ended.
pub fn cpu_seconds_of_children() -> f64 {
    ticks(13) + ticks(14)
}

/// A field of `stat` in seconds, counted after the name in brackets, where user and system time
/// are fields 11 and 12, and those of children 13 and 14, all in hundredths.
fn ticks(number: usize) -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let field = after_name.split_whitespace().nth(number);
    let hundredths: Option<f64> = field.and_then(|field| field.parse().ok());
    hundredths.unwrap_or(0.0) / 100.0
}

/// Most memory since the last [`forget_peak_memory`], in MB.
pub fn peak_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kilobytes| kilobytes.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1024.0)
}

/// Begins to measure the peak anew, where the system allows it.
pub fn forget_peak_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
