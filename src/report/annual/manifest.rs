//! What anyone needs to make the same report again: digests of the inputs, versions, settings, seed.

use crate::error::{Error, Result};
use crate::language::Bilingual;
use crate::unit::FiscalYear;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// The digest of one input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InputDigest {
    /// Name of the file, without its folder, or of the table.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
}

impl InputDigest {
    /// The digest of bytes that carry a name.
    ///
    /// # Example
    ///
    /// ```
    /// use kaiin::report::InputDigest;
    /// let digest = InputDigest::of_bytes("empty.csv", b"");
    /// assert!(digest.sha256.starts_with("e3b0c442")); // SHA-256 of nothing, FIPS 180-4
    /// ```
    #[must_use]
    pub fn of_bytes(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), sha256: hexadecimal(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }

    /// The digest of a file, read piece by piece.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the file cannot be read.
    pub fn of_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let io = |source| Error::Io { path: path.display().to_string(), source };
        let mut file = std::fs::File::open(path).map_err(io)?;
        let (mut hasher, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let read = file.read(&mut piece).map_err(io)?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            bytes += read as u64;
        }
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        Ok(Self { name, sha256: hexadecimal(&hasher.finalize()), bytes })
    }
}

/// Bytes as hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One setting that the report was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SettingLine {
    /// Its stable name, for programs.
    pub name: String,
    /// The name that a reader sees.
    pub label: Bilingual,
    /// Its value.
    pub value: Bilingual,
}

/// What anyone needs to make the same report again. It names no time and no machine: the same inputs give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Version of this crate.
    pub kaiin_version: String,
    /// The inputs.
    pub inputs: Vec<InputDigest>,
    /// The settings, defaults included.
    pub settings: Vec<SettingLine>,
    /// The seed of what was simulated; `None` when nothing was.
    pub seed: Option<u64>,
    /// The fiscal year that the report is about.
    pub reference_year: FiscalYear,
}
