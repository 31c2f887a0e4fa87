import HealthConfig
import HealthModel
import Testing

/// Automations are appended to what somebody wrote by hand.
@Suite struct AppenderTests {
    private let entry = "- name: New\n  url: https://a.example\n  data_type: symptoms\n"

    private func appended(to text: String, _ entries: [String]? = nil) -> String {
        let reader = ConfigReader(vocabulary: vocabulary, environment: [:])
        do {
            return try AutomationAppender(reader: reader).append(
                entries ?? [entry], to: Array(text.utf8), name: "hae.yaml", directory: "/")
        } catch {
            return "\(error)"
        }
    }

    @Test func `a file without automations gets them at its end`() {
        #expect(
            appended(to: "") == """
                automations:
                  - name: New
                    url: https://a.example
                    data_type: symptoms

                """)
        #expect(
            appended(to: "units: us  # mine\n") == """
                units: us  # mine

                automations:
                  - name: New
                    url: https://a.example
                    data_type: symptoms

                """)
        #expect(
            appended(to: "automations:  # none yet\nunits: us") == """
                automations:  # none yet
                  - name: New
                    url: https://a.example
                    data_type: symptoms
                units: us

                """)
        let text = InitText(vocabulary: vocabulary).text
        #expect(appended(to: text).hasPrefix(text))
    }

    @Test func `they stand behind the last one and as deep as the others`() {
        let text = """
            automations:
            - name: Old
              url: https://a.example
              data_type: symptoms
              # its last comment

            # about units
            units: us
            """
        #expect(
            appended(to: text, [entry, entry.replacing("New", with: "Newer")]) == """
                automations:
                - name: Old
                  url: https://a.example
                  data_type: symptoms
                - name: New
                  url: https://a.example
                  data_type: symptoms
                - name: Newer
                  url: https://a.example
                  data_type: symptoms
                  # its last comment

                # about units
                units: us

                """)
    }

    @Test func `what cannot be extended is left alone`() {
        let reason = "hae.yaml: automations cannot be appended to this file, because "
        let note = "\n  Print them instead and put them in by hand."
        #expect(
            appended(to: "automations: []") == reason + "its automations: are written in brackets"
                + note)
        #expect(appended(to: "automations: ~") == reason + "it has automations: null" + note)
        #expect(appended(to: "{ units: us }") == reason + "it is written in braces" + note)
        #expect(
            appended(to: "automations:\n  - { name: New, url: https://b, data_type: symptoms }\n")
                == """
                hae.yaml:3:5: "name" in automation "New" is the same as that of the automation in line 2
                  - name: New
                    ^
                  Each automation needs a name of its own.
                """)
        #expect(appended(to: "unit: us").hasPrefix("hae.yaml:1:1: unknown key \"unit\""))
    }
}
