import Diagnostics

/// What became of an import.
package struct ImportReport: Sendable, Equatable {
  /// How many comments were taken in, by their states.
  package var imported: [CommentState: Int] = [:]
  /// How many were there already, from an earlier import, as they are.
  package var known = 0
  /// How many were there already and have been changed since, there or here. What is here stays.
  package var changed = 0
  /// How many belong to pages that are not there.
  package var leftOut = 0
  /// How many records are no comments: pings, and what is deleted and has no replies.
  package var skipped = 0
  /// What somebody may want to look at.
  package var warnings: [Diagnostic] = []

  package init() {}

  /// How many comments were taken in.
  package var count: Int { imported.values.reduce(0, +) }
}
