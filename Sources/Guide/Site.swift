/// A help centre.
public struct Site: Sendable {}
