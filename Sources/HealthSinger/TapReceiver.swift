/// Takes what a tap says, in order. An error thrown by it ends the tap and comes out unchanged.
public protocol TapReceiver: AnyObject {
    /// A stream is announced, or announced again with another schema.
    func schema(_ stream: SingerStream) throws

    /// - Parameters:
    ///   - bytes: One JSON object on one line, as the tap wrote it; it has all key properties.
    ///   - stream: Was announced before.
    func record(_ bytes: ArraySlice<UInt8>, of stream: SingerStream) throws

    /// Everything before this is complete as far as the tap is concerned.
    ///
    /// - Parameter value: JSON, opaque.
    func state(_ value: [UInt8]) throws

    /// Called at least a few times a second; throws to stop.
    func pulse() throws
}
