//! Linchpin's own JSON files.
