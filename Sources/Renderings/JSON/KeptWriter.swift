/// A writer that a renderer keeps from one event to the next. Renderers can be copied and writers cannot, so they share
/// it; between events it is empty.
final class KeptWriter {
    var json = JSONWriter()
}
