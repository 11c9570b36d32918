//! What is done with pictures of each kind, and with bytes that are none.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use headroom_image::{
    Content, Detail, Format, ImageError, Mode, content, header, image_tokens, optimize, sent_handle,
    sent_image, stamp,
};
use headroom_testkit::{Random, seeds};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

const MODELS: [&str; 5] = ["gpt-4o", "gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-pro", "gemini-3-pro"];

/// A page with lines of glyph-like strokes within wide white borders.
fn page(width: u32, height: u32) -> DynamicImage {
    let mut random = Random::new(7);
    let mut page = RgbImage::from_pixel(width, height, Rgb([255; 3]));
    for line in (height / 5..height * 4 / 5).step_by(16) {
        for x in width / 5..width * 4 / 5 {
            for y in line..line + 10 {
                if random.once_in(4) {
                    page.put_pixel(x, y, Rgb([20; 3]));
                }
            }
        }
    }
    page.into()
}

/// Smooth colours with a little noise, as a camera gives.
fn photo(width: u32, height: u32) -> DynamicImage {
    let mut random = Random::new(9);
    RgbImage::from_fn(width, height, |x, y| {
        let noise = random.below(6) as u32;
        let shade = |value: u32| (value % 200 + noise) as u8;
        Rgb([shade(x * 200 / width), shade(y * 200 / height), shade((x + y) * 100 / (width + height))])
    })
    .into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("it is written");
    bytes.into_inner()
}

#[test]
fn headers_say_the_size_that_decoding_gives() {
    for (width, height) in [(1, 1), (37, 91), (640, 480)] {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let found = header(&encoded(&photo(width, height), format)).expect("a header");
            assert_eq!((found.width, found.height, found.animated), (width, height, false), "{format:?}");
        }
    }
    let gif = b"GIF89a\x20\x03\x58\x02\x00";
    assert_eq!(header(gif).map(|found| (found.width, found.height)), Ok((800, 600)));
}

#[test]
fn a_photo_that_exif_turns_has_the_size_that_is_shown() {
    let plain = encoded(&photo(40, 30), ImageFormat::Jpeg);
    let exif = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let turned = [&plain[..2], exif, &plain[2..]].concat();
    let found = header(&turned).expect("a header");
    assert_eq!((found.width, found.height), (30, 40));
    let cut = optimize(&turned, Mode::Low, "claude-sonnet-4-5").expect("it is read");
    assert_eq!(cut.size, (30, 40));
}

#[test]
fn text_diagrams_and_photos_are_told_apart() {
    assert_eq!(content(&page(1280, 800)), Content::Text);
    assert_eq!(content(&photo(1280, 800)), Content::Photo);
    let mut plot = RgbImage::from_pixel(800, 600, Rgb([255; 3]));
    for x in 0..800 {
        plot.put_pixel(x, 300 + x / 8, Rgb([0, 0, 200]));
    }
    assert_eq!(content(&plot.into()), Content::Diagram);
}

#[test]
fn text_loses_its_borders_and_no_pixel_else() {
    let page = page(1500, 1000);
    for model in MODELS {
        for mode in [Mode::Auto, Mode::Crop, Mode::Downscale, Mode::Transcode] {
            let done = optimize(&encoded(&page, ImageFormat::Png), mode, model).expect("it is read");
            let Some(bytes) = done.bytes else { continue };
            assert!(matches!(mode, Mode::Auto | Mode::Crop));
            assert!(done.after <= done.before && done.format == Format::Png);
            let left = image::load_from_memory(&bytes).expect("a picture").to_rgb8();
            let dark = |picture: &RgbImage| picture.pixels().filter(|pixel| pixel.0[0] < 128).count();
            assert_eq!(dark(&left), dark(&page.to_rgb8()));
        }
    }
}

#[test]
fn photos_get_smaller_in_tokens_or_bytes_and_never_dearer() {
    for (width, height) in [(300, 200), (1030, 1030), (1920, 1080), (90, 3000)] {
        let bytes = encoded(&photo(width, height), ImageFormat::Png);
        for model in MODELS {
            for mode in [Mode::Low, Mode::Crop, Mode::Downscale, Mode::Transcode, Mode::Auto] {
                let done = optimize(&bytes, mode, model).expect("it is read");
                assert_eq!(done.before, image_tokens(width, height, Detail::Auto, model));
                assert!(
                    done.after <= done.before,
                    "{model} {mode:?} {width}: {} {}",
                    done.before,
                    done.after
                );
                if let Some(new) = done.bytes {
                    let found = header(&new).expect("a header");
                    assert_eq!(((found.width, found.height), found.format), (done.size, done.format));
                    assert!(done.after < done.before || new.len() < bytes.len());
                }
            }
            let kept = optimize(&bytes, Mode::Preserve, model).expect("it is read");
            assert!(kept.bytes.is_none() && kept.before == kept.after);
        }
    }
    let large = encoded(&photo(1920, 1080), ImageFormat::Png);
    let saved = optimize(&large, Mode::Auto, "claude-sonnet-4-5").expect("it is read");
    assert!(
        saved.after * 2 < saved.before && saved.format == Format::Jpeg,
        "{} {}",
        saved.before,
        saved.after
    );
}

