import Testing

@testable import Renderings
