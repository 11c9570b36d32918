//! What a picture shows, by the differences between pixels side by side. Screenshots and diagrams have large areas
//! of one colour, and text has many sharp edges in them. Photos have neither.

use image::{DynamicImage, GenericImageView, GrayImage, RgbImage, RgbaImage};

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Much text: scaling it down makes it hard to read.
    Text,
    /// Areas of one colour and few edges.
    Diagram,
    /// A photo, or a picture like one.
    Photo,
}

impl Content {
    /// A stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Diagram => "diagram",
            Self::Photo => "photo",
        }
    }
}

/// Every row of a small picture is read, and about this number of rows of a large one.
const ROWS: u32 = 400;
/// The difference of brightness of an edge, of 255.
const EDGE: u8 = 48;
/// The share of pairs without any difference above which a picture was drawn, in thousandths.
const MIN_FLAT: u64 = 400;
/// The share of edges above which it has text.
const MIN_EDGES: u64 = 12;
/// The share of edges above which even a photo is protected: scanned pages have no flat areas.
const MIN_SCAN_EDGES: u64 = 90;

/// What a picture shows.
#[must_use]
pub fn content(picture: &DynamicImage) -> Content {
    let (width, height) = picture.dimensions();
    let (mut pairs, mut flat, mut edges) = (0_u64, 0, 0);
    for row in (0..height).step_by((height / ROWS).max(1) as usize) {
        for pair in brightness(picture, row, width).as_raw().windows(2) {
            let difference = pair[0].abs_diff(pair[1]);
            pairs += 1;
            flat += u64::from(difference == 0);
            edges += u64::from(difference >= EDGE);
        }
    }
    let share = |count: u64| count * 1000 / pairs.max(1);
    match (share(flat) >= MIN_FLAT, share(edges)) {
        (_, edges) if edges >= MIN_SCAN_EDGES => Content::Text,
        (true, edges) if edges >= MIN_EDGES => Content::Text,
        (true, _) => Content::Diagram,
        (false, _) => Content::Photo,
    }
}

/// The brightness of one row. Converting only the rows that are read takes a third of the time.
fn brightness(picture: &DynamicImage, row: u32, width: u32) -> GrayImage {
    let length = width as usize * usize::from(picture.color().bytes_per_pixel());
    let bytes = || picture.as_bytes()[row as usize * length..][..length].to_vec();
    let line = match picture {
        DynamicImage::ImageLuma8(_) => GrayImage::from_raw(width, 1, bytes()).map(DynamicImage::from),
        DynamicImage::ImageRgb8(_) => RgbImage::from_raw(width, 1, bytes()).map(DynamicImage::from),
        DynamicImage::ImageRgba8(_) => RgbaImage::from_raw(width, 1, bytes()).map(DynamicImage::from),
        _ => None,
    };
    line.unwrap_or_else(|| picture.crop_imm(0, row, width, 1)).to_luma8()
}
