import Testing

/// The built pages in real browsers, nearly all in Chromium alone. One browser at a time: each takes a core.
@Suite(.serialized) struct ReaderTests {}
