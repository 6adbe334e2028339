import CYAML

/// libyaml's events over one text; the only place that touches its pointers.
///
/// Positions are libyaml's: characters (Unicode scalars) counted from 0, a carriage return with its line feed as two.
struct EventReader: ~Copyable {
  /// What libyaml found next.
  struct Event {
    enum Kind {
      case streamStart
      case streamEnd
      case documentStart
      case documentEnd
      case alias
      case scalar(String, isPlain: Bool)
      case sequenceStart
      case sequenceEnd
      case mappingStart
      case mappingEnd
    }

    var kind: Kind
    /// The name behind `&` or `*`.
    var anchor: String?
    /// The resolved tag: `tag:yaml.org,2002:str` for `!!str`.
    var tag: String?
    var position: Int
  }

  /// Why libyaml stopped, in its own words.
  struct Problem: Error {
    var problem: String
    var context: String
    var position: Int
    var contextPosition: Int
    /// For what is wrong with the bytes themselves (`position` says nothing then): the offset of the byte.
    var byteOffset: Int?
    /// The byte, or the scalar, that is wrong; meant for `byteOffset` alone.
    var value: Int
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// A reader of `bytes`, which must outlive it; nil where there is no memory.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; after `streamEnd` always `streamEnd`.
  mutating func next() throws(Problem) -> Event {
    var raw = yaml_event_t()
    guard yaml_parser_parse(parser, &raw) == 1 else { throw problem() }
    defer { yaml_event_delete(&raw) }
    var event = Event(kind: .streamEnd, position: raw.start_mark.index)
    switch raw.type {
    case YAML_STREAM_START_EVENT: event.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: event.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: event.kind = .documentEnd
    case YAML_ALIAS_EVENT:
      event.kind = .alias
      event.anchor = text(raw.data.alias.anchor)
    case YAML_SCALAR_EVENT:
      let scalar = raw.data.scalar
      let content = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      event.kind = .scalar(
        String(decoding: content, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
      event.anchor = text(scalar.anchor)
      event.tag = text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      event.kind = .sequenceStart
      event.anchor = text(raw.data.sequence_start.anchor)
      event.tag = text(raw.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: event.kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      event.kind = .mappingStart
      event.anchor = text(raw.data.mapping_start.anchor)
      event.tag = text(raw.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: event.kind = .mappingEnd
    default: break
    }
    return event
  }

  private func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func problem() -> Problem {
    let state = parser.pointee
    let isReaderError = state.error == YAML_READER_ERROR
    return Problem(
      problem: state.problem.map { String(cString: $0) } ?? "out of memory",
      context: state.context.map { String(cString: $0) } ?? "",
      position: state.problem_mark.index,
      contextPosition: state.context == nil ? state.problem_mark.index : state.context_mark.index,
      byteOffset: isReaderError ? state.problem_offset : nil,
      value: Int(state.problem_value))
  }
}
