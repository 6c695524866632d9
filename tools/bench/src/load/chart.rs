//! Graphs as SVG, drawn in whole numbers.

use std::fmt::Write;

const WIDTH: u64 = 880;
const HEIGHT: u64 = 220;
/// Where the numbers beside and below the graph stand.
const LEFT: u64 = 60;
const BELOW: u64 = 24;
/// Lines across.
const LINES: u64 = 4;

/// A line of a graph: its name, its colour as CSS has it, and a value for each step.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) colour: &'a str,
    pub(super) values: Vec<u64>,
}

/// Values over time, `step` seconds apart. A bound, if there is one, is drawn across.
pub(super) fn lines(
    title: &str,
    unit: &str,
    step: u64,
    lines: &[Line],
    bound: Option<u64>,
) -> String {
    let values = lines.iter().flat_map(|line| line.values.iter().copied());
    let most = round_up(values.chain(bound).max().unwrap_or_default());
    let mut svg = String::new();
    let (width, height) = (WIDTH + LEFT + 10, HEIGHT + BELOW + 10);
    // Writing to a string cannot fail, here and below.
    let _ = write!(
        svg,
        "<figure><figcaption>{title}, {unit}</figcaption><svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">"
    );
    for line in 0..=LINES {
        let (y, value) = (10 + HEIGHT - HEIGHT * line / LINES, most * line / LINES);
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y}H{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"end\">{value}</text>",
            LEFT + WIDTH,
            LEFT - 6,
            y + 4
        );
    }
    let steps = lines
        .iter()
        .map(|line| line.values.len())
        .max()
        .unwrap_or_default();
    let steps = u64::try_from(steps).unwrap_or(1).saturating_sub(1).max(1);
    for line in 0..=LINES {
        let (x, second) = (LEFT + WIDTH * line / LINES, steps * step * line / LINES);
        let _ = write!(
            svg,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{second} s</text>",
            HEIGHT + BELOW + 4
        );
    }
    let y = |value: u64| 10 + HEIGHT - HEIGHT * value.min(most) / most;
    if let Some(bound) = bound {
        let _ = write!(
            svg,
            "<path class=\"bound\" d=\"M{LEFT} {}H{}\"/>",
            y(bound),
            LEFT + WIDTH
        );
    }
    for line in lines {
        let points = line
            .values
            .iter()
            .zip(0_u64..)
            .map(|(value, at)| format!("{},{}", LEFT + WIDTH * at / steps, y(*value)));
        let points: Vec<_> = points.collect();
        let _ = write!(
            svg,
            "<polyline points=\"{}\" style=\"stroke:{}\"/>",
            points.join(" "),
            line.colour
        );
    }
    svg.push_str("</svg><p>");
    for line in lines {
        let _ = write!(
            svg,
            "<span style=\"color:{}\">■</span> {} ",
            line.colour, line.name
        );
    }
    svg.push_str("</p></figure>");
    svg
}

/// To one, two or five times a power of ten: what people read.
fn round_up(value: u64) -> u64 {
    let mut power = 1;
    loop {
        for step in [1, 2, 5] {
            if step * power >= value.max(LINES) {
                return step * power;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_s_edge_is_a_number_that_people_read() {
        assert_eq!(
            [0, 7, 20, 21, 480, 1_001].map(round_up),
            [5, 10, 20, 50, 500, 2_000]
        );
    }

    #[test]
    fn a_value_has_its_place() {
        let line = Line {
            name: "p99",
            colour: "red",
            values: vec![0, 50, 100],
        };
        let svg = lines("Answers", "ms", 5, &[line], Some(100));
        assert!(svg.contains("points=\"60,230 500,120 940,10\""), "{svg}");
        assert!(svg.contains(">10 s</text>"));
    }
}
