//! The compressors and selectors that take part.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::de::{self, Deserialize, Deserializer};

use crate::registry::{COMPRESSORS, SelectionOptions};

/// The units that a caller switched off. A name stands for the compressor and the selector of that name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    off: Vec<String>,
}

impl Units {
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.off.iter().any(|off| off == name)
    }
}

/// Reads `{"log": false}`: units that are not named take part.
impl<'de> Deserialize<'de> for Units {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let switches = BTreeMap::<String, bool>::deserialize(deserializer)?;
        if let Some(unknown) = switches.keys().find(|name| !NAMES.contains(&name.as_str())) {
            return Err(de::Error::unknown_field(unknown, &NAMES));
        }
        Ok(Self { off: switches.into_iter().filter(|(_, is_on)| !is_on).map(|(name, _)| name).collect() })
    }
}

/// The name of every unit, once, in order.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let compressors = COMPRESSORS.iter().map(|compressor| compressor.name());
    let selectors = SelectionOptions::default().selectors();
    let names: BTreeSet<_> = compressors.chain(selectors.iter().map(|selector| selector.name())).collect();
    names.into_iter().collect()
});

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::{ConfigurationError, Options, read_options};

    #[test]
    fn a_unit_that_is_not_named_takes_part() {
        let options: Options = read_options(r#"{"units":{"log":false,"json":true}}"#).expect("known names");
        assert_eq!(["log", "json", "output"].map(|name| options.units.has(name)), [false, true, true]);
    }

    #[test]
    fn an_unknown_unit_is_refused_with_the_nearest() {
        let refused = read_options::<Options>(r#"{"units":{"lg":false}}"#);
        let Err(ConfigurationError { option, nearest, .. }) = refused else { panic!("{refused:?}") };
        assert_eq!((option.as_str(), nearest.as_deref()), ("lg", Some("log")));
    }

    /// JavaScript sees the names as literals in an attribute, which cannot refer to them.
    #[test]
    fn the_declared_type_lists_every_unit() {
        let declared = include_str!("../../headroom_napi/src/options.rs");
        assert!(declared.contains(&format!("[unit in '{}']", NAMES.join("' | '"))), "{NAMES:?}");
    }
}
