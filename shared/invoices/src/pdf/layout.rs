//! Where everything stands on the pages.

use super::page::{BAND, BRAND, Colour, DUE, HEIGHT, INK, Page, RULE, SOFT, Style, VOID, WIDTH};
use crate::sheet::{Block, Line, Sheet, Sum, Tone};
use crate::winansi::Font::{Bold, Regular};

const LEFT: i16 = 480;
const RIGHT: i16 = WIDTH - LEFT;
const TOP: i16 = HEIGHT - 620;
/// Nothing but the foot stands below.
const BOTTOM: i16 = 720;
const FOOT: i16 = 480;

// Where the columns of the table end, and how wide the first is.
const QUANTITY: i16 = 3_050;
const PRICE: i16 = 3_850;
const TAX: i16 = 4_560;
const TOTAL: i16 = RIGHT - 60;
const ITEM_WIDTH: i16 = 1_800;
/// Where the labels of the sums begin.
const SUMS: i16 = 3_410;

const TITLE: Style = Style::new(Bold, 240, INK);
const SELLER: Style = Style::new(Bold, 140, BRAND);
const STRONG: Style = Style::new(Bold, 95, INK);
const TEXT: Style = Style::new(Regular, 95, INK);
const NOTE: Style = Style::new(Regular, 85, SOFT);
const LABEL: Style = Style::new(Bold, 85, SOFT);
const GRAND: Style = Style::new(Bold, 115, INK);

/// The pages so far, and how far down the last one is written.
struct Layout<'a> {
    sheet: &'a Sheet<'a>,
    full: Vec<Page>,
    page: Page,
    /// The next baseline.
    y: i16,
}

pub(super) fn pages(sheet: &Sheet<'_>) -> Vec<Page> {
    let mut layout = Layout {
        sheet,
        full: Vec::new(),
        page: Page::new(),
        y: TOP,
    };
    layout.head();
    layout.about();
    layout.table_head();
    for line in &sheet.lines {
        layout.line(line);
    }
    layout.sums(&sheet.sums);
    layout.finish()
}

