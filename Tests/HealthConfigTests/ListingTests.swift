import HealthConfig
import HealthModel
import Testing

/// An automation as YAML, for `hae automations show`.
@Suite struct ListingTests {
    private let text = """
        timezone: Europe/Berlin
        preferred_sources: { default: [Watch] }
        automations:
          - name: "Yes: no"
            url: "https://a.example/$${x}/${env:TOPIC}"
            timeout: 90s
            headers: { X-Api-Key: "${cred:ha}", X-Odd: "a: #b", X-Null: "null" }
            proxy: socks5h://127.0.0.1:1080
            lane: "007"
            max_body: 1MiB
            life: 36h
            data_type: workouts
            include_route: true
            start: 2024-02-09
            every: 1 day
            at: "3:05"
            notify: [on_trouble]
        """

    @Test func `what is printed can be read and means the same`() throws {
        let automation = try #require(try read(text).automations.first)
        let printed = "automations:\n" + automation.yaml
        var again = try #require(try read(printed).automations.first)
        again.place = automation.place
        #expect(again == automation, "\(printed)")
        let keys = AutomationKeys.all(for: vocabulary.dataTypes[1], in: vocabulary).map(\.name)
        #expect(Set(automation.settings.map(\.key)) == Set(keys))
    }

    @Test func `values look as people write them`() throws {
        let automation = try #require(try read(text).automations.first)
        let values = Dictionary(
            uniqueKeysWithValues: automation.settings.map { ($0.key, $0.yaml) })
        #expect(values["name"] == #""Yes: no""#)
        #expect(values["url"] == #""https://a.example/$${x}/${env:TOPIC}""#)
        #expect(values["timeout"] == "90s" && values["life"] == "36h")
        #expect(
            values["headers"] == ##"{ X-Api-Key: "${cred:ha}", X-Odd: "a: #b", X-Null: "null" }"##)
        #expect(values["lane"] == #""007""# && values["max_body"] == "1MiB")
        #expect(values["start"] == "2024-02-09" && values["at"] == #""03:05""#)
        #expect(values["preferred_sources"] == "{ default: [Watch] }")
        #expect(values["ca_file"] == "null" && values["notify"] == "[on_trouble]")
    }

    @Test func `secrets stay hidden`() throws {
        let config = try read(
            automation("headers: { X-Token: s3cr3t }\nproxy: http://me:s3cr3t@proxy.example:8080"))
        let automation = try #require(config.automations.first)
        #expect(!automation.yaml.contains("s3cr3t"))
        #expect(automation.yaml.contains("headers: { X-Token: \"(secret)\" }"))
        #expect(automation.yaml.contains("proxy: \"(secret)\""))
    }
}
