import Testing

/// The built pages in a real Chromium. One browser at a time: each takes a core.
@Suite(.serialized) struct ReaderTests {}
