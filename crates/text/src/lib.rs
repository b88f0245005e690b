//! Pure language work: folding, language detection.
