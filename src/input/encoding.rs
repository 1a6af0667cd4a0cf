//! In which encoding a file is written, and the text of its bytes.
//!
//! UTF-16 is turned into UTF-8 as it is read. UTF-8 and CP932 stay as they are, because in both a comma, a semicolon, a tab, a
//! quotation mark and a line break are always themselves, and are decoded field by field: so one bad row is one issue.

use super::settings::Encoding;
use encoding_rs::{DecoderResult, SHIFT_JIS, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, Read};

/// How the bytes of a block are to be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByteForm {
    Utf8,
    Cp932,
}

impl ByteForm {
    /// The text of some bytes; `None` when they are not text in this encoding.
    ///
    /// Text that is valid UTF-8 with characters from U+3000 on is refused in a CP932 file: it was pasted there from elsewhere, and as
    /// CP932 it would be read as other characters without an error.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        let as_utf8 = std::str::from_utf8(bytes);
        match (self, as_utf8) {
            (Self::Utf8, text) => text.ok().map(Cow::Borrowed),
            (Self::Cp932, Ok(text)) if text.is_ascii() => Some(Cow::Borrowed(text)),
            (Self::Cp932, Ok(text)) if text.chars().any(|c| c >= '\u{3000}') => None,
            (Self::Cp932, _) => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes),
        }
    }

    /// The encoding of a block that is not all ASCII: UTF-8 when it is valid or most of its lines are, else CP932.
    pub(crate) fn of(block: &[u8]) -> Self {
        match std::str::from_utf8(block) {
            Ok(_) => return Self::Utf8,
            Err(error) if error.error_len().is_none() => return Self::Utf8, // cut inside the last character
            Err(_) => {}
        }
        let lines = block.split(|&byte| byte == b'\n').filter(|line| !line.is_ascii());
        let (valid, other) = lines.fold((0_usize, 0_usize), |(valid, other), line| match std::str::from_utf8(line) {
            Ok(_) => (valid + 1, other),
            Err(_) => (valid, other + 1),
        });
        if valid >= other { Self::Utf8 } else { Self::Cp932 }
    }
}

/// A byte source without its byte order mark, UTF-16 turned into UTF-8.
pub(crate) struct ByteSource<R> {
    source: R,
    utf16: Option<encoding_rs::Decoder>,
    first: Vec<u8>,
    ended: bool,
    /// The encoding, where it is known before any text was seen.
    pub(crate) form: Option<ByteForm>,
    /// How many bytes of the file were read so far.
    pub(crate) taken: u64,
}

/// How many bytes decide whether a file is UTF-16.
const PROBE: u64 = 4_096;

/// Stands in UTF-8 made from UTF-16 where a code unit was no text; never valid, so that the row is noticed.
const NOT_TEXT: u8 = 0xFF;

impl<R: Read> ByteSource<R> {
    /// Looks at the first bytes.
    pub(crate) fn open(mut source: R, encoding: Encoding) -> io::Result<Self> {
        let mut first = Vec::new();
        let taken = source.by_ref().take(PROBE).read_to_end(&mut first)? as u64;
        let (mark, found) = byte_order_mark(&first).unwrap_or((0, encoding));
        let found = if found == Encoding::Auto { utf16_by_nul_bytes(&first) } else { found };
        first.drain(..mark);
        let (utf16, form) = match found {
            Encoding::Utf16Le => (Some(UTF_16LE.new_decoder_without_bom_handling()), Some(ByteForm::Utf8)),
            Encoding::Utf16Be => (Some(UTF_16BE.new_decoder_without_bom_handling()), Some(ByteForm::Utf8)),
            Encoding::Utf8 => (None, Some(ByteForm::Utf8)),
            Encoding::Cp932 => (None, Some(ByteForm::Cp932)),
            Encoding::Auto => (None, None),
        };
        Ok(Self { source, utf16, first, ended: false, form, taken })
    }

    /// Appends about `wanted` bytes to `buffer`; `false` when there are no more.
    pub(crate) fn fill(&mut self, buffer: &mut Vec<u8>, wanted: usize) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let Some(decoder) = &mut self.utf16 else {
            let before = buffer.len();
            buffer.append(&mut self.first);
            self.taken += self.source.by_ref().take(wanted as u64).read_to_end(buffer)? as u64;
            return Ok(buffer.len() > before);
        };
        let mut raw = std::mem::take(&mut self.first);
        self.taken += self.source.by_ref().take(wanted as u64).read_to_end(&mut raw)? as u64;
        self.ended = raw.is_empty();
        decode_utf16(decoder, &raw, buffer, self.ended);
        Ok(!self.ended)
    }
}

