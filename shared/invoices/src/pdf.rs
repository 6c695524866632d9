//! The sheet as a PDF on A4, set in the fonts that every reader has, so that none is carried along.

mod layout;
mod page;

use crate::sheet::Sheet;
use crate::winansi::Font;
use page::{HEIGHT, Page, WIDTH};
use pdf_writer::{Content, Name, Pdf, Rect, Ref, TextStr};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFORMATION: Ref = Ref::new(3);
const REGULAR: Ref = Ref::new(4);
const BOLD: Ref = Ref::new(5);
/// Pages and their contents, in turn.
const FIRST_PAGE: i32 = 6;

impl Font {
    /// The name by which contents ask for it.
    const fn name(self) -> Name<'static> {
        match self {
            Self::Regular => Name(b"R"),
            Self::Bold => Name(b"B"),
        }
    }
}

pub(crate) fn write(sheet: &Sheet<'_>) -> Vec<u8> {
    let pages = layout::pages(sheet);
    let mut pdf = Pdf::new();
    pdf.catalog(CATALOG)
        .pages(PAGES)
        .lang(TextStr(sheet.language))
        .viewer_preferences()
        .display_doc_title(true);
    pdf.document_info(INFORMATION)
        .title(TextStr(&format!("{} {}", sheet.title, sheet.number)))
        .author(TextStr(&sheet.seller.name));
    for (reference, base) in [(REGULAR, &b"Helvetica"[..]), (BOLD, b"Helvetica-Bold")] {
        pdf.type1_font(reference)
            .base_font(Name(base))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    let references: Vec<_> = (FIRST_PAGE..)
        .step_by(2)
        .map(|number| (Ref::new(number), Ref::new(number + 1)))
        .take(pages.len())
        .collect();
    pdf.pages(PAGES)
        .count(i32::try_from(pages.len()).unwrap_or(i32::MAX))
        .kids(references.iter().map(|(page, _)| *page));
    for ((page, contents), content) in references.into_iter().zip(pages) {
        add_page(&mut pdf, page, contents, content);
    }
    pdf.finish()
}

fn add_page(pdf: &mut Pdf, reference: Ref, contents: Ref, page: Page) {
    let mut writer = pdf.page(reference);
    let (width, height) = (f32::from(WIDTH / 10), f32::from(HEIGHT / 10));
    writer
        .media_box(Rect::new(0.0, 0.0, width, height))
        .parent(PAGES)
        .contents(contents);
    writer
        .resources()
        .fonts()
        .pair(Font::Regular.name(), REGULAR)
        .pair(Font::Bold.name(), BOLD);
    drop(writer);
    let content: Content = page.finish();
    pdf.stream(contents, &content.finish());
}
