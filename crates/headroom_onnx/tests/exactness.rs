//! The results of models equal those that `scripts/models/make.py` got from ONNX Runtime for Python.

mod support;

use headroom_onnx::{EmbedderOptions, Keep, OnnxEmbedder, PromptCompressor};
use serde_json::Value;
use support::{model, options};

const TOLERANCE: f64 = 1e-4;

fn expected(of: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(model("expected.json")).expect("it is committed");
    let mut all: Value = serde_json::from_str(&text).expect("it is JSON");
    let Value::Array(of) = all[of].take() else { panic!("a list") };
    of
}

fn assert_close(own: &[f32], expected: &Value, of: &str) {
    let expected: Vec<f64> =
        expected.as_array().expect("a list").iter().map(|value| value.as_f64().expect("a number")).collect();
    assert_eq!(own.len(), expected.len(), "{of}");
    for (at, (own, expected)) in own.iter().zip(expected).enumerate() {
        assert!((f64::from(*own) - expected).abs() < TOLERANCE, "{of}: {own} and {expected} at {at}");
    }
}

#[test]
fn vectors_equal_those_of_python() {
    let Some(model_options) = options() else { return };
    let options = EmbedderOptions { model: model_options, ..EmbedderOptions::default() };
    let embedder = OnnxEmbedder::load(&model("encoder"), &options).expect("it loads");
    let expected = expected("vectors");
    let texts: Vec<&str> = expected.iter().filter_map(|case| case["text"].as_str()).collect();
    // In one batch, shorter texts are padded.
    let vectors = embedder.vectors(&texts).expect("it runs");
    for (own, case) in vectors.iter().zip(&expected) {
        assert_close(own, &case["vector"], case["text"].as_str().unwrap_or_default());
    }
    headroom_testkit::contract::embedder(&embedder);
}

#[test]
fn scores_of_words_equal_those_of_python_within_and_across_windows() {
    let Some(options) = options() else { return };
    for case in expected("scores") {
        let (name, text) = (case["model"].as_str().expect("a name"), case["text"].as_str().expect("a text"));
        let compressor = PromptCompressor::load(&model(name), &options).expect("it loads");
        assert_close(&compressor.word_scores(text).expect("it runs"), &case["scores"], name);
    }
}

#[test]
fn a_ratio_keeps_that_share_of_the_words_and_all_that_always_stay() {
    let Some(options) = options() else { return };
    let compressor = PromptCompressor::load(&model("classifier"), &options).expect("it loads");
    let text = format!(
        "{}\nport 8080 must not be open\n```\nlet a b c d e\n```\n",
        "some plain words here ".repeat(200)
    );
    for percent in [10_u8, 50, 90] {
        let ratio = f32::from(percent) / 100.0;
        let result = compressor.compress(&text, Keep::Ratio(ratio)).expect("it runs");
        assert_eq!(result.kept, (result.words * usize::from(percent)).div_ceil(100));
        assert_eq!(result.text.split_whitespace().count(), result.kept);
        assert!(result.text.contains("8080 must not") && result.text.contains("```\nlet a b c d e\n```"));
    }
    assert_eq!(compressor.compress(&text, Keep::Ratio(1.0)).expect("it runs").text, text);
    assert_eq!(compressor.compress(&text, Keep::Threshold(0.0)).expect("it runs").text, text);
    assert_eq!(compressor.compress("", Keep::Ratio(0.5)).expect("it runs").text, "");
}