/// Appends the UTF-8 form of UTF-16 bytes, with [`NOT_TEXT`] for what is no text.
fn decode_utf16(decoder: &mut encoding_rs::Decoder, mut raw: &[u8], buffer: &mut Vec<u8>, last: bool) {
    let mut piece = [0_u8; 8_192];
    loop {
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(raw, &mut piece, last);
        buffer.extend_from_slice(&piece[..written]);
        raw = &raw[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => buffer.push(NOT_TEXT),
        }
    }
}

/// Length and meaning of a byte order mark.
fn byte_order_mark(bytes: &[u8]) -> Option<(usize, Encoding)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((3, Encoding::Utf8)),
        [0xFF, 0xFE, ..] => Some((2, Encoding::Utf16Le)),
        [0xFE, 0xFF, ..] => Some((2, Encoding::Utf16Be)),
        _ => None,
    }
}

/// UTF-16 without a mark: digits, separators and line breaks leave a NUL in every second byte, and nowhere else.
fn utf16_by_nul_bytes(bytes: &[u8]) -> Encoding {
    let nuls = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let many = |count: usize, other: usize| count * 20 > bytes.len() && other * 10 < count;
    match (many(odd, even), many(even, odd)) {
        (true, _) => Encoding::Utf16Le,
        (_, true) => Encoding::Utf16Be,
        _ => Encoding::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8]) -> (Vec<u8>, Option<ByteForm>) {
        let mut source = ByteSource::open(bytes, Encoding::Auto).unwrap();
        let mut buffer = Vec::new();
        while source.fill(&mut buffer, 3).unwrap() {}
        (buffer, source.form)
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_is_found_with_and_without_a_mark() {
        let text = "会員番号,入会日\n1,2020-04-01\n";
        for big in [false, true] {
            assert_eq!(read_all(&utf16(text, big)), (text.as_bytes().to_vec(), Some(ByteForm::Utf8)), "without mark, big {big}");
            assert_eq!(read_all(&utf16(&format!("\u{FEFF}{text}"), big)).0, text.as_bytes(), "with mark, big {big}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_byte_that_is_no_text() {
        let mut bytes = utf16("\u{FEFF}a,", false);
        bytes.extend([0x00, 0xD8]); // a high surrogate alone
        bytes.extend(utf16(",b\n", false));
        assert_eq!(read_all(&bytes).0, [b'a', b',', 0xFF, b',', b'b', b'\n']);
    }

    #[test]
    fn a_utf8_mark_is_removed() {
        assert_eq!(read_all(b"\xEF\xBB\xBFid,start\n"), (b"id,start\n".to_vec(), Some(ByteForm::Utf8)));
        assert_eq!(read_all(b"id,start\n"), (b"id,start\n".to_vec(), None));
    }

    #[test]
    fn a_block_is_utf8_or_cp932_by_its_lines() {
        let cp932 = SHIFT_JIS.encode("会員番号,入会日\n東京都\n").0.into_owned();
        assert_eq!(ByteForm::of(&cp932), ByteForm::Cp932);
        assert_eq!(ByteForm::of("会員番号\n東京都\n".as_bytes()), ByteForm::Utf8);
        assert_eq!(ByteForm::of(&"会員番号\n東京都".as_bytes()[..20]), ByteForm::Utf8);
        let mostly_utf8 = [b"\x93\x8C\n".as_slice(), "東京都\n大阪府\n".as_bytes()].concat();
        assert_eq!(ByteForm::of(&mostly_utf8), ByteForm::Utf8);
    }

    #[test]
    fn fields_that_are_no_text_in_the_encoding_are_refused() {
        // 東 in CP932 is 93 8C (JIS X 0208 row 37, cell 76).
        assert_eq!(ByteForm::Cp932.decode(b"\x93\x8C").as_deref(), Some("東"));
        assert_eq!(ByteForm::Utf8.decode(b"\x93\x8C"), None);
        assert_eq!(ByteForm::Cp932.decode("東京".as_bytes()), None);
        assert_eq!(ByteForm::Cp932.decode(b"\x93"), None);
        assert_eq!(ByteForm::Cp932.decode(b"\xC3\xB1").as_deref(), Some("ﾃｱ"));
    }
}
