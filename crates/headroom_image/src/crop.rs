//! Borders of one colour.

use image::{DynamicImage, GenericImageView, Rgba};

/// Pixels of a border that stay, so that nothing touches the edge.
const MARGIN: u32 = 8;
/// Minimum number of pixels that have to go in all.
const MIN_GAIN: u32 = 32;

/// The picture without its borders of one colour; `None` if it has none worth removing.
pub(crate) fn crop(picture: &DynamicImage) -> Option<DynamicImage> {
    let (width, height) = picture.dimensions();
    let colour = picture.get_pixel(0, 0);
    let row_is = |y: u32, from: u32, to: u32| (from..to).all(|x| picture.get_pixel(x, y) == colour);
    let top = (0..height).find(|&y| !row_is(y, 0, width))?;
    let bottom = (top..height).rev().find(|&y| !row_is(y, 0, width))? + 1;
    let left = first_column(picture, colour, top, bottom, 0..width)?;
    let right = first_column(picture, colour, top, bottom, (left..width).rev())? + 1;
    let (x, y) = (left.saturating_sub(MARGIN), top.saturating_sub(MARGIN));
    let (right, bottom) = ((right + MARGIN).min(width), (bottom + MARGIN).min(height));
    let gain = (width - (right - x)) + (height - (bottom - y));
    (gain >= MIN_GAIN).then(|| picture.crop_imm(x, y, right - x, bottom - y))
}

fn first_column(
    picture: &DynamicImage,
    colour: Rgba<u8>,
    top: u32,
    bottom: u32,
    mut columns: impl Iterator<Item = u32>,
) -> Option<u32> {
    columns.find(|&x| (top..bottom).any(|y| picture.get_pixel(x, y) != colour))
}
