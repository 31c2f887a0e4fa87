/// The app's words for what a watch says of a recording. Section 6 of the wire format.
enum RecordingWords {
    /// The word of a classification line; what is not known is kept.
    static func classification(_ text: String) -> String {
        switch text {
        case "Low Heart Rate": "Inconclusive Low Heart Rate"
        case "Poor Recording": "Inconclusive Poor Recording"
        case "洞調律", "Sinusrhythmus", "窦性心律": "Sinus Rhythm"
        default: text
        }
    }
}