#[test]
fn a_picture_with_transparency_stays_as_it_is_or_png() {
    let mut picture = photo(600, 400).to_rgba8();
    picture.get_pixel_mut(5, 5).0[3] = 0;
    let done =
        optimize(&encoded(&picture.into(), ImageFormat::Png), Mode::Auto, "gpt-4o").expect("it is read");
    assert_eq!(done.format, Format::Png);
}

#[test]
fn pictures_that_ask_for_too_much_are_not_decoded() {
    let mut bomb = encoded(&photo(8, 8), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
    assert_eq!(header(&bomb).map(|found| found.width), Ok(60_000));
    assert_eq!(optimize(&bomb, Mode::Auto, "gpt-4o").expect_err("too large"), ImageError::TooLarge);
    bomb[16..20].copy_from_slice(&[0; 4]);
    assert_eq!(header(&bomb), Err(ImageError::Damaged));
    for bytes in [&b""[..], b"\x89PNG", b"hello", b"RIFF\0\0\0\0WAVE"] {
        assert_eq!(header(bytes), Err(ImageError::UnknownFormat));
    }
}

#[test]
fn animations_are_kept() {
    let plain = encoded(&photo(64, 64), ImageFormat::Png);
    let control = b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0";
    let animated = [&plain[..33], control, &plain[33..]].concat();
    for bytes in [&animated[..], b"GIF89a\x20\x03\x58\x02\x00"] {
        let done = optimize(bytes, Mode::Auto, "gpt-4o").expect("it is read");
        assert!(done.bytes.is_none() && header(bytes).is_ok_and(|found| found.animated));
    }
}

#[test]
fn damaged_bytes_are_errors_or_pictures_but_no_panic() {
    let whole = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP]
        .map(|format| encoded(&photo(90, 60), format));
    for seed in seeds(300) {
        let mut random = Random::new(seed);
        let mut bytes = whole[random.below(3)].clone();
        bytes.truncate(random.below(bytes.len()) + 1);
        for _ in 0..random.below(8) {
            let at = random.below(bytes.len().min(64));
            bytes[at] = random.below(256) as u8;
        }
        // Either result is right.
        let _ = optimize(&bytes, Mode::Auto, MODELS[random.below(5)]);
    }
}

#[test]
fn a_sent_picture_names_its_original_and_is_not_prepared_again() {
    let handle = "abcdefghij234567";
    for picture in [photo(1600, 900), page(1500, 1000)] {
        let given = STANDARD.encode(encoded(&picture, ImageFormat::Png));
        for (mode, model) in [(Mode::Auto, "gpt-4o"), (Mode::Small, "claude-sonnet-4-5")] {
            let made = sent_image(&given, mode, model, handle).expect("it is read");
            let data = made.data.expect("a smaller picture");
            assert_eq!(sent_handle(&data).as_deref(), Some(handle));
            assert_eq!(sent_handle(&given), None);
            let bytes = STANDARD.decode(&data).expect("base64");
            assert_eq!(header(&bytes).map(|found| (found.width, found.height)), Ok(made.done.size));
            image::load_from_memory(&bytes).expect("the note does not damage it");
            let again = sent_image(&data, mode, model, handle).expect("it is read");
            assert!(again.is_stamped && again.data.is_none());
            let same = sent_image(&given, mode, model, handle).expect("it is read");
            assert_eq!(same.data, Some(data));
        }
    }
}

#[test]
fn notes_that_are_cut_off_or_forged_are_read_as_none_or_as_text() {
    let given = STANDARD.encode(encoded(&photo(1600, 900), ImageFormat::Png));
    let made = sent_image(&given, Mode::Auto, "gpt-4o", "abcdefghij234567").expect("it is read");
    let bytes = STANDARD.decode(made.data.expect("a picture")).expect("base64");
    for end in 0..80 {
        let found = stamp(&bytes[..end]);
        assert!(found.is_none() || found == Some("abcdefghij234567"));
    }
    assert_eq!(sent_image("no base64", Mode::Auto, "", "x").expect_err("damaged"), ImageError::Damaged);
}
