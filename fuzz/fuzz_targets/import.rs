//! Any text as a file from a translator: it is read or told, and rows that were
//! read come back from what is written of them.

#![no_main]

use fluentdown::exchange::FORMATS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for format in FORMATS {
        let (rows, faults) = (format.read)(text);
        let lines = text.lines().count() + text.matches('\r').count() + 1;
        for fault in faults {
            assert!((1..=lines).contains(&fault.line), "{fault:?}");
        }
        let (mut again, faults) = (format.read)(&(format.write)(&rows));
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(again.len(), rows.len());
        for (one, row) in again.iter_mut().zip(&rows) {
            one.line = row.line;
            assert_eq!(one, row);
        }
    }
});
