//! A page, and what is put on it. Lengths are whole tenths of a point: nothing here computes with fractions.

use crate::winansi::{Font, encode};
use pdf_writer::{Content, Str};

/// A4.
pub(super) const WIDTH: i16 = 5_950;
pub(super) const HEIGHT: i16 = 8_420;

/// Red, green and blue.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colour(f32, f32, f32);

pub(super) const INK: Colour = Colour(0.09, 0.13, 0.1);
pub(super) const SOFT: Colour = Colour(0.34, 0.4, 0.35);
pub(super) const RULE: Colour = Colour(0.8, 0.86, 0.77);
pub(super) const BAND: Colour = Colour(0.93, 0.96, 0.91);
pub(super) const BRAND: Colour = Colour(0.11, 0.42, 0.21);
pub(super) const DUE: Colour = Colour(0.48, 0.29, 0.0);
pub(super) const VOID: Colour = Colour(0.55, 0.16, 0.11);

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    font: Font,
    size: i16,
    colour: Colour,
}

impl Style {
    pub(super) const fn new(font: Font, size: i16, colour: Colour) -> Self {
        Self { font, size, colour }
    }

    /// From one line to the next.
    pub(super) const fn leading(self) -> i16 {
        self.size + self.size * 4 / 10
    }

    fn width(self, text: &[u8]) -> i16 {
        let width = self.font.width(text) * i32::from(self.size) / 1_000;
        i16::try_from(width).unwrap_or(i16::MAX)
    }

    /// The lines of a text that are no wider than this.
    pub(super) fn wrap(self, text: &str, width: i16) -> Vec<Vec<u8>> {
        let thousandths = i32::from(width) * 1_000 / i32::from(self.size);
        self.font.wrap(&encode(text), thousandths)
    }
}

/// A page with what is on it so far.
pub(super) struct Page(Content);

impl Page {
    pub(super) fn new() -> Self {
        let mut content = Content::new();
        content.save_state();
        content.transform([0.1, 0.0, 0.0, 0.1, 0.0, 0.0]);
        Self(content)
    }

    pub(super) fn finish(mut self) -> Content {
        self.0.restore_state();
        self.0
    }

    /// Encoded text whose first character begins at `x`, on the baseline `y`.
    pub(super) fn encoded(&mut self, x: i16, y: i16, style: Style, text: &[u8]) {
        let Colour(red, green, blue) = style.colour;
        self.0
            .begin_text()
            .set_fill_rgb(red, green, blue)
            .set_font(style.font.name(), f32::from(style.size))
            .next_line(f32::from(x), f32::from(y))
            .show(Str(text))
            .end_text();
    }

    pub(super) fn left(&mut self, x: i16, y: i16, style: Style, text: &str) {
        self.encoded(x, y, style, &encode(text));
    }

    /// Text that ends at `x`.
    pub(super) fn right(&mut self, x: i16, y: i16, style: Style, text: &str) {
        let text = encode(text);
        self.encoded(x.saturating_sub(style.width(&text)), y, style, &text);
    }

    /// Text in a frame that ends at `x`.
    pub(super) fn framed(&mut self, x: i16, y: i16, style: Style, text: &str) {
        let text = encode(text);
        let (width, padding) = (style.width(&text), style.size * 7 / 10);
        let left = x - width - 2 * padding;
        let Colour(red, green, blue) = style.colour;
        self.0
            .set_stroke_rgb(red, green, blue)
            .set_line_width(10.0)
            .rect(
                f32::from(left),
                f32::from(y - style.size * 5 / 10),
                f32::from(width + 2 * padding),
                f32::from(style.size * 17 / 10),
            )
            .stroke();
        self.encoded(left + padding, y, style, &text);
    }

    /// A filled rectangle from its lower left corner.
    pub(super) fn fill(&mut self, (x, y): (i16, i16), (width, height): (i16, i16), colour: Colour) {
        let Colour(red, green, blue) = colour;
        self.0
            .set_fill_rgb(red, green, blue)
            .rect(
                f32::from(x),
                f32::from(y),
                f32::from(width),
                f32::from(height),
            )
            .fill_nonzero();
    }
}
