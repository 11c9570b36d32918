//! Files of models may be missing, damaged or forged: each is refused with an error that names the file.

mod support;

use std::fs;
use std::path::Path;

use headroom_onnx::{EmbedderOptions, ErrorKind, ModelError, ModelOptions, OnnxEmbedder, PromptCompressor};
use headroom_testkit::{Random, Scratch, seeds};
use support::{model, options};

fn load(folder: &Path, options: &ModelOptions) -> ModelError {
    PromptCompressor::load(folder, options).expect_err("it is refused")
}

fn copy(name: &str, into: &Path) {
    for file in ["tokenizer.json", "model.onnx"] {
        fs::copy(model(name).join(file), into.join(file)).expect("a copy");
    }
}

#[test]
fn without_a_runtime_models_are_unavailable() {
    for path in ["", "libonnxruntime.so", "/nowhere/libonnxruntime.so", "/", "/dev/null"] {
        if options().is_some() {
            return;
        }
        let options = ModelOptions { runtime: path.into(), ..ModelOptions::default() };
        let error = load(&model("classifier"), &options);
        assert_eq!(error.kind, ErrorKind::Unavailable, "{path}");
        assert!(error.to_string().contains("ONNX Runtime"), "{error}");
    }
}

#[test]
fn a_library_that_is_not_the_runtime_is_refused() {
    if options().is_some() {
        return;
    }
    let scratch = Scratch::new("runtime");
    let file = scratch.path().join("libonnxruntime.so");
    fs::write(&file, "no library").expect("a file");
    let options = ModelOptions { runtime: file, ..ModelOptions::default() };
    assert_eq!(load(&model("classifier"), &options).kind, ErrorKind::Unavailable);
}

#[test]
fn files_that_are_missing_empty_or_no_files_are_named() {
    let options = ModelOptions::default();
    let scratch = Scratch::new("missing");
    let named = |file: &str| {
        let error = load(scratch.path(), &options);
        assert_eq!(error.kind, ErrorKind::InvalidModel);
        assert!(error.to_string().contains(file), "{error}");
    };
    named("tokenizer.json");
    copy("classifier", scratch.path());
    fs::remove_file(scratch.path().join("model.onnx")).expect("it is there");
    named("model.onnx");
    fs::create_dir(scratch.path().join("model.onnx")).expect("a folder");
    named("model.onnx");
    fs::write(scratch.path().join("tokenizer.json"), "").expect("a file");
    named("tokenizer.json");
}

#[test]
fn damaged_tokenizers_are_named() {
    let scratch = Scratch::new("tokenizer");
    let file = scratch.path().join("tokenizer.json");
    copy("classifier", scratch.path());
    let whole = fs::read(&file).expect("a file");
    let empty = r#"{"version":"1.0","added_tokens":[],"model":{"type":"WordPiece","unk_token":"u","continuing_subword_prefix":"","max_input_chars_per_word":9,"vocab":{}}}"#;
    let deep = "[".repeat(100_000);
    for content in ["{}", "null", "\u{0}", empty, &deep] {
        fs::write(&file, content).expect("a file");
        let error = load(scratch.path(), &ModelOptions::default());
        assert_eq!(error.kind, ErrorKind::InvalidModel, "{error}");
        assert!(error.to_string().contains("tokenizer.json"), "{error}");
    }
    for seed in seeds(30) {
        let mut random = Random::new(seed);
        fs::write(&file, &whole[..random.below(whole.len())]).expect("a file");
        assert!(
            load(scratch.path(), &ModelOptions::default()).to_string().contains("tokenizer.json"),
            "seed {seed}"
        );
    }
}

#[test]
fn models_of_another_form_are_named() {
    let Some(options) = options() else { return };
    for (name, said) in
        [("bad-nan", "not finite"), ("bad-classes", "shape"), ("bad-type", "float32"), ("encoder", "shape")]
    {
        let error = load(&model(name), &options);
        assert!(error.to_string().contains("model.onnx") && error.to_string().contains(said), "{error}");
    }
    let options = EmbedderOptions { model: options, ..EmbedderOptions::default() };
    assert!(OnnxEmbedder::load(&model("bad-type"), &options).is_err());
}

#[test]
fn a_vocabulary_that_the_model_does_not_have_is_an_error_and_no_crash() {
    let Some(options) = options() else { return };
    let error = load(&model("bad-vocabulary"), &options);
    assert_eq!(error.kind, ErrorKind::Failed, "{error}");
    assert!(error.to_string().contains("model.onnx"), "{error}");
}

#[test]
fn damaged_models_are_named() {
    let Some(options) = options() else { return };
    let scratch = Scratch::new("model");
    let file = scratch.path().join("model.onnx");
    copy("classifier", scratch.path());
    let whole = fs::read(&file).expect("a file");
    for seed in seeds(40) {
        let mut random = Random::new(seed);
        let content = &whole[..random.below(whole.len())];
        if content.is_empty() {
            continue;
        }
        fs::write(&file, content).expect("a file");
        assert!(load(scratch.path(), &options).to_string().contains("model.onnx"), "seed {seed}");
    }
}