impl Layout<'_> {
    /// Who sells on the left, what this is on the right.
    fn head(&mut self) {
        let (sheet, mut left) = (self.sheet, TOP);
        for name in SELLER.wrap(&sheet.seller.name, 2_900) {
            self.page.encoded(LEFT, left, SELLER, &name);
            left -= SELLER.leading();
        }
        let tax_number = format!("NPWP {}", sheet.seller.tax_number);
        for text in [&sheet.seller.address, &tax_number, &sheet.seller.contact] {
            for line in NOTE.wrap(text, 2_600) {
                self.page.encoded(LEFT, left, NOTE, &line);
                left -= NOTE.leading();
            }
        }
        let colour = match sheet.state.tone {
            Tone::Settled => BRAND,
            Tone::Due => DUE,
            Tone::Void => VOID,
        };
        self.page.right(RIGHT, TOP - 60, TITLE, sheet.title);
        self.page.right(RIGHT, TOP - 230, STRONG, &sheet.number);
        let state = Style::new(Bold, 90, colour);
        self.page.framed(RIGHT, TOP - 430, state, sheet.state.text);
        self.y = left.min(TOP - 520) - 20;
        self.rule(BRAND, 15);
        self.y -= 220;
    }

    /// The customer, the address and the facts, side by side.
    fn about(&mut self) {
        let sheet = self.sheet;
        let below = [
            self.block(LEFT, 1_250, &sheet.customer),
            self.block(LEFT + 1_400, 1_650, &sheet.destination),
            self.facts(),
        ];
        let lowest = below.into_iter().min().unwrap_or(self.y);
        self.y = lowest - 150;
    }

    fn block(&mut self, x: i16, width: i16, block: &Block<'_>) -> i16 {
        let mut y = self.y;
        self.page.left(x, y, LABEL, block.heading);
        y -= TEXT.leading();
        for line in block.lines.iter().flat_map(|line| TEXT.wrap(line, width)) {
            self.page.encoded(x, y, TEXT, &line);
            y -= TEXT.leading();
        }
        y
    }

    fn facts(&mut self) -> i16 {
        let mut y = self.y;
        for fact in &self.sheet.facts {
            self.page.left(LEFT + 3_200, y, LABEL, fact.label);
            self.page.right(RIGHT, y, TEXT, &fact.value);
            y -= TEXT.leading();
        }
        y
    }

    fn table_head(&mut self) {
        let columns = &self.sheet.columns;
        let width = RIGHT - LEFT;
        self.page.fill((LEFT, self.y - 70), (width, 210), BAND);
        self.page.left(LEFT + 60, self.y, LABEL, columns.item);
        for (x, text) in [
            (QUANTITY, columns.quantity),
            (PRICE, columns.price),
            (TAX, columns.tax),
            (TOTAL, columns.total),
        ] {
            self.page.right(x, self.y, LABEL, text);
        }
        self.y -= 230;
    }

    fn line(&mut self, line: &Line<'_>) {
        let name = TEXT.wrap(line.name, ITEM_WIDTH);
        let rows = i16::try_from(name.len()).unwrap_or(i16::MAX);
        let height = rows.saturating_mul(TEXT.leading()) + NOTE.leading();
        if self.y - height < BOTTOM {
            self.turn();
            self.table_head();
        }
        for (x, text) in [
            (QUANTITY, &line.quantity),
            (PRICE, &line.price),
            (TAX, &line.tax),
            (TOTAL, &line.total),
        ] {
            self.page.right(x, self.y, TEXT, text);
        }
        for (x, note) in [(QUANTITY, &line.ordered), (TOTAL, &line.discount)] {
            if let Some(note) = note {
                let below = self.y - TEXT.leading();
                self.page.right(x, below, NOTE, note);
            }
        }
        for text in name {
            self.page.encoded(LEFT + 60, self.y, TEXT, &text);
            self.y -= TEXT.leading();
        }
        self.page.left(LEFT + 60, self.y, NOTE, &line.sku);
        self.y -= 70;
        self.rule(RULE, 6);
        self.y -= 140;
    }

    fn sums(&mut self, sums: &[Sum]) {
        let rows = i16::try_from(sums.len()).unwrap_or(i16::MAX);
        if self.y - rows.saturating_mul(GRAND.leading() + 30) < BOTTOM {
            self.turn();
        }
        self.y -= 40;
        for sum in sums {
            let style = if sum.is_total { GRAND } else { TEXT };
            if sum.is_total {
                let corner = (SUMS, self.y + 90);
                self.page.fill(corner, (RIGHT - SUMS, 12), BRAND);
                self.y -= 60;
            }
            self.page.left(SUMS, self.y, style, sum.label);
            self.page.right(TOTAL, self.y, style, &sum.amount);
            self.y -= style.leading() + 30;
        }
    }

    /// A line across the page.
    fn rule(&mut self, colour: Colour, height: i16) {
        let width = RIGHT - LEFT;
        self.page.fill((LEFT, self.y), (width, height), colour);
    }

    /// Goes on on a new page.
    fn turn(&mut self) {
        let page = std::mem::replace(&mut self.page, Page::new());
        self.full.push(page);
        self.y = TOP;
    }

    /// Puts a foot on every page.
    fn finish(mut self) -> Vec<Page> {
        self.full.push(self.page);
        let (page, of) = self.sheet.page;
        let count = self.full.len();
        for (number, full) in (1..).zip(&mut self.full) {
            full.fill((LEFT, FOOT + 150), (RIGHT - LEFT, 6), RULE);
            full.left(LEFT, FOOT, NOTE, self.sheet.closing);
            let number = format!("{} · {page} {number} {of} {count}", self.sheet.number);
            full.right(RIGHT, FOOT, NOTE, &number);
        }
        self.full
    }
}
