import HealthEncoding
import Testing

@testable import HealthSinger

@Suite struct CatalogueTests {
    private static let discovered = Array(
        """
        {"streams":[
          {"tap_stream_id":"db-users","stream":"users","schema":{"properties":{"n":{"maximum":9223372036854775807}}},
           "metadata":[{"breadcrumb":[],"metadata":{"inclusion":"available"}},
             {"breadcrumb":["properties","n"],"metadata":{"inclusion":"available"}},
             {"breadcrumb":["properties","o"],"metadata":{"inclusion":"unsupported"}},
             {"breadcrumb":["properties","p"],"metadata":{"selected-by-default":false}}]},
          {"tap_stream_id":"other","schema":{"selected":true}}
        ],"version":1.0}
        """.utf8)

    @Test func `all streams are selected wherever taps of different ages look`() throws {
        let (bytes, names) = try TapCatalogue(Self.discovered).selecting(nil)
        #expect(names == ["users", "other"])
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"version":1.0,"streams":[{"tap_stream_id":"db-users","stream":"users","selected":true,"#
                + #""schema":{"properties":{"n":{"maximum":9223372036854775807}},"selected":true},"#
                + #""metadata":[{"breadcrumb":[],"metadata":{"inclusion":"available","selected":true}},"#
                + #"{"breadcrumb":["properties","n"],"metadata":{"inclusion":"available","selected":true}},"#
                + #"{"breadcrumb":["properties","o"],"metadata":{"inclusion":"unsupported"}},"#
                + #"{"breadcrumb":["properties","p"],"metadata":{"selected-by-default":false}}]},"#
                + #"{"tap_stream_id":"other","selected":true,"schema":{"selected":true},"#
                + #""metadata":[{"breadcrumb":[],"metadata":{"selected":true}}]}]}"#)
    }

    @Test(arguments: ["db-users", "users"])
    func `a stream is chosen by its id or its name`(wanted: String) throws {
        let (bytes, names) = try TapCatalogue(Self.discovered).selecting([wanted])
        #expect(names == ["users"])
        let streams = try #require(try JSONParser.parse(bytes)["streams"]?.array)
        #expect(streams.map { $0["selected"]?.bool } == [true, false])
        #expect(streams.map { $0["schema"]?["selected"]?.bool } == [true, false])
        #expect(
            streams.map { $0["metadata"]?.array?.first?["metadata"]?["selected"]?.bool }
                == [true, false])
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"streams":{}}"#, #"{"streams":[{}]}"#, #"{"streams":[1]}"#,
    ])
    func `what is no catalogue is said so`(text: String) {
        #expect(throws: TapFault.self) { try TapCatalogue(Array(text.utf8)) }
    }
}
