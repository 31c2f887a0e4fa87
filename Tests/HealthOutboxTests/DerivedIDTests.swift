import Testing

@testable import HealthOutbox

/// The worked examples of section 1.5 of the wire-format reference.
struct DerivedIDTests {
    @Test func `the namespace is that of the URL urn:hae`() throws {
        let url = try #require(Identifier("6ba7b811-9dad-11d1-80b4-00c04fd430c8"))
        #expect(DerivedID.identifier(name: "urn:hae", in: url) == DerivedID.namespace)
    }

    @Test func `an automation without an id has one made from its name`() {
        let id = DerivedID.identifier(of: ["automation", "My Backend API"])
        #expect(id.wireText == "63C89245-980E-5515-8F96-49BC63FE9DE6")
    }

    @Test(arguments: [
        ("1", "43703ED0-5CA9-576A-96DD-A92A1800F358"),
        ("4", "EF8D7DFD-306E-5284-A00B-40BC156E5C38"),
    ])
    func `a request's id follows from automation, run and part`(part: String, id: String) throws {
        let run = try #require(Identifier("6a2b0c55-8f6b-4c0b-9c55-1c7e52e7d0f4"))
        let derived = DerivedID.request(
            automation: "63C89245-980E-5515-8F96-49BC63FE9DE6", run: run, part: part)
        #expect(derived.wireText == id)
        #expect(derived.text == id.lowercased())
        #expect(Identifier(id) == derived)
    }

    @Test(arguments: [
        "", "63C89245-980E-5515-8F96-49BC63FE9DE", "63C89245x980E-5515-8F96-49BC63FE9DE6",
    ])
    func `only a whole UUID is read as one`(text: String) {
        #expect(Identifier(text) == nil)
    }

    @Test func `a random identifier is of version 4`() {
        let text = Identifier.random().text
        #expect(text.dropFirst(14).first == "4")
        #expect("89ab".contains(text.dropFirst(19).prefix(1)))
    }
}
