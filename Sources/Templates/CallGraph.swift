/// Which parts of a program call which, to find calls that never end.
struct CallGraph {
  /// A call, and where it is written.
  struct Call {
    /// What the called part's innermost record is, seen from the calling part's.
    var origin: Scope.Origin
    var template: Int
    var offset: Int
    /// What is called, for messages.
    var name: String
  }

  private struct Edge {
    var target: Int
    var call: Call
  }
  private var edges: [Int: [Edge]] = [:]

  mutating func add(_ call: Call, from caller: Int, to target: Int) {
    edges[caller, default: []].append(Edge(target: target, call: call))
  }

  /// The calls that can come back to themselves without an end.
  ///
  /// Every circle of calls must go down in the data: each call keeps or enters the innermost record, and at least one
  /// enters it. So within a strongly connected component no call may take its record from elsewhere, and those that
  /// keep it may form no circle by themselves.
  func endless() -> [Call] {
    var calls: [Call] = []
    for component in components(where: { _ in true }) {
      for (caller, edge) in inner(component, where: { $0.origin == .elsewhere }) {
        _ = caller
        calls.append(edge.call)
      }
    }
    for component in components(where: { $0.origin == .own }) {
      calls += inner(component, where: { $0.origin == .own }).map(\.edge.call)
    }
    return calls
  }

  /// The calls from a part of `component` to one of it.
  private func inner(_ component: Set<Int>, where isMeant: (Call) -> Bool) -> [(caller: Int, edge: Edge)] {
    component.sorted().flatMap { caller in
      (edges[caller] ?? []).filter { isMeant($0.call) && component.contains($0.target) }.map { (caller, $0) }
    }
  }

  /// The strongly connected components over the calls that are meant. Source: Kosaraju and Sharir's algorithm.
  private func components(where isMeant: (Call) -> Bool) -> [Set<Int>] {
    var backward: [Int: [Int]] = [:]
    for (caller, list) in edges {
      for edge in list where isMeant(edge.call) { backward[edge.target, default: []].append(caller) }
    }
    var order: [Int] = []
    var seen: Set<Int> = []
    for start in edges.keys.sorted() {
      visit(start, &seen, next: { (edges[$0] ?? []).filter { isMeant($0.call) }.map(\.target) }) { order.append($0) }
    }
    var components: [Set<Int>] = []
    seen = []
    for start in order.reversed() {
      var component: Set<Int> = []
      visit(start, &seen, next: { backward[$0] ?? [] }) { component.insert($0) }
      if !component.isEmpty { components.append(component) }
    }
    return components
  }

  /// Visits what can be reached from `start` depth first; `leave` is called for each part when all behind it are seen.
  private func visit(_ start: Int, _ seen: inout Set<Int>, next: (Int) -> [Int], leave: (Int) -> Void) {
    guard seen.insert(start).inserted else { return }
    var path = [(part: start, rest: next(start)[...])]
    while var top = path.popLast() {
      if let part = top.rest.popFirst() {
        path.append(top)
        if seen.insert(part).inserted { path.append((part, next(part)[...])) }
      } else {
        leave(top.part)
      }
    }
  }
}
