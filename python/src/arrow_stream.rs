//! An Arrow stream as its producers really send it, array by array.

use crate::arrow_in::unreadable;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi_and_data_type};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{ArrayRef, make_array};
use arrow_schema::DataType;
use kaiin::Result;
use std::ffi::{CStr, c_int, c_void};

/// A live stream and the type of its arrays: a struct for a table, any type for a single column.
pub(crate) struct ArrowStream {
    stream: FFI_ArrowArrayStream,
    data_type: DataType,
}

impl ArrowStream {
    /// The stream, of which the producer is asked for the type.
    pub(crate) fn new(mut stream: FFI_ArrowArrayStream) -> Result<Self> {
        let get_schema = stream.release().and(stream.get_schema()).ok_or_else(|| unreadable("it was read before"))?;
        let mut schema = FFI_ArrowSchema::empty();
        // SAFETY: the stream is not released, so its callback may be called with it; it writes a schema into the place given.
        let code = unsafe { get_schema(&raw mut stream, &raw mut schema) };
        if code != 0 {
            return Err(failure(&mut stream, code));
        }
        let data_type = DataType::try_from(&schema).map_err(unreadable)?;
        Ok(Self { stream, data_type })
    }

    /// The names of the columns; `None` when the stream is one column and no table.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        match &self.data_type {
            DataType::Struct(fields) => Some(fields.iter().map(|field| field.name().clone()).collect()),
            _ => None,
        }
    }
}

impl Iterator for ArrowStream {
    type Item = Result<ArrayRef>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(get_next) = self.stream.get_next() else { return Some(Err(unreadable("it has no next array"))) };
        let mut array = FFI_ArrowArray::empty();
        // SAFETY: the stream is live as long as `self`; its callback writes an array into the place given.
        let code = unsafe { get_next(&raw mut self.stream, &raw mut array) };
        if code != 0 {
            return Some(Err(failure(&mut self.stream, code)));
        }
        if array.is_released() {
            return None; // the end of the stream
        }
        // SAFETY: the producer says by the schema that the array has this type.
        let data = unsafe {
            forget_buffers_of_nothing(&raw mut array, &self.data_type);
            from_ffi_and_data_type(array, self.data_type.clone())
        };
        Some(data.map(make_array).map_err(unreadable))
    }
}

/// What the producer says about its last failure.
fn failure(stream: &mut FFI_ArrowArrayStream, code: c_int) -> kaiin::Error {
    let said = stream.get_last_error().map(|get_last_error| {
        // SAFETY: the last call on the live stream failed, so that this callback may be called.
        unsafe { get_last_error(stream) }
    });
    match said.filter(|text| !text.is_null()) {
        // SAFETY: the text is the producer's, ends with NUL, and lives until the next call on the stream.
        Some(text) => unreadable(unsafe { CStr::from_ptr(text) }.to_string_lossy()),
        None => unreadable(format!("its producer failed with code {code}")),
    }
}

/// The first fields of an array in the Arrow C data interface, whose layout is fixed.
#[repr(C)]
struct Head {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut FFI_ArrowArray,
}

/// Columns of nothing have no buffer. polars sends one with them, for which Rust's Arrow refuses the whole table.
///
/// # Safety
///
/// `array` points to a live array of this type.
unsafe fn forget_buffers_of_nothing(array: *mut FFI_ArrowArray, data_type: &DataType) {
    // SAFETY: the interface fixes the layout, and the array is live. What its producer frees hangs on the private data, not on the count.
    let head = unsafe { &mut *array.cast::<Head>() };
    match data_type {
        DataType::Null => head.n_buffers = 0,
        DataType::Struct(fields) => {
            for (at, field) in fields.iter().enumerate().take(usize::try_from(head.n_children).unwrap_or(0)) {
                // SAFETY: the array has as many children as it says, each live and of the type of its field.
                unsafe { forget_buffers_of_nothing(*head.children.add(at), field.data_type()) };
            }
        }
        _ => {}
    }
}
