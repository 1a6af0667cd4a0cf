//! How is the name of a scenario written to a file? As one text where both languages share it.

use crate::language::Bilingual;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A name as it stands in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    InBoth(String),
    InEach(Bilingual),
}

pub(super) fn serialize<S: Serializer>(name: &Bilingual, to: S) -> Result<S::Ok, S::Error> {
    let written = if name.english == name.japanese { Written::InBoth(name.english.clone()) } else { Written::InEach(name.clone()) };
    written.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Bilingual, D::Error> {
    Ok(match Written::deserialize(from)? {
        Written::InBoth(text) => text.into(),
        Written::InEach(name) => name,
    })
}
