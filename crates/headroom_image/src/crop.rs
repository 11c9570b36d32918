//! Borders of one colour.

use image::{DynamicImage, GenericImageView};

/// Pixels of a border that stay, so that nothing touches the edge.
const MARGIN: u32 = 8;
/// Minimum number of pixels that have to go in all.
const MIN_GAIN: u32 = 32;

/// The picture without its borders of one colour; `None` if it has none worth removing.
pub(crate) fn crop(picture: &DynamicImage) -> Option<DynamicImage> {
    let (width, height) = picture.dimensions();
    let size = usize::from(picture.color().bytes_per_pixel());
    let rows = || picture.as_bytes().chunks_exact(width as usize * size);
    let colour = picture.as_bytes().get(..size)?;
    // Rows are compared as a whole, which is many times faster than by pixels.
    let empty = colour.repeat(width as usize);
    let top = rows().position(|row| row != empty)?;
    let bottom = rows().rposition(|row| row != empty)? + 1;
    let (left, right) = rows().take(bottom).skip(top).fold((width, 0), |(left, right), row| {
        let differs = |pixel: &[u8]| pixel != colour;
        let first = row.chunks_exact(size).take(left as usize).position(differs);
        let last = row.chunks_exact(size).skip(right as usize).rposition(differs);
        (first.map_or(left, |at| at as u32), last.map_or(right, |at| right + at as u32 + 1))
    });
    let (x, y) = (left.saturating_sub(MARGIN), (top as u32).saturating_sub(MARGIN));
    let (right, bottom) = ((right + MARGIN).min(width), (bottom as u32 + MARGIN).min(height));
    let gain = (width - (right - x)) + (height - (bottom - y));
    (gain >= MIN_GAIN).then(|| picture.crop_imm(x, y, right - x, bottom - y))
}
