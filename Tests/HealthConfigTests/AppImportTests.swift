import Foundation
import HealthConfig
import HealthPlugin
import Testing

/// Taking over automations from the app.
@Suite struct AppImportTests {
    private func printed(_ body: () throws -> [ImportedAutomation]) -> String {
        do {
            return try body().map { item in
                item.yaml + item.notes.map { "! \($0)\n" }.joined()
                    + item.secrets.map { "> \($0.path) \($0.value)\n" }.joined()
            }.joined(separator: "\n")
        } catch {
            return "\(error)"
        }
    }

    private func fromJSON(_ json: String) -> String {
        printed { try ImportedAutomation.read(json: Array(json.utf8), vocabulary: vocabulary) }
    }

    private func fromLink(_ link: String) -> String {
        printed { [try ImportedAutomation.read(deepLink: link, vocabulary: vocabulary)] }
    }

    @Test func `a JSON configuration becomes an automation`() {
        let json = """
            {
              "name" : "Home: Server", "urlString" : "http:\\/\\/10.0.0.5:8080\\/api", "headers" : [{"X-Api-Key": "abc"}, {"X-Two": ""}],
              "requestTimeout" : 90, "exportDataType" : "healthMetrics", "exportFormat" : "JSON",
              "exportVersion" : "ExportVersion.v2", "exportPeriod" : "Since Last Sync", "exportAggregation" : "Hours",
              "aggregateData" : true, "aggregateSleep" : false, "batchRequests" : true, "syncCadenceInterval" : "hours",
              "syncCadenceNumber" : 6, "metrics" : ["Step Count", "Heart Rate", "Frobnication"],
              "includeRoutes" : true, "includeWorkoutMetadata" : false, "notifyOnUpdate" : true, "notifyWhenRun" : true,
              "exportFileLength" : "day", "metadata" : {}, "convertToGoogleSheet" : false, "somethingNew" : 5,
              "workoutTypes" : [], "exportDestination" : "restApi"
            }
            """
        #expect(
            fromJSON(json) == """
                - name: "Home: Server"
                  url: http://10.0.0.5:8080/api
                  timeout: 90s
                  headers: { X-Api-Key: "${file:secrets/home-server.x-api-key}" }
                  data_type: health_metrics
                  metrics: [step_count, heart_rate]
                  summarize: true
                  time_grouping: hours
                  format: json
                  version: 2
                  batch_requests: true
                  date_range: since_last_sync
                  every: 6 hours
                  notify: [when_run, on_cache_update]
                ! "somethingNew" has no equal and is left out
                ! header "X-Two" has no value, add it by hand
                ! the value of header "X-Api-Key" is a secret: ${file:secrets/home-server.x-api-key} stands for it
                ! the metric "Frobnication" is unknown and is left out
                ! sleep cannot be summarized otherwise than the rest; summarize: true holds for all
                > secrets/home-server.x-api-key abc

                """)
    }

    @Test func `workouts keep their options, in a list of automations and with headers in Base64`()
    {
        let headers = Data(#"[{"X-From":"a${b"}]"#.utf8).base64EncodedString()
        let json = """
            [{"name":"W","urlString":"https://a.example","headers":"\(headers)","exportDataType":"workouts",
              "exportVersion":"ExportVersion.v1","includeRoutes":true,"includeWorkoutMetadata":true,
              "workoutsMetadaInterval":"seconds","workoutTypes":["13"],"exportPeriod":"Previous 7 Days","enabled":false},
             {"name":"S","urlString":"https://a.example","exportDataType":"symptoms","exportFormat":"CSV",
              "batchRequests":true,"syncCadenceInterval":"days","syncCadenceNumber":1,"exportPeriod":"Yesterday"}]
            """
        #expect(
            fromJSON(json) == """
                - name: W
                  enabled: false
                  url: https://a.example
                  headers: { X-From: "a$${b" }
                  data_type: workouts
                  include_route: true
                  include_workout_metrics: true
                  format: json
                  version: 1
                  date_range: previous_7_days
                ! version 1 has no grouping of workout metrics
                ! workouts cannot be chosen by their kind; all are sent
                ! no cadence is set, so it runs by hand only; add for example every: 1 hour

                - name: S
                  url: https://a.example
                  data_type: symptoms
                  format: csv
                  version: 2
                  date_range: yesterday
                  every: 1 day
                ! CSV is not sent in batches

                """)
    }

    @Test func `a deep link becomes an automation`() {
        let link =
            "com.HealthExport://automation?url=https%3A%2F%2Fa.example%2Fin%3Fx%3D1&Name=Bike+Dashboard"
            + "&headers=Authorization,Bearer%20abc,X-From,phone,X-Odd&format=json&datatype=healthMetrics"
            + "&aggregatedata=false&period=none&interval=none&exportversion=v2&syncinterval=minutes&syncquantity=15"
            + "&metrics=Step%20Count,Active+Energy,Weight%20%26%20Body%20Mass&requesttimeout=300"
            + "&batchrequests=false&notifyonupdate=false&notifywhenrun=true&enabled=true&colour=red"
        let full = ConfigVocabulary(
            dataTypes: [
                DataTypeDeclaration(
                    id: "health_metrics", title: "Health Metrics",
                    options: vocabulary.dataTypes[0].options.map { option in
                        var option = option
                        if option.key == "metrics" {
                            option.kind = .list(allowed: Catalogue.metrics.map(\.name), all: true)
                        }
                        return option
                    })
            ], metrics: Catalogue.metrics.map(\.name))
        #expect(
            printed { [try ImportedAutomation.read(deepLink: link, vocabulary: full)] } == """
                - name: Bike Dashboard
                  url: https://a.example/in?x=1
                  timeout: 300s
                  headers: { Authorization: "${file:secrets/bike-dashboard.authorization}", X-From: phone }
                  data_type: health_metrics
                  metrics: [step_count, active_energy, weight_body_mass]
                  summarize: false
                  time_grouping: default
                  format: json
                  version: 2
                  batch_requests: false
                  date_range: default
                  every: 15 minutes
                  notify: [when_run]
                ! the last entry of "headers" has no value and is left out
                ! "colour" has no equal and is left out
                ! the value of header "Authorization" is a secret: \
                ${file:secrets/bike-dashboard.authorization} stands for it
                > secrets/bike-dashboard.authorization Bearer abc

                """)
    }

    @Test func `secrets of headers and URL go into files of their own, and are never shown`() throws
    {
        let json = """
            {"name":"Ä b/C","urlString":"https://a.example/in?x=a${b&api_key=k1&empty_token=#top",
             "headers":[{"X-Plain":"Bearer t1"},{"x-token":"t2"},{"X-Words":"Basic english"}],"exportDataType":"symptoms"}
            """
        let item = try #require(
            try ImportedAutomation.read(
                json: Array(json.utf8), vocabulary: vocabulary, place: { $0 + "-2" }
            ).first)
        #expect(
            item.yaml.hasPrefix(
                """
                - name: Ä b/C
                  url: "https://a.example/in?x=a$${b&api_key=${file:secrets/b-c.api-key-2}&empty_token=#top"
                  headers: { X-Plain: "${file:secrets/b-c.x-plain-2}", x-token: "${file:secrets/b-c.x-token-2}", \
                X-Words: "${file:secrets/b-c.x-words-2}" }

                """), "\(item.yaml)")
        #expect(item.secrets.map(\.value) == ["k1", "Bearer t1", "t2", "Basic english"])
        #expect("\(item)".contains("k1") == false)
        var text = ""
        dump(item, to: &text)
        #expect(text.contains("Bearer t1") == false)
        let broken =
            #"{"urlString":"https://a","exportDataType":"symptoms","headers":[{"X-Key":"a\nb"}]}"#
        #expect(
            fromJSON(broken)
                == "the value of header \"X-Key\" has a line end or another control character in it"
        )
    }

    @Test(arguments: [
        ("https://a.example/in?token=abc&x=1#t", "https://a.example/in?token=(secret)&x=1#t"),
        ("https://a.example/in?token=${env:T}", "https://a.example/in?token=${env:T}"),
        ("http://me:pw@proxy:3128", "http://(secret)@proxy:3128"),
        ("https://a.example/?X-Api-Key=1?2&key", "https://a.example/?X-Api-Key=(secret)&key"),
        ("https://a.example", "https://a.example"),
    ])
    func `a URL is shown without what it should not show`(url: String, shown: String) {
        #expect(ShownURL.text(of: url) == shown)
    }

    @Test func `real time becomes every minute`() {
        #expect(
            fromLink(
                "com.healthexport://automation/?url=https://a.example&datatype=workouts&period=realtime"
                    + "&syncinterval=seconds&exportversion=v2&workoutsmetadatainterval=seconds")
                    == """
                    - name: New Automation
                      url: https://a.example
                      data_type: workouts
                      workout_time_grouping: seconds
                      format: json
                      version: 2
                      date_range: since_last_sync
                      every: 1 minute
                    ! the period "realtime" has no equal; since_last_sync is used
                    ! a cadence of seconds has no equal; every minute is used

                    """)
    }

    @Test func `what is no automation of the app says so`() {
        #expect(
            fromLink("https://a.example")
                == "a deep link of the app begins with com.HealthExport://automation?")
        #expect(
            fromLink("com.HealthExport://automation")
                == "the deep link has no parameters behind a ?")
        #expect(fromLink("com.HealthExport://automation?name=x") == "the automation has no URL")
        #expect(
            fromLink("com.HealthExport://automation?url=%zz")
                == "the parameter \"url\" has a broken percent encoding")
        #expect(
            fromLink("com.HealthExport://automation?url=ftp://x&datatype=symptoms") == """
                "url" in automation "New Automation" must begin with http:// or https://
                  Allowed: a URL that begins with http:// or https://
                """)
        #expect(
            fromLink("com.HealthExport://automation?url=https://a&datatype=dreams")
                == "the data type \"dreams\" is unknown; known are health_metrics, workouts, symptoms"
        )
        #expect(fromJSON("{").hasPrefix("this is not JSON: "))
        #expect(
            fromJSON("[5]")
                == "this is not the configuration of an automation, which is an object with name and urlString"
        )
        #expect(
            fromJSON(#"{"urlString":"https://a","exportDestination":"mqtt"}"#)
                == "this automation sends to mqtt; only those of type REST API can be taken over")
        #expect(
            fromJSON(#"{"urlString":"https://a","headers":"s3cr3t"}"#)
                == "\"headers\" is neither a list nor Base64 of one")
    }
}
