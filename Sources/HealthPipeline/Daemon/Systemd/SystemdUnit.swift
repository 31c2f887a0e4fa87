public import HealthConfig

/// The text of a systemd unit for the daemon, shut in as far as its configuration allows.
///
/// Source: systemd.unit(5), systemd.service(5), systemd.exec(5); every setting is known to systemd 252.
public struct SystemdUnit {
    private let executable: String
    private let configuration: HaeConfig
    private let configurationFile: String
    private let spool: String
    private let user: String

    /// - Parameters:
    ///   - executable: Absolute path of the program.
    ///   - configurationFile: Absolute.
    ///   - spool: Absolute.
    ///   - user: Who runs it.
    public init(
        executable: String, configuration: HaeConfig, configurationFile: String, spool: String,
        user: String
    ) {
        (self.executable, self.configuration) = (executable, configuration)
        (self.configurationFile, self.spool, self.user) = (configurationFile, spool, user)
    }

    /// The whole file; ends with a line end.
    public var text: String {
        """
        # hae under systemd. Put this file into place, then:
        #     systemctl daemon-reload
        #     systemctl enable --now hae
        # What it says: journalctl -u hae. New configuration: systemctl reload hae.

        [Unit]
        Description=hae, sends Apple Health data to your own endpoints
        Documentation=man:systemd.exec(5)
        Wants=network-online.target
        After=network-online.target
        StartLimitIntervalSec=600
        StartLimitBurst=5

        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart=\(Self.argument(executable)) daemon --config \(Self.argument(configurationFile)) --spool \(Self.argument(spool))
        ExecReload=/bin/kill -HUP $MAINPID
        User=\(user)
        WatchdogSec=2min
        TimeoutStartSec=5min
        TimeoutStopSec=10s
        KillMode=mixed
        # Not again by itself after: usage, bad data, no spool, a second daemon, permission, configuration. These need you.
        Restart=on-failure
        RestartSec=30s
        RestartPreventExitStatus=64 65 69 75 77 78

        \(credentials)
        # What it may write; everything else is read-only or hidden.
        ProtectSystem=strict
        \(places)
        UMask=0077

        # What it does not need.
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        PrivateTmp=yes
        PrivateDevices=yes
        ProtectClock=yes
        ProtectControlGroups=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectProc=invisible
        RemoveIPC=yes
        RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        SystemCallErrorNumber=EPERM

        [Install]
        WantedBy=multi-user.target

        """
    }

    // MARK: - Parts

    /// Lines that bring secrets in, commented out: only you know where they are.
    private var credentials: String {
        let names = Set(
            references.filter { $0.kind == .cred }.map(\.name)
        ).sorted()
        let lines = (names.isEmpty ? ["NAME"] : names).map {
            "#LoadCredential=\($0):/etc/hae/\($0)"
        }
        return """
            # Secrets: ${cred:NAME} in the configuration reads what is loaded here, from a file that root alone can read.
            \(lines.joined(separator: "\n"))

            """
    }

    private var references: [SecretReference] {
        configuration.automations.flatMap { automation in
            automation.delivery.url.references
                + automation.delivery.headers.flatMap(\.value.references)
        } + (configuration.notifications.webhook?.url.references ?? [])
    }

    /// Folders that the unit writes to and systemd does not make: it does not start without one of them.
    public var foldersNeeded: [String] {
        var folders = Self.stateName(spool) == nil ? [spool] : []
        if let inbox = configuration.inbox { folders.append(inbox) }
        if let figures = configuration.prometheus { folders.append(Self.folder(of: figures)) }
        return folders
    }

    private var places: String {
        var lines: [String] = []
        let writable = foldersNeeded
        if let name = Self.stateName(spool) {
            lines += ["StateDirectory=\(name)", "StateDirectoryMode=0700"]
        }
        lines += writable.map { "ReadWritePaths=\(Self.argument($0))" }
        let read = [executable, configurationFile] + writable
        let isAtHome = read.contains { path in
            Self.hiddenHomes.contains { path.hasPrefix("/\($0)/") }
        }
        lines.append("ProtectHome=\(isAtHome ? "read-only" : "yes")")
        return lines.joined(separator: "\n")
    }

    /// What `ProtectHome=yes` hides from a service. Source: systemd.exec(5).
    private static let hiddenHomes = ["home", "root", "run/user"]

    /// The part of a path below `/var/lib`, which systemd makes and hands over.
    private static func stateName(_ path: String) -> String? {
        let parent = "/var/lib/"
        guard path.hasPrefix(parent), path.count > parent.count else { return nil }
        let name = String(path.dropFirst(parent.count))
        return name.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) } ? name : nil
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    }

    /// As a word of a unit: `%` doubled, quoted where it needs that.
    private static func argument(_ text: String) -> String {
        let doubled = String(text.flatMap { $0 == "%" || $0 == "$" ? "\($0)\($0)" : "\($0)" })
        let isPlain = doubled.allSatisfy {
            $0.isLetter || $0.isNumber || "-_./%:@+,=".contains($0)
        }
        if isPlain { return doubled }
        let escaped = doubled.flatMap { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"\(String(escaped))\""
    }
}
